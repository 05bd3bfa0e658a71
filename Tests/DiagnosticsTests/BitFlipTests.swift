import Diagnostics
import ReinforcementLearning
import Testing

@Suite struct `A row of bits` {
  @Test(arguments: [1, 4, 15])
  func `is as wanted after as many flips as bits differ`(_ count: Int) {
    var random = RandomSource(seed: UInt64(count))
    var world = BitFlip(bits: count)
    for _ in 0..<50 {
      world.reset(using: &random)
      let row = world.observation
      #expect(Array(row[..<count]) == Array(row[count..<2 * count]))
      let differing = (0..<count).filter { row[$0] != row[2 * count + $0] }
      #expect(!differing.isEmpty)
      for bit in differing {
        let outcome = world.step(bit, using: &random)
        #expect(outcome.reward == (bit == differing.last ? 0 : -1))
        #expect(outcome.ending == (bit == differing.last ? .terminated : nil))
      }
    }
  }
}
