internal import AgentCommons
internal import Networks
internal import ReinforcementLearning
internal import TensorCore

/// What is imitated: which of finitely many actions, or which numbers.
enum Lesson {
  /// One of so many actions.
  case choice(Int)
  /// Numbers in a box.
  case numbers(Box)

  /// What a space of actions asks for; nil if it is neither.
  init?(_ space: Space) {
    switch space {
    case .discrete(let count): self = .choice(count)
    case .box(let box): self = .numbers(box)
    default: return nil
    }
  }

  /// How many numbers the network returns, and an example has.
  var width: Int {
    switch self {
    case .choice(let count): count
    case .numbers(let box): box.count
    }
  }

  /// What the network should return where a teacher holds something to be best.
  ///
  /// Of several best actions each is as good an answer.
  func example(of optimum: Optimum) -> [Float] {
    switch self {
    case .numbers: return optimum.actions[0]
    case .choice(let count):
      var example = [Float](repeating: 0, count: count)
      for action in optimum.actions { example[Int(action[0])] = 1 / Float(optimum.actions.count) }
      return example
    }
  }

  /// The action that the network's numbers stand for.
  func action(by outputs: some Collection<Float>) -> [Float] {
    switch self {
    case .choice: [Float(ActionChoice.greedy(outputs))]
    case .numbers(let box):
      zip(outputs, zip(box.low, box.high)).map { min(max($0, $1.0), $1.1) }
    }
  }

  /// How wrong the network is, `[B]`: cross-entropy to the best actions, or half the squared error.
  func losses(of outputs: Tensor, to examples: Tensor) -> Tensor {
    switch self {
    case .choice: outputs.crossEntropy(to: examples)
    case .numbers: 0.5 * (outputs - examples).squared().sum(axis: 1)
    }
  }
}
