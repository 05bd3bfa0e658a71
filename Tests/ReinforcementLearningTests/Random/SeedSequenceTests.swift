import Testing

@testable import ReinforcementLearning

@Suite struct `Seed sequences` {
  @Test func `mix and spawn as numpy's`() throws {
    for seed in try golden("numpy.json", as: NumpyGolden.self).seeds {
      var root = SeedSequence(seed.number)
      var family = [root]
      family += root.spawn(2)
      family.append(family[2].spawn(3)[2])
      family += root.spawn(1)
      for (sequence, expected) in zip(family, seed.spawned) {
        #expect(sequence.spawnKey == expected.key)
        #expect(sequence.state(words: 8) == expected.state)
        var source = RandomSource(sequence)
        #expect(source.uniform() == expected.first)
      }
    }
  }

  @Test func `give a named stream the spawn key of its name and index`() throws {
    for seed in try golden("numpy.json", as: NumpyGolden.self).seeds {
      for stream in seed.streams {
        var source = RandomSource(seed: seed.number, stream: stream.name, index: stream.index)
        #expect(source.uniform() == stream.first)
      }
    }
  }

  @Test func `give different names, indices and seeds different streams`() {
    var firsts: Set<UInt64> = []
    for seed in UInt64(0)..<5 {
      for stream in ["environment", "replay", "policy", "network", "evaluation"] {
        for index in 0..<20 {
          var source = RandomSource(seed: seed, stream: stream, index: index)
          firsts.insert(source.next())
        }
      }
      var plain = RandomSource(seed: seed)
      firsts.insert(plain.next())
    }
    #expect(firsts.count == 5 * (5 * 20 + 1))
  }
}
