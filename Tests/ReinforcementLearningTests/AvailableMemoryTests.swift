import Testing

@testable import ReinforcementLearning

@Suite struct `Available memory` {
  @Test func `is what the system and the group leave, whichever is less`() {
    let system = "MemTotal:  1000 kB\nMemAvailable:    500 kB\n"
    func bytes(_ system: String?, _ limit: String?, _ used: String?) -> Double? {
      AvailableMemory.bytesAvailable(system: system, limit: limit, used: used)
    }
    #expect(bytes(system, nil, nil) == 512_000)
    #expect(bytes(system, "max\n", "7\n") == 512_000)
    #expect(bytes(system, "100000\n", "40000\n") == 60_000)
    #expect(bytes(nil, nil, nil) == nil)
  }

  /// A million stacks of four frames of 84 × 84, each stored twice as floats, take 226 GB.
  @Test func `is compared with what a replay will need in the end`() {
    let bytes = UniformReplay.bytes(of: 1_000_000, observationWidth: 4 * 84 * 84, actionWidth: 1)
    #expect(abs(bytes - 225.8e9) < 0.1e9)
    #expect(throws: Failure.self) {
      try AvailableMemory.require(1e18, for: "a replay", remedy: "make it smaller")
    }
    #expect(throws: Never.self) {
      try AvailableMemory.require(1, for: "a replay", remedy: "make it smaller")
    }
  }
}
