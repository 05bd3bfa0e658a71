internal import VectorMath

extension Chain {
  /// Elements that are computed at a time: few enough for all blocks to stay in the first cache.
  private static let usualBlock = 512
  private static let longestBlock = 2048

  /// The call of the chain, its memory being known.
  func instruction(
    count: Int, memory: (Int) -> UnsafeMutablePointer<Float>
  ) -> Instruction {
    instruction(0..<count, memory: memory)
  }

  /// The chain in pieces, one for each member of a team; nothing if it is not worth it.
  func parts(
    count: Int, sharing: Sharing, memory: (Int) -> UnsafeMutablePointer<Float>
  ) -> [Instruction]? {
    let cost = steps.reduce(0) { $0 + $1.operation.cost }
    return sharing.ranges(of: count, grain: block(for: slots), cost: cost)?.map {
      instruction($0, memory: memory)
    }
  }

  private func instruction(
    _ range: Range<Int>, memory: (Int) -> UnsafeMutablePointer<Float>
  ) -> Instruction {
    let places = slots
    let block = block(for: places)
    let blocks = Blocks(for: places, elements: min(block, range.count))
    let slots = UnsafeMutablePointer<apus_slot>.allocate(capacity: places.count)
    for (index, slot) in places.enumerated() {
      slots[index] = Self.made(slot, block: blocks.start(of: index), memory: memory)
    }
    let steps = UnsafeMutablePointer<apus_step>.allocate(capacity: self.steps.count)
    for (index, step) in self.steps.enumerated() { steps[index] = Self.made(step, places) }
    let chain = apus_chain(
      slots: slots, steps: steps, slot_count: Int64(places.count),
      step_count: Int64(self.steps.count), first: Int64(range.lowerBound),
      count: Int64(range.count), block: Int64(block))
    let allocated: [UnsafeMutableRawPointer] = [
      UnsafeMutableRawPointer(slots), UnsafeMutableRawPointer(steps), blocks.memory,
    ]
    return Instruction(name, chain, memory: allocated, scratchBytes: blocks.bytes) {
      apus_run_chain($0.assumingMemoryBound(to: apus_chain.self))
    }
  }

  /// Every slot once.
  private var slots: [Slot] {
    var result: [Slot] = []
    for step in steps {
      for slot in step.operands + [step.out] where !result.contains(slot) { result.append(slot) }
    }
    precondition(result.count <= Int(APUS_CHAIN_SLOTS), "Clusters keeps chains short enough")
    return result
  }

  /// A multiple of what rows repeat after, so that they need to be spread out only once.
  private func block(for slots: [Slot]) -> Int {
    var multiple = 1
    for case .operand(_, let access) in slots {
      guard let extent = access.rowExtent else { continue }
      multiple = multiple / Self.commonDivisor(multiple, extent) * extent
    }
    guard multiple <= Self.longestBlock else { return Self.usualBlock }
    return max(Self.usualBlock / multiple, 1) * multiple
  }

  private static func commonDivisor(_ first: Int, _ second: Int) -> Int {
    second == 0 ? first : commonDivisor(second, first % second)
  }

  private static func made(_ step: Step, _ slots: [Slot]) -> apus_step {
    func index(_ slot: Slot?) -> Int32 {
      Int32(slots.firstIndex(of: slot ?? step.operands[0]) ?? 0)
    }
    let (second, third) = (step.operands.dropFirst().first, step.operands.dropFirst(2).first)
    return apus_step(
      primitive: Int32(step.operation.primitive.rawValue), out: index(step.out),
      a: index(step.operands[0]), b: index(second), c: index(third))
  }

  private static func made(
    _ slot: Slot, block: UnsafeMutablePointer<Float>?, memory: (Int) -> UnsafeMutablePointer<Float>
  ) -> apus_slot {
    func made(
      _ base: UnsafeMutablePointer<Float>?, _ access: apus_access, extent: Int = 1,
      repeats: Int = 1
    ) -> apus_slot {
      apus_slot(
        base: base, block: block, extent: Int64(extent), repeats: Int64(repeats),
        access: Int32(access.rawValue))
    }
    switch slot {
    case .operand(let place, .each): return made(memory(place), APUS_EACH)
    case .operand(let place, .scalar): return made(memory(place), APUS_SCALAR)
    case .operand(let place, .row(let extent)):
      return made(memory(place), APUS_ROW, extent: extent)
    case .operand(let place, .column(let extent)):
      return made(memory(place), APUS_COLUMN, extent: extent)
    case .operand(let place, .grid(let extent, let repeats)):
      return made(memory(place), APUS_GRID, extent: extent, repeats: repeats)
    case .register: return made(nil, APUS_REGISTER)
    case .constant: return made(nil, APUS_CONSTANT)
    }
  }
}

/// The blocks of a chain's slots, in one piece of memory.
private struct Blocks {
  let memory: UnsafeMutableRawPointer
  private let floats: UnsafeMutablePointer<Float>
  private let pitch: Int
  var bytes: Int { numbers.count * pitch * MemoryLayout<Float>.stride }
  private var numbers: [Int: Int] = [:]

  init(for slots: [Chain.Slot], elements: Int) {
    pitch = (elements + 15) / 16 * 16
    for (index, slot) in slots.enumerated() {
      if case .operand(_, .each) = slot { continue }
      numbers[index] = numbers.count
    }
    floats = AlignedMemory.allocate(floats: numbers.count * pitch)
    memory = UnsafeMutableRawPointer(floats)
    for (index, slot) in slots.enumerated() {
      guard case .constant(let bits) = slot, let start = start(of: index) else { continue }
      start.update(repeating: Float(bitPattern: bits), count: pitch)
    }
  }

  func start(of slot: Int) -> UnsafeMutablePointer<Float>? {
    numbers[slot].map { floats + $0 * pitch }
  }
}
