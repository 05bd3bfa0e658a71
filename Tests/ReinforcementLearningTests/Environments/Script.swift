import ReinforcementLearning

/// Pays and ends as it is told; shows how many steps were taken in all, and chance's last number.
struct Script: Environment {
  var rewards: [Double]
  var endings: [Int: Ending]
  var shown: [Int: Float]
  private var step = 0

  /// Creates a script.
  ///
  /// - Parameters:
  ///   - rewards: What the steps pay, over and over.
  ///   - endings: With which step, counted from one over all episodes, an episode ends.
  ///   - shown: What to show after a step in place of its number.
  init(rewards: [Double] = [1], endings: [Int: Ending] = [:], shown: [Int: Float] = [:]) {
    self.rewards = rewards
    self.endings = endings
    self.shown = shown
  }

  var observationSpace: Space { .box(Box([Box.unbounded])) }
  var actionSpace: Space { .discrete(3) }

  mutating func reset(using random: inout RandomSource) {}

  mutating func step(_ action: Int, using random: inout RandomSource) -> Outcome {
    defer { step += 1 }
    return Outcome(reward: rewards[step % rewards.count], ending: endings[step + 1])
  }

  func observe(into row: inout MutableSpan<Float>) { row[0] = shown[step] ?? Float(step) }
}

extension VectorEnvironment {
  /// Takes the action 0 in every copy.
  func advance() throws { try step(Rows(count: count, width: 1)) }
}
