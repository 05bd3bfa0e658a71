import Foundation

/// The optimizers' equations, in doubles.
struct ReferenceOptimizer {
  /// Numbers that are single precision in the program are given as such.
  enum Rule {
    case descent(momentum: Float, isNesterov: Bool)
    case rmsProp(decay: Double, epsilon: Float, momentum: Float, isCentered: Bool)
    case adam(
      beta1: Double, beta2: Double, epsilon: Double, weightDecay: Float, isMaximal: Bool)
  }

  let rule: Rule
  let rate: Float
  private var step = 0.0
  private var first: [Double]
  private var second: [Double]
  private var third: [Double]

  /// An optimizer of so many weights.
  init(_ rule: Rule, rate: Float, count: Int) {
    self.rule = rule
    self.rate = rate
    let zeros = Array(repeating: 0.0, count: count)
    (first, second, third) = (zeros, zeros, zeros)
  }

  /// The weights after one step.
  mutating func moved(_ weights: [Double], along gradients: [Double]) -> [Double] {
    step += 1
    return zip(weights, gradients).enumerated().map { index, pair in
      moved(pair.0, along: pair.1, index)
    }
  }

  private mutating func moved(_ weight: Double, along g: Double, _ i: Int) -> Double {
    let rate = Double(rate)
    switch rule {
    case .descent(let momentum, let isNesterov):
      first[i] = Double(momentum) * first[i] + g
      return weight - rate * (isNesterov ? g + Double(momentum) * first[i] : first[i])
    case .rmsProp(let decay, let epsilon, let momentum, let isCentered):
      second[i] = decay * second[i] + (1 - decay) * g * g
      first[i] = decay * first[i] + (1 - decay) * g
      let variance = isCentered ? max(0, second[i] - first[i] * first[i]) : second[i]
      third[i] = Double(momentum) * third[i] + g / (variance.squareRoot() + Double(epsilon))
      return weight - rate * third[i]
    case .adam(let beta1, let beta2, let epsilon, let weightDecay, let isMaximal):
      first[i] = beta1 * first[i] + (1 - beta1) * g
      second[i] = beta2 * second[i] + (1 - beta2) * g * g
      third[i] = max(third[i], second[i])
      let square = (isMaximal ? third[i] : second[i]) / (1 - pow(beta2, step))
      let move = first[i] / (1 - pow(beta1, step)) / (square.squareRoot() + epsilon)
      return weight * (1 - rate * Double(weightDecay)) - rate * move
    }
  }
}
