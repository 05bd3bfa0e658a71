import ReinforcementLearning
import Testing

@testable import PolicyOptimization

/// A rollout of one feature and one number an action, whose rows hold their places.
private func rollout(
  rewards: [Double], endings: [Ending?], copies: Int = 1
) -> Rollout {
  var rollout = Rollout(steps: rewards.count / copies, copies: copies)
  for (place, reward) in rewards.enumerated() {
    rollout.append(
      features: [Float(place)], action: [0], state: [], reward: reward, ending: endings[place],
      following: { [Float(100 + place)] })
  }
  return rollout
}

@Suite struct `A rollout` {
  /// γ = 0.5, λ = 0.5, V = 1, 2, 3 and 8 beyond: δ₂ = 4 + 4 − 3 = 5, δ₁ = 2 + 1.5 − 2 = 1.5 and
  /// δ₀ = 1 + 1 − 1 = 1, so that Â = 5, 1.5 + 5/4 = 2.75 and 1 + 2.75/4 = 1.6875.
  @Test func `sums temporal differences`() {
    let advantages = rollout(rewards: [1, 2, 4], endings: [nil, nil, nil])
      .advantages(values: [1, 2, 3], followingValues: [2: 8], discount: 0.5, decay: 0.5)
    #expect(advantages == [1.6875, 2.75, 5])
  }

  /// As above, but nothing follows step 1: δ₁ = 2 − 2 = 0 and Â₀ = 1 + 0.
  @Test func `looks not beyond a terminal state`() {
    let advantages = rollout(rewards: [1, 2, 4], endings: [nil, .terminated, nil])
      .advantages(values: [1, 2, 3], followingValues: [2: 8], discount: 0.5, decay: 0.5)
    #expect(advantages == [1, 0, 5])
  }

  /// As above, but 6 is what the state is worth that step 1 would have gone on from: δ₁ = 2 + 3 − 2.
  @Test func `bootstraps from what a time limit cut off, and sums no further`() {
    let advantages = rollout(rewards: [1, 2, 4], endings: [nil, .truncated, nil])
      .advantages(values: [1, 2, 3], followingValues: [1: 6, 2: 8], discount: 0.5, decay: 0.5)
    #expect(advantages == [1.75, 3, 5])
  }

  /// 1 + 2/2, 10 + 4/2, 2 and 20 + 6/2.
  @Test func `keeps copies apart, and what follows where it is needed`() {
    let rollout = rollout(
      rewards: [1, 10, 2, 20], endings: [nil, .truncated, .terminated, nil], copies: 2)
    #expect(rollout.isFull)
    #expect(rollout.following == [1: [101], 3: [103]])
    let advantages = rollout.advantages(
      values: [0, 0, 0, 0], followingValues: [1: 4, 3: 6], discount: 0.5, decay: 1)
    #expect(advantages == [2, 12, 2, 23])
  }

  @Test func `of whole episodes is judged by returns`() {
    let episode = Episode(features: [], actions: [], rewards: [1, 2, 4])
    #expect(episode.returns(discount: 0.5) == [3, 4, 4])
  }
}

@Suite struct `A normalizer` {
  @Test func `changes between rollouts only, and clips`() {
    var normalizer = Normalizer(features: 1, copies: nil, discount: 0.9)
    func normalized(_ number: Float) -> Float {
      var rows = [number]
      rows.withUnsafeMutableBufferPointer { normalizer.normalize($0) }
      return rows[0]
    }
    #expect(normalized(3) == 3)
    normalizer.absorb([1, 3])  // mean 2, deviation 1
    #expect(abs(normalized(3) - 1) < 1e-6)
    #expect(normalized(99) == 10)
  }

  /// The running returns are 1 and 0.5 + 1 = 1.5, whose variance is 1/16.
  @Test func `divides rewards by the deviation of returns`() {
    var normalizer = Normalizer(features: nil, copies: 1, discount: 0.5)
    #expect(normalizer.scaled(1, copy: 0, isLast: false) == 1 / (1 + 1e-8).squareRoot())
    #expect(abs(normalizer.scaled(1, copy: 0, isLast: true) - 4) < 1e-5)
    // After an end the next return begins anew: 1, 1.5 and 1 have a variance of 1/18.
    #expect(abs(normalizer.scaled(1, copy: 0, isLast: false) - 18.0.squareRoot()) < 1e-5)
  }
}
