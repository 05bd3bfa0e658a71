/// Adam that takes each step twice and takes back the one before, which keeps games from cycling.
///
/// Follows Daskalakis, Ilyas, Syrgkanis and Zeng, *Training GANs with optimism*, 2018, algorithm 1:
/// `θ -= 2 α dₜ - α dₜ₋₁` with Adam's direction `d = m̂ / (√v̂ + ε)` and `d₀ = 0`.
///
/// The corrections `1 - βᵗ` are kept as running means of ones, `c = β c + (1 - β)`, so that they
/// lose no digits at the first steps and no step is counted.
public final class OptimisticAdam: Optimizer {
  public let rate: Parameter
  private let beta1: Double
  private let beta2: Double
  private let epsilon: Float
  private let meanWeight = Parameter("mean weight", shape: [], values: [0])
  private let squareWeight = Parameter("square weight", shape: [], values: [0])
  private var prepared = PreparedParameters()
  private var means: [Parameter] = []
  private var squares: [Parameter] = []
  private var directions: [Parameter] = []

  /// Creates an optimizer that has taken no step.
  ///
  /// - Parameters:
  ///   - learningRate: `α`.
  ///   - beta1: `β₁`, what is kept of the mean at each step.
  ///   - beta2: `β₂`, what is kept of the mean square at each step.
  ///   - epsilon: `ε`, which is added to the root.
  public init(
    learningRate: Float, beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Float = 1e-8
  ) {
    rate = Parameter("learningRate", shape: [], values: [learningRate])
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
  }

  public var state: [Parameter] {
    means.isEmpty ? [] : [meanWeight, squareWeight] + means + squares + directions
  }

  public func prepare(for parameters: [Parameter]) throws(TraceError) {
    guard try prepared.admit(parameters, to: "OptimisticAdam") else { return }
    means = parameters.map { Parameter(zerosLike: $0, named: "mean") }
    squares = parameters.map { Parameter(zerosLike: $0, named: "square") }
    directions = parameters.map { Parameter(zerosLike: $0, named: "direction") }
  }

  public func step(
    _ parameters: [Parameter], along gradients: [Tensor], scaledBy scale: Tensor
  ) {
    let trace = scale.trace
    let rate = trace.latest(rate)
    let meanWeight = average(trace.constant(1), into: meanWeight, keeping: beta1)
    let squareWeight = average(trace.constant(1), into: squareWeight, keeping: beta2)
    for (index, target) in parameters.enumerated() {
      let gradient = gradients[index] * scale
      let mean = average(gradient, into: means[index], keeping: beta1) / meanWeight
      let square = average(gradient.squared(), into: squares[index], keeping: beta2) / squareWeight
      let direction = mean / (square.sqrt() + epsilon)
      let move = 2 * direction - trace.parameter(directions[index])
      trace.assign(direction, to: directions[index])
      trace.assign(trace.parameter(target) - rate * move, to: target)
    }
  }

  /// The running mean with one value more, which is also remembered.
  private func average(_ value: Tensor, into memory: Parameter, keeping part: Double) -> Tensor {
    let trace = value.trace
    let mean = Float(part) * trace.parameter(memory) + Float(1 - part) * value
    trace.assign(mean, to: memory)
    return mean
  }
}
