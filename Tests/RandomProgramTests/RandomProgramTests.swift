import Testing

@testable import TensorCore

@Suite struct `Random programs` {
  /// Of 75 programs in a block at least 50 are decided: a thousand in all.
  static let count = 1_500
  private static let (block, decided) = (75, 50)

  /// What was found out about a program.
  private enum Verdict: Equatable {
    case agrees
    case differs(String)
    /// A unit of single precision anywhere changes the result by more than is asked for.
    case undecided
  }

  /// The greatest difference that is let pass, relative to the greatest number of a result.
  private static let tolerance = 1e-5

  /// The difference of two results, relative to the greatest number of the second.
  private func distance(_ first: [Double], _ second: [Double]) -> Double {
    guard first.count == second.count else { return .infinity }
    let size = second.reduce(0) { max($0, abs($1)) }
    return zip(first, second).reduce(0) { worst, pair in
      if pair.0 == pair.1 { return worst }
      let error = abs(pair.0 - pair.1) / size
      return error.isNaN ? .infinity : max(worst, error)
    }
  }

  /// Replays a program twice, since the second time reads what the first has written.
  private func verdict(_ program: RandomProgram) -> Verdict {
    var reference = ReferenceRun(program)
    var disturbed = (1...2).map { ReferenceRun(program, disturbance: $0) }
    for replay in 1...2 {
      let (found, expected) = (program.replayed(), reference.replayed())
      for near in disturbed.indices.map({ disturbed[$0].replayed() }) {
        for (name, values) in near
        where !(distance(values, expected[name] ?? []) < Self.tolerance / 5) {
          return .undecided
        }
      }
      for (name, values) in expected.sorted(by: { $0.key < $1.key }) {
        let error = distance(found[name] ?? [], values)
        if error > Self.tolerance {
          return .differs("\(program.program.name), replay \(replay): \(name) by \(error)")
        }
      }
    }
    return .agrees
  }

  @Test(arguments: 0..<count / block)
  func `agree with the reference in results, gradients and updated parameters`(
    _ number: Int
  ) throws {
    var undecided = 0
    for seed in number * Self.block..<(number + 1) * Self.block {
      let program = try RandomProgram(seed: UInt64(seed))
      switch verdict(program) {
      case .agrees: break
      case .differs(let what): Issue.record("\(what)\n\(program.program.describe())")
      case .undecided: undecided += 1
      }
    }
    #expect(undecided <= Self.block - Self.decided)
  }

  @Test(arguments: 0..<count / block)
  func `have the gradients that differences show`(_ number: Int) throws {
    var (wrong, bent) = ([Int](), 0)
    for seed in number * Self.block..<(number + 1) * Self.block {
      let slopes = ReferenceRun(try RandomProgram(seed: UInt64(seed))).slopes()
      let difference = (slopes.forward + slopes.backward) / 2
      let size = max(abs(slopes.gradient), 1e-2)
      if abs(slopes.gradient - difference) <= 1e-5 * size { continue }
      // Equals that a step makes unequal: there is no derivative.
      if abs(slopes.forward - slopes.backward) > 1e-3 * size {
        bent += 1
      } else {
        wrong.append(seed)
      }
    }
    #expect(wrong == [])
    #expect(bent <= Self.block / 20)
  }

  @Test func `reach every operation`() throws {
    var reached: Set<OperationKind> = []
    for seed in 0..<Self.count where reached.count < OperationKind.all.count {
      let graph = try RandomProgram(seed: UInt64(seed)).trace.graph
      for node in graph.nodes { reached.insert(OperationKind(node.operation)) }
    }
    #expect(OperationKind.all.subtracting(reached) == [])
  }

  @Test func `are seen to differ when a number is wrong`() throws {
    let fitting = try (0..<UInt64(Self.block)).lazy.map { try RandomProgram(seed: $0) }.first {
      !$0.grown.parameters.isEmpty && verdict($0) == .agrees
    }
    let program = try #require(fitting)
    let parameter = try #require(program.grown.parameters.first)
    var reference = ReferenceRun(program)
    parameter.values[0] += 1e-3
    let (found, expected) = (program.replayed(), reference.replayed())
    #expect(expected.contains { distance(found[$0.key] ?? [], $0.value) > Self.tolerance })
  }
}
