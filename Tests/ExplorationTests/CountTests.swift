import ReinforcementLearning
import Testing

@testable import Exploration

@Suite struct `The count bonus` {
  /// β / √n: the first time an action is taken in a situation, the second, the third.
  @Test func `pays β, β / √2, β / √3`() throws {
    var configuration = CountBonusConfiguration()
    configuration.beta = 0.5
    let bonus = CountBonus(configuration)
    let walk = try Walk([1, 0, 0, 0].map { Script.Event(observation: $0) })
    // In 0: action 1.  In 1: action 1, another situation.  In 0: action 1 twice more.
    let rewards = try [1, 1, 1, 1].map { bonus.appraise(try walk.step($0))[0].reward }
    #expect(rewards == [0.5, 0.5, 0.5 / 2.0.squareRoot(), 0.5 / 3.0.squareRoot()])
  }

  @Test func `tells actions apart`() throws {
    let bonus = CountBonus()
    let walk = try Walk((0..<3).map { _ in Script.Event(observation: 0) })
    let novelties = try [0, 1, 0].map { bonus.appraise(try walk.step($0))[0].novelty }
    #expect(novelties == [1, 1, 1 / 2.0.squareRoot()])
  }

  /// What the next visit of a situation would be worth, whatever is done there.
  @Test func `shows how new a situation is`() throws {
    let bonus = CountBonus()
    let walk = try Walk((0..<3).map { _ in Script.Event(observation: 0) })
    for action in [0, 1, 1] { _ = bonus.appraise(try walk.step(action)) }
    #expect(bonus.novelties(of: Rows([0, 7], width: 1)) == [0.5, 1])
  }
}

@Suite struct `#Exploration` {
  private func hash(_ changes: (inout SimHashConfiguration) -> Void = { _ in }) throws -> SimHash {
    var configuration = SimHashConfiguration()
    changes(&configuration)
    return try SimHash(configuration, .small)
  }

  /// The situation that a step leads to is counted, by its code.
  @Test func `pays β / √n for the situation that a step leads to`() throws {
    let bonus = try hash { $0.beta = 2 }
    let walk = try Walk([4, 4, 5, 4].map { Script.Event(observation: $0) })
    let rewards = try [0, 1, 0, 0].map { bonus.appraise(try walk.step($0))[0].reward }
    #expect(rewards == [2, 2 / 2.0.squareRoot(), 2, 2 / 3.0.squareRoot()])
  }

  /// The signs of A g: of one plane, half of all situations share a code; of many, none do.
  @Test func `tells more situations apart by more bits`() throws {
    func codes(_ bits: Int) throws -> Int {
      let bonus = try hash { $0.bits = bits }
      return Set(
        (0..<10).map { index -> [UInt64] in
          bonus.key(of: (0..<10).map { $0 == index ? 1 : 0 })
        }
      ).count
    }
    #expect(try codes(1) <= 2)
    #expect(try codes(100) == 10)
  }

  /// A box is scaled to ±1, and a constant stands beside: the origin is no centre of all planes.
  @Test func `tells a great swing from a small one`() throws {
    var context = AgentContext.small
    context.observationSpace = .box(Box([-1.2...0.6, -0.07...0.07]))
    let bonus = try SimHash(SimHashConfiguration(), context)
    #expect(bonus.key(of: [0.1, 0.1]) != bonus.key(of: [0.9, 0.9]))
    #expect(bonus.key(of: [0.1, 0.1]) == bonus.key(of: [0.1001, 0.1]))
    let features = SituationFeatures(.box(Box([-1.2...0.6, Box.unbounded])))
    #expect(features.features(of: [-0.3, 3]) == [0, 0.75])
  }

  /// What is seen again and again is written in bits that differ, near 0 or 1.
  @Test func `learns codes that tell situations apart`() throws {
    var configuration = SimHashConfiguration()
    (configuration.codeWidth, configuration.batchSize) = (16, 32)
    configuration.trainInterval = 1
    let coder = try BinaryAutoencoder(configuration, inputs: 4, seed: 0)
    let situations: [[Float]] = (0..<4).map { index in (0..<4).map { $0 == index ? 1 : 0 } }
    var metrics = MetricRecorder([BinaryAutoencoder.loss])
    var losses: [Double] = []
    for round in 0..<600 {
      coder.remember(situations[round % 4])
      try coder.learn(recording: &metrics)
      if round % 100 == 99 { losses.append(metrics.drain()[0] ?? .nan) }
    }
    #expect(losses[5] < losses[0] / 4)
    #expect(Set(situations.map { coder.code(of: $0) }).count == 4)
    #expect(coder.code(of: situations[0]).allSatisfy { $0 == 0 || $0 == 1 })
  }
}
