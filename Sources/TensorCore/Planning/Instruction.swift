/// A kernel with its arguments: two words that are copied and called without further ado.
struct Call: BitwiseCopyable {
  let kernel: @convention(c) (UnsafeRawPointer) -> Void
  let arguments: UnsafeMutableRawPointer
}

/// One step of a program: a call, and what it is for plans.
struct Instruction {
  let call: Call
  let name: String
  /// What else was allocated for the arguments.
  private let memory: [UnsafeMutableRawPointer]
  /// How much of that numbers pass through, in bytes.
  let scratchBytes: Int

  /// Creates a step; its arguments are copied to a place that stays until `deallocate()`.
  init<Arguments: BitwiseCopyable>(
    _ name: String, _ arguments: Arguments, memory: [UnsafeMutableRawPointer] = [],
    scratchBytes: Int = 0, _ kernel: @convention(c) (UnsafeRawPointer) -> Void
  ) {
    let place = UnsafeMutablePointer<Arguments>.allocate(capacity: 1)
    place.initialize(to: arguments)
    call = Call(kernel: kernel, arguments: UnsafeMutableRawPointer(place))
    self.name = name
    self.memory = memory
    self.scratchBytes = scratchBytes
  }

  private struct Sequence: BitwiseCopyable {
    let calls: UnsafeMutablePointer<Call>
    let count: Int
  }

  /// Several steps as one, under the name of the first.
  init(inOrder steps: [Instruction]) {
    let calls = UnsafeMutablePointer<Call>.allocate(capacity: max(steps.count, 1))
    for (index, step) in steps.enumerated() { calls[index] = step.call }
    // The steps' arguments live as long as this one, which frees them with its own.
    let memory = steps.flatMap { [$0.call.arguments] + $0.memory }
    self.init(
      (steps.first?.name ?? "nothing") + ", batched", Sequence(calls: calls, count: steps.count),
      memory: memory + [UnsafeMutableRawPointer(calls)]
    ) {
      let steps = $0.assumingMemoryBound(to: Sequence.self).pointee
      for index in 0..<steps.count { steps.calls[index].kernel(steps.calls[index].arguments) }
    }
  }

  /// Frees the arguments.
  func deallocate() {
    call.arguments.deallocate()
    for piece in memory { piece.deallocate() }
  }
}
