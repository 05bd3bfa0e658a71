/// SplitMix64, so that tests draw the same numbers everywhere.
struct TestGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var word = state
    word = (word ^ (word >> 30)) &* 0xbf58_476d_1ce4_e5b9
    word = (word ^ (word >> 27)) &* 0x94d0_49bb_1331_11eb
    return word ^ (word >> 31)
  }

  /// Between -1.5 and 1.5.
  mutating func number() -> Float { Float(next() >> 40) * 0x1.8p-23 - 1.5 }

  mutating func isTrue(oneIn count: Int) -> Bool { next() % UInt64(count) == 0 }
  mutating func below(_ count: Int) -> Int { Int.random(in: 0..<count, using: &self) }
  mutating func among<Choices: Collection>(_ choices: Choices) -> Choices.Element {
    guard let choice = choices.randomElement(using: &self) else {
      preconditionFailure("there is always something to choose from")
    }
    return choice
  }
}
