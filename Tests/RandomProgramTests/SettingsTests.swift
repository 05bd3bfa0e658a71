import Testing

@testable import TensorCore

@Suite struct `Random programs to the bit` {
  private static let seeds = UInt64(0)..<300

  /// The bits of all results and parameters after two runs.
  private static func bits(_ seed: UInt64, _ settings: ProgramSettings = .init()) throws -> [UInt64]
  {
    try ProgramSettings.$current.withValue(settings) {
      let program = try RandomProgram(seed: seed)
      return (0..<2).flatMap { _ in
        program.replayed().sorted { $0.key < $1.key }.flatMap { $0.value.map(\.bitPattern) }
      }
    }
  }

  /// Settings that share every instruction that falls into parts at all.
  private static func shared(_ threads: Int) throws -> ProgramSettings {
    let team = try #require(ThreadTeam(threads))
    var settings = ProgramSettings(team: team)
    settings.leastSharedWork = 1
    return settings
  }

  @Test(arguments: [2, 3])
  func `are the same on several threads`(_ threads: Int) throws {
    let settings = try Self.shared(threads)
    for seed in Self.seeds {
      #expect(try Self.bits(seed, settings) == Self.bits(seed), "seed \(seed)")
    }
  }

  @Test func `share instructions of every kind that can be shared`() throws {
    var names: Set<String> = []
    try ProgramSettings.$current.withValue(try Self.shared(2)) {
      for seed in Self.seeds {
        for line in try RandomProgram(seed: seed).program.plan.lines
        where line.instructions.count > 1 {
          names.insert(line.name)
        }
      }
    }
    for kind in ["matmul", "matmul, batched", "matmul transposed", "sum", "+", "adam p0"] {
      #expect(names.contains(kind))
    }
  }

  @Test func `are the same while numbers are looked at`() throws {
    for seed in Self.seeds {
      let watch = NumberWatch()
      #expect(try Self.bits(seed, ProgramSettings(numbers: watch)) == Self.bits(seed))
      #expect(watch.problem == nil)
    }
  }

  @Test func `are the same when two are replayed at once`() async throws {
    func all(_ seeds: Range<UInt64>) throws -> [[UInt64]] { try seeds.map { try Self.bits($0) } }
    let alone = try [all(0..<40), all(40..<80)]
    async let first = all(0..<40)
    async let second = all(40..<80)
    #expect(try await [first, second] == alone)
  }
}
