internal import Foundation
internal import Networks
internal import ReinforcementLearning
internal import TensorCore

/// A normal policy over `D` numbers, which may leave ±1; critics and the world see them clipped.
///
/// Shapes: those of ``NormalLaw``.
struct ContinuousPolicy: ImprovingPolicy {
  let valueWidth = 1
  let actionWidth: Int?
  let parts: [BoundedPart]
  /// η, and that of the penalty on actions beyond ±1.
  let temperatures: [Dual]
  private let configuration: MPOConfiguration
  private let width: Int
  private var mean: BoundedPart { parts[0] }
  private var covariance: BoundedPart { parts[1] }

  init(
    width: Int, features: Int, _ configuration: MPOConfiguration, using random: inout RandomSource
  ) {
    (self.width, actionWidth) = (width, width)
    self.configuration = configuration
    temperatures = (configuration.hasActionPenalty ? ["temperature", "penalty"] : ["temperature"])
      .map { Dual($0, beginning: 10) }
    let dimensions =
      configuration.boundsEachDimension && !configuration.hasFullCovariance ? [width] : []
    func part(_ name: String, outputs: Int, bound: Float, beginning x: Float) -> BoundedPart {
      func network(_ name: String) -> NormalizedNetwork {
        NormalizedNetwork(
          inputs: features, hidden: configuration.hiddenWidths, outputs: outputs, name: name,
          last: .uniform(limit: 1e-3), using: &random)
      }
      return BoundedPart(
        name: name, network: network(name), target: network("\(name)Target"), bound: bound,
        dual: Dual("\(name)Dual", shape: dimensions, beginning: x))
    }
    parts = [
      part("mean", outputs: width, bound: configuration.meanBound, beginning: 10),
      part(
        "covariance", outputs: configuration.hasFullCovariance ? width * width : width,
        bound: configuration.covarianceBound, beginning: 1000),
    ]
  }

  /// σ, which is `initialDeviation` where outputs are zero.
  private func scale(_ raw: Tensor) -> NormalLaw.Scale {
    let unit = configuration.initialDeviation / log(2)  // softplus(0) = log 2
    guard configuration.hasFullCovariance else {
      return .diagonal((unit * raw.softplus() + 1e-6).log())
    }
    let square = raw.reshaped([raw.shape[0], width, width])
    return .full(unit * MultivariateGaussian.factor(ofRaw: square))
  }

  private func law(_ mean: NormalizedNetwork, _ covariance: NormalizedNetwork, _ states: Tensor)
    -> NormalLaw
  {
    NormalLaw(mean: mean(states), scale: scale(covariance(states)))
  }

  /// The target's law, without gradients.
  private func target(_ states: Tensor) -> NormalLaw {
    NormalLaw(
      mean: mean.target(states).detached, scale: scale(covariance.target(states).detached))
  }

  /// The target with the policy's mean, and with the policy's covariance.
  private func decoupled(_ target: NormalLaw, in states: Tensor) -> [NormalLaw] {
    let policy = law(mean.network, covariance.network, states)
    return [
      NormalLaw(mean: policy.mean, scale: target.scale),
      NormalLaw(mean: target.mean, scale: policy.scale),
    ]
  }

  // MARK: - Improving

  func improvement(in states: Tensor, by critic: NormalizedNetwork) -> Improvement {
    let (rows, count) = (states.shape[0], configuration.samples)
    let target = target(states)
    let noise = states.trace.input("noise", shape: [rows, count, width])
    let actions = target.sample(normal: noise).detached  // [B, N, D]
    let repeated = states.reshaped([rows, 1, states.shape[1]])
      .broadcast(to: [rows, count, states.shape[1]])
    let values = critic(repeated.concatenated(actions.clamped(to: -1...1), along: 2))
      .reshaped([rows, count]).detached
    let better = ImprovedActions(
      values, temperature: temperatures[0], bound: configuration.improvementBound)
    let inner = temperatures.dropFirst().first.map { penalized(actions, $0) }
    let weights = inner.map { better.weights + $0.weights } ?? better.weights
    let losses = decoupled(target, in: states).map {
      -(weights * $0.logProbability(of: actions)).sum(axis: 1).mean()
    }
    return Improvement(
      values: values.mean(axis: 1), loss: losses[0] + losses[1],
      temperatureLoss: inner.map { better.loss + $0.loss } ?? better.loss,
      divergence: better.divergence)
  }

  /// The E-step of a second objective, `−|a − clip(a, −1, 1)|` (Abdolmaleki et al., 2020).
  private func penalized(_ actions: Tensor, _ temperature: Dual) -> ImprovedActions {
    let excess = (actions - actions.clamped(to: -1...1)).squared().sum(axis: 2).sqrt()
    return ImprovedActions(
      -excess, temperature: temperature, bound: configuration.penaltyBound)
  }

  func divergences(in states: Tensor) -> [Tensor] {
    let target = target(states)
    return decoupled(target, in: states).map { law in
      let each = target.divergence(to: law)
      return configuration.boundsEachDimension ? each : each.sum()
    }
  }

  // MARK: - Values

  func value(of actions: Tensor, in states: Tensor, by critic: NormalizedNetwork) -> Tensor {
    critic(states.concatenated(actions.clamped(to: -1...1), along: 1)).reshaped([states.shape[0]])
  }

  func targetLogProbability(of actions: Tensor, in states: Tensor) -> Tensor {
    let rows = states.shape[0]
    return target(states).logProbability(of: actions.reshaped([rows, 1, width])).reshaped([rows])
  }

  // MARK: - Acting

  func traceActing(in states: Tensor) {
    let (trace, rows) = (states.trace, states.shape[0])
    let law = law(mean.network, covariance.network, states)
    let noise = trace.input("noise", shape: [rows, width]).reshaped([rows, 1, width])
    let actions = law.sample(normal: noise)
    trace.output("actions", actions.reshaped([rows, width]))
    trace.output("logProbabilities", law.logProbability(of: actions).reshaped([rows]))
  }

  func traceThoughts(in states: Tensor, by critic: NormalizedNetwork) {
    states.trace.output("values", value(of: mean.network(states), in: states, by: critic))
  }
}
