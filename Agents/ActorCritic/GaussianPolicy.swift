internal import AgentCommons
internal import Networks
internal import ReinforcementLearning
internal import TensorCore

/// A Gaussian squashed into ±1, in each of `D` numbers of an action.
final class GaussianPolicy: SoftPolicy {
  let network: MultilayerPerceptron  // [B, O] to [B, 2D], or [B, D] with noise of the state
  let valueWidth = 1
  private let scaling: ActionScaling
  private let noise: ActionNoise
  private let stateNoise: StateNoise?
  private let actions: RowPrograms
  private let encoder: FeatureEncoder
  private var thoughts: RowPrograms?

  /// Within which `log σ` is kept, as in the authors' program.
  private static let logDeviations: ClosedRange<Float> = -20...2

  init(
    _ box: Box, _ configuration: SACConfiguration, _ encoder: FeatureEncoder,
    using random: inout RandomSource
  ) {
    let (widths, width) = (configuration.hiddenWidths, box.count)
    let network = MultilayerPerceptron(
      inputs: encoder.width, hidden: widths,
      outputs: configuration.hasStateNoise ? width : 2 * width, activation: .relu, name: "actor",
      using: &random)
    let stateNoise =
      configuration.hasStateNoise
      ? StateNoise(hidden: widths.last ?? encoder.width, width: width, configuration) : nil
    self.network = network
    self.stateNoise = stateNoise
    self.encoder = encoder
    scaling = ActionScaling(box)
    noise = ActionNoise(width: width, correlation: configuration.noiseCorrelation)
    actions = RowPrograms("sac actions", encoder) { trace, observations in
      if let stateNoise {
        let layer = Self.lastHidden(network, observations)
        let mean = network.layers[network.layers.count - 1](layer)
        trace.output("actions", (mean + stateNoise.noise(on: layer)).tanh())
        return
      }
      let noise = trace.input("noise", shape: [observations.shape[0], width])
      let law = Self.distribution(network, nil, observations)
      trace.output("actions", law.sample(normal: noise).value)
    }
  }

  var parameters: [Parameter] {
    network.parameters + (stateNoise.map { [$0.logDeviations] } ?? [])
  }
  var actionWidth: Int? { scaling.width }
  var memoryWidth: Int { stateNoise?.memoryWidth ?? noise.memoryWidth }

  private static func distribution(
    _ network: MultilayerPerceptron, _ noise: StateNoise?, _ states: Tensor
  ) -> SquashedGaussian {
    if let noise {
      let layer = lastHidden(network, states)
      return SquashedGaussian(
        mean: network.layers[network.layers.count - 1](layer),
        logDeviation: noise.logDeviation(on: layer).clamped(to: logDeviations))
    }
    let halves = network(states).split(into: 2, axis: 1)  // [B, D] each
    return SquashedGaussian(mean: halves[0], logDeviation: halves[1].clamped(to: logDeviations))
  }

  /// What the last layer of a network sees, `[B, H]`.
  private static func lastHidden(_ network: MultilayerPerceptron, _ states: Tensor) -> Tensor {
    network.layers.dropLast().reduce(states) { network.activation($1($0)) }
  }

  // MARK: - Learning

  func choices(in states: Tensor, noise: String) -> SoftChoices {
    let noise = states.trace.input(noise, shape: [states.shape[0], scaling.width])
    let sample = Self.distribution(network, stateNoise, states).sample(normal: noise)
    return SoftChoices(
      logProbabilities: sample.logProbability, probabilities: nil,
      seen: states.concatenated(sample.value, along: 1))
  }

  func values(
    of actions: Tensor, in states: Tensor, by critics: EnsembleMultilayerPerceptron
  ) -> Tensor {
    critics(states.concatenated(actions, along: 1)).reshaped([critics.count, states.shape[0]])
  }

  func targetEntropy(_ configuration: SACConfiguration) -> Float {
    configuration.entropyPerDimension * Float(scaling.width)
  }

  // MARK: - Acting

  func act(on rows: Rows, state: inout ActingState, into actions: inout Rows) {
    let program = self.actions.program(on: rows)
    if state.mode == .greedy {
      program.input("noise").update(repeating: 0)  // leaves the median
    } else {
      draw(&state, into: program.input("noise"))
    }
    program.run()
    scaling.expand(program.output("actions"), into: &actions)
  }

  private func draw(
    _ state: inout ActingState, into noise: UnsafeMutableBufferPointer<Float>
  ) {
    if let stateNoise {
      stateNoise.draw(&state, into: noise)
    } else {
      self.noise.draw(&state, into: noise)
    }
  }

  func introspect(_ rows: Rows, by critics: EnsembleMultilayerPerceptron) -> [Introspection] {
    let (network, stateNoise) = (network, stateNoise)
    let thoughts =
      thoughts
      ?? RowPrograms("sac thoughts", encoder) { trace, observations in
        let median = Self.distribution(network, stateNoise, observations).median
        let seen = observations.concatenated(median, along: 1)
        trace.output("values", critics(seen).min(axis: 0))
      }
    self.thoughts = thoughts
    let program = thoughts.program(on: rows)
    program.run()
    return program.output("values").map { Introspection(value: $0) }
  }
}
