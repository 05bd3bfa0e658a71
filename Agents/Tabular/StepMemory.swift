internal import ReinforcementLearning

/// A step in a finite world.
struct TabularStep: Codable, Hashable, Sendable {
  let state: Int
  let action: Int
  let reward: Double
  /// What followed; nil if the world came to its end.
  let next: Int?
  /// How many steps of the world it lasted.
  var duration = 1
}

/// What each action led to when it was last taken in a state: a model of a world without chance.
struct StepMemory: Codable, Hashable, Sendable {
  /// The steps, in the order in which their actions were first taken.
  private var steps: [TabularStep] = []
  private var indices: [Int: Int] = [:]  // by place in the table

  /// Takes note of what an action led to.
  mutating func note(_ step: TabularStep, at place: Int) {
    if let index = indices[place] {
      steps[index] = step
    } else {
      indices[place] = steps.count
      steps.append(step)
    }
  }

  /// One of the steps, each as likely as the others.
  ///
  /// - Precondition: a step was noted.
  func sample(using random: inout RandomSource) -> TabularStep {
    steps[random.integer(below: steps.count)]
  }
}
