internal import TensorCore

/// Moves a policy along its natural gradient as far as its divergence from before may go.
///
/// Shapes: `B` transitions, all that were gathered; `P` outputs of the policy, `N` numbers that the
/// policy learns.
///
/// Follows Schulman, Levine, Moritz, Jordan and Abbeel, *Trust region policy optimization*, 2015,
/// appendix C.
final class TrustRegion {
  private let configuration: TRPOConfiguration
  private let networks: PolicyNetworks
  /// The gradient of the surrogate, and the policy as it is.
  let slope: Program
  /// Fisher's matrix, damped, times a vector.
  let product: Program
  /// How good the policy is by now, and how far from before.
  let trial: Program
  private let slopeInputs: ExperienceInputs
  private let productInputs: ExperienceInputs
  private let trialInputs: ExperienceInputs

  /// What a step came to.
  struct Result {
    /// By how much the surrogate grew.
    var improvement: Float = 0
    /// The mean divergence of the policy from that before.
    var divergence: Float = 0
    /// The share of the greatest step that was taken; 0 if every try was refused.
    var fraction: Float = 0
    /// The mean entropy before.
    var entropy: Float
    /// The norm of the surrogate's gradient.
    var gradientNorm: Float
  }

  init(_ configuration: TRPOConfiguration, _ networks: PolicyNetworks, rows: Int) throws {
    self.configuration = configuration
    self.networks = networks
    slope = try Program("trpo slope") {
      Self.traceSlope($0, configuration, networks, rows: rows)
    }
    product = try Program("trpo product") {
      Self.traceProduct($0, configuration, networks, rows: rows)
    }
    trial = try Program("trpo trial") {
      Self.traceTrial($0, configuration, networks, rows: rows)
    }
    slopeInputs = ExperienceInputs(of: slope, networks, steps: 1)
    productInputs = ExperienceInputs(of: product, networks, steps: 1, readsActions: false)
    trialInputs = ExperienceInputs(of: trial, networks, steps: 1)
  }

  // MARK: - Tracing

  private static func advantages(
    _ trace: Trace, _ configuration: TRPOConfiguration, rows: Int
  ) -> Tensor {
    let estimates = trace.input("advantages", shape: [rows])
    return configuration.normalizesAdvantages ? estimates.standardized() : estimates
  }

  /// `∇ mean(ρ Â)` where the ratio `ρ` is one, so `mean(∇ log π Â)`: `[N]`.
  private static func traceSlope(
    _ trace: Trace, _ configuration: TRPOConfiguration, _ networks: PolicyNetworks, rows: Int
  ) {
    let actions = trace.input("actions", shape: [rows, networks.head.outputs])
    let advantages = advantages(trace, configuration, rows: rows)
    let reading = networks.read(in: trace, rows: rows)
    let logProbabilities = reading.policy.logProbability(of: actions)
    let gradients = trace.gradients(
      of: (logProbabilities * advantages).mean(), for: networks.policyParameters)
    trace.output("gradient", .flattened(gradients))
    trace.output("surrogate", advantages.mean())
    trace.output("logProbabilities", logProbabilities)
    trace.output("outputs", reading.outputs)
    trace.output("entropy", reading.policy.entropy().mean())
  }

  /// `(F + c I) v`, `F` being the Hessian of the mean divergence from the policy to itself: `[N]`.
  private static func traceProduct(
    _ trace: Trace, _ configuration: TRPOConfiguration, _ networks: PolicyNetworks, rows: Int
  ) {
    let parameters = networks.policyParameters
    let vector = trace.input("vector", shape: [parameters.reduce(0) { $0 + $1.count }])
    let policy = networks.read(in: trace, rows: rows).policy
    let products = trace.hessianProduct(
      of: policy.detached.divergence(to: policy).mean(), for: parameters,
      times: vector.parted(like: parameters))
    trace.output("product", Tensor.flattened(products) + configuration.damping * vector)
  }

