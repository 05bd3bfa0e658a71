/// Another optimizer whose step size learns from whether its last step was too short or too long.
///
/// Follows Baydin, Cornish, Martínez Rubio, Schmidt and Wood, *Online learning rate adaptation with
/// hypergradient descent*, 2018, equation 8: `α -= β ∇f · ∂u/∂α` before each step, `u` being what
/// the step before added to the weights.  Of every optimizer whose steps are proportional to `α`,
/// `∂u/∂α` is `u / α`; so gradients and weights before a step are all that is needed, and the
/// algorithms 4 to 6 are special cases.  Departures: the gradients are those after clipping, and `α`
/// is kept within bounds, since nothing could be learned from a step of length zero.
///
/// Between its steps nothing else may move the parameters, nor change the learning rate.
public final class Hypergradient: Optimizer {
  private let optimizer: any Optimizer
  private let stepSize: Float
  private let bounds: ClosedRange<Float>
  private let hasMoved = Parameter("has moved", shape: [], values: [0])
  private var prepared = PreparedParameters()
  private var before: [Parameter] = []

  /// Creates an optimizer that takes another's steps, beginning with their length.
  ///
  /// - Parameters:
  ///   - optimizer: What moves the weights by steps proportional to its learning rate.
  ///   - stepSize: `β`, the step size of the learning rate.
  ///   - bounds: Within which the learning rate is kept, greater than zero.
  public init(
    _ optimizer: any Optimizer, stepSize: Float, bounds: ClosedRange<Float> = 1e-8...1
  ) {
    precondition(bounds.lowerBound > 0, "a learning rate within \(bounds) could become zero")
    self.optimizer = optimizer
    self.stepSize = stepSize
    self.bounds = bounds
  }

  public var rate: Parameter { optimizer.rate }

  public var state: [Parameter] {
    before.isEmpty ? [] : [rate, hasMoved] + before + optimizer.state
  }

  /// Makes the state for parameters, if that has not been done.
  ///
  /// - Throws: ``TraceError`` if it has been made for others, or if the steps of the optimizer are
  ///   not proportional to its learning rate.
  public func prepare(for parameters: [Parameter]) throws(TraceError) {
    guard !(optimizer is AccSGD) else {
      throw TraceError("Hypergradient", "AccSGD's steps are not proportional to its learning rate")
    }
    try optimizer.prepare(for: parameters)
    guard try prepared.admit(parameters, to: "Hypergradient") else { return }
    before = parameters.map { Parameter(zerosLike: $0, named: "before") }
  }

  public func step(
    _ parameters: [Parameter], along gradients: [Tensor], scaledBy scale: Tensor
  ) {
    let trace = scale.trace
    let oldRate = trace.parameter(rate)
    let products = parameters.indices.map { index in
      let weights = trace.parameter(parameters[index])
      let move = weights - trace.parameter(before[index])
      trace.assign(weights, to: before[index])
      return (gradients[index] * move).sum()
    }
    let slope = scale * products.reduce(trace.constant(0), +) / oldRate
    let learned = oldRate - stepSize * slope.select(where: trace.parameter(hasMoved))
    trace.assign(learned.clamped(to: bounds), to: rate)
    trace.assign(trace.constant(1), to: hasMoved)
    optimizer.step(parameters, along: gradients, scaledBy: scale)
  }
}
