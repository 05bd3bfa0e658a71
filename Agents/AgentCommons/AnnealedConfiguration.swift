public import ReinforcementLearning

/// What may be chosen about an agent whose learning rate changes over a run.
public protocol AnnealedConfiguration: AgentConfiguration {
  /// The optimizer's step size, at first or after the warm-up.
  var learningRate: Float { get }
  /// The share of the step size that is lost by the end of the run.
  var learningRateDecay: Double { get }
  /// How that share is lost; if constant, nothing is.
  var learningRateSchedule: Schedule.Shape { get }
  /// The first steps of a run, over which the step size grows from zero.
  var learningRateWarmUp: Int { get }
}

extension AnnealedConfiguration {
  /// What may be chosen about the change.
  public static var annealing: [ParameterDescription] {
    [
      ParameterDescription(
        "learningRateDecay", "the share of the step size that is lost by the end", in: .unit),
      ParameterDescription(
        "learningRateSchedule", "how it is lost; constant loses nothing",
        choices: Schedule.Shape.allCases.map(\.rawValue)),
      ParameterDescription(
        "learningRateWarmUp", "the first steps, over which the step size grows from zero",
        in: .nonNegative),
    ]
  }

  /// The learning rate over a run of so many steps.
  public func learningRate(over steps: Int) -> Schedule {
    let rate = Double(learningRate)
    return Schedule(
      learningRateSchedule, from: rate, to: rate * (1 - learningRateDecay), over: steps,
      warmingUpOver: learningRateWarmUp)
  }

  public func validate(steps: Int) throws { try validateAnnealing(steps: steps) }

  /// Refuses a warm-up that never ends, and a decay without end.
  ///
  /// - Throws: `Failure` of kind `configuration`.
  public func validateAnnealing(steps: Int) throws {
    guard learningRateWarmUp < steps else {
      throw Failure(
        .configuration, "learningRateWarmUp=\(learningRateWarmUp) of \(steps) steps has no end",
        remedy: "lower learningRateWarmUp or raise --steps")
    }
    guard learningRateSchedule != .exponential || learningRateDecay < 1 else {
      throw Failure(
        .configuration, "learningRateSchedule=exponential never reaches zero",
        remedy: "lower learningRateDecay, to 0.99 say, or choose cosine")
    }
  }
}
