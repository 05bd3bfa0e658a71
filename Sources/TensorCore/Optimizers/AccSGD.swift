/// Moves each weight partly along its gradient, partly towards an average of long steps.
///
/// Follows Kidambi, Netrapalli, Jain and Kakade, *On the insufficiency of existing momentum schemes
/// for stochastic optimization*, 2018, lines 4 and 5 of algorithm 3, with `c` for their 0.7:
/// `w̄ = α w̄ + (1 - α) (w - κ δ / c · g)`, then
/// `w = c / (c + 1 - α) · (w - δ g) + (1 - α) / (c + 1 - α) · w̄`; and with `α = 1 - c² ξ / κ` as in
/// their own program.  The average begins at the weights that are there when the optimizer is
/// prepared.
public final class AccSGD: Optimizer {
  public let rate: Parameter
  private let longStep: Float
  private let decay: Float
  private let small: Float
  private var prepared = PreparedParameters()
  private var averages: [Parameter] = []

  /// Creates an optimizer that has taken no step.
  ///
  /// - Parameters:
  ///   - learningRate: `δ`, the short step.
  ///   - longStepRatio: `κ`, greater than zero; larger where the loss is worse conditioned.
  ///   - advantage: `ξ`, the statistical advantage, at least zero and at most the root of `κ`.
  ///   - smallConstant: `c`, greater than zero and less than one.
  /// - Precondition: the average keeps a part of itself that lies within `[0, 1)`.
  public init(
    learningRate: Float, longStepRatio: Float = 1_000, advantage: Float = 10,
    smallConstant: Float = 0.7
  ) {
    rate = Parameter("learningRate", shape: [], values: [learningRate])
    longStep = longStepRatio / smallConstant
    decay = smallConstant * smallConstant * advantage / longStepRatio
    small = smallConstant
    precondition(decay > 0 && decay <= 1, "AccSGD: c² ξ / κ is \(decay), not within (0, 1]")
  }

  public var state: [Parameter] { averages }

  public func prepare(for parameters: [Parameter]) throws(TraceError) {
    guard try prepared.admit(parameters, to: "AccSGD") else { return }
    averages = parameters.map {
      Parameter("average/\($0.name)", shape: $0.shape, values: $0.values)
    }
  }

  public func step(
    _ parameters: [Parameter], along gradients: [Tensor], scaledBy scale: Tensor
  ) {
    let trace = scale.trace
    let rate = trace.latest(rate)
    let share = decay / (small + decay)
    for (index, target) in parameters.enumerated() {
      let short = rate * (gradients[index] * scale)
      let weights = trace.parameter(target)
      let average =
        (1 - decay) * trace.parameter(averages[index]) + decay * (weights - longStep * short)
      trace.assign(average, to: averages[index])
      trace.assign((1 - share) * (weights - short) + share * average, to: target)
    }
  }
}