  /// `mean(ρ Â)` and the mean divergence from the policy before.
  private static func traceTrial(
    _ trace: Trace, _ configuration: TRPOConfiguration, _ networks: PolicyNetworks, rows: Int
  ) {
    let head = networks.head
    let actions = trace.input("actions", shape: [rows, head.outputs])
    let advantages = advantages(trace, configuration, rows: rows)
    let before = trace.input("logProbabilities", shape: [rows])
    let old = PolicyDistribution(
      trace.input("outputs", shape: [rows, head.outputs]),
      networks.logDeviations.isEmpty
        ? nil : trace.input("logDeviation", shape: [networks.logDeviations.count]), of: head)
    let policy = networks.read(in: trace, rows: rows).policy
    let ratio = (policy.logProbability(of: actions) - before).exp()
    trace.output("surrogate", (ratio * advantages).mean())
    trace.output("divergence", old.divergence(to: policy).mean())
  }

  // MARK: - Stepping

  /// Improves the policy by what was gathered.
  func step(by experience: PolicyActor.Experience) -> Result {
    fill(experience)
    slope.run()
    let gradient = Array(slope.output("gradient"))
    var result = Result(
      entropy: slope.output("entropy")[0],
      gradientNorm: Float(Self.inner(gradient, gradient).squareRoot()))
    guard let step = greatestStep(along: gradient) else { return result }
    _ = trial.input("logProbabilities").update(fromContentsOf: slope.output("logProbabilities"))
    _ = trial.input("outputs").update(fromContentsOf: slope.output("outputs"))
    let deviations = networks.logDeviations
    if !deviations.isEmpty { _ = trial.input("logDeviation").update(fromContentsOf: deviations) }

    let before = networks.policyParameters.map(\.values)
    let surrogate = slope.output("surrogate")[0]
    let search = BacktrackingLineSearch(
      shrinkage: configuration.shrinkage, tries: configuration.searchTries)
    let fraction = search.fraction { fraction in
      move(from: before, by: fraction, along: step)
      trial.run()
      result.improvement = trial.output("surrogate")[0] - surrogate
      result.divergence = trial.output("divergence")[0]
      return result.improvement > 0 && result.divergence <= configuration.divergenceLimit
    }
    guard let fraction else {
      for (parameter, values) in zip(networks.policyParameters, before) {
        parameter.values = values
      }
      (result.improvement, result.divergence) = (0, 0)
      return result
    }
    result.fraction = fraction
    return result
  }

  private func fill(_ experience: PolicyActor.Experience) {
    let places = 0..<experience.count
    slopeInputs.fill(with: places, of: experience)
    productInputs.fill(with: places, of: experience)
    trialInputs.fill(with: places, of: experience)
    for program in [slope, trial] {
      _ = program.input("advantages").update(fromContentsOf: experience.advantages)
    }
  }

  /// `√(2 δ / xᵀ F x) x` with `x = F⁻¹ g`, `[N]`; nil if there is no direction to go.
  func greatestStep(along gradient: [Float]) -> [Float]? {
    let solver = ConjugateGradients(iterations: configuration.conjugateIterations)
    let direction = solver.solution(for: gradient, by: product)
    _ = product.input("vector").update(fromContentsOf: direction)
    product.run()
    let curvature = Self.inner(direction, Array(product.output("product")))
    guard curvature > 0, curvature.isFinite else { return nil }
    let length = Float((2 * Double(configuration.divergenceLimit) / curvature).squareRoot())
    return direction.map { length * $0 }
  }

  private func move(from before: [[Float]], by fraction: Float, along step: [Float]) {
    var place = 0
    for (parameter, values) in zip(networks.policyParameters, before) {
      for index in values.indices {
        parameter.buffer[index] = values[index] + fraction * step[place]
        place += 1
      }
    }
  }

  private static func inner(_ first: [Float], _ second: [Float]) -> Double {
    zip(first, second).reduce(0) { $0 + Double($1.0) * Double($1.1) }
  }
}
