internal import AgentCommons
internal import Networks
internal import ReinforcementLearning
internal import TensorCore

/// A Gaussian squashed into ±1, in each of `D` numbers of an action.
final class GaussianPolicy: SoftPolicy {
  let network: MultilayerPerceptron  // [B, O] to [B, 2D]
  let valueWidth = 1
  private let scaling: ActionScaling
  private let noise: ActionNoise
  private let actions: RowPrograms
  private let encoder: FeatureEncoder
  private var thoughts: RowPrograms?

  /// Within which `log σ` is kept, as in the authors' program.
  private static let logDeviations: ClosedRange<Float> = -20...2

  init(
    _ box: Box, correlation: Float, _ encoder: FeatureEncoder, _ widths: [Int],
    using random: inout RandomSource
  ) {
    let network = MultilayerPerceptron(
      inputs: encoder.width, hidden: widths, outputs: 2 * box.count, activation: .relu,
      name: "actor", using: &random)
    self.network = network
    self.encoder = encoder
    scaling = ActionScaling(box)
    noise = ActionNoise(width: box.count, correlation: correlation)
    actions = RowPrograms("sac actions", encoder) { trace, observations in
      let noise = trace.input("noise", shape: [observations.shape[0], box.count])
      trace.output("actions", Self.distribution(network, observations).sample(normal: noise).value)
    }
  }

  var actionWidth: Int? { scaling.width }
  var memoryWidth: Int { noise.memoryWidth }

  private static func distribution(
    _ network: MultilayerPerceptron, _ states: Tensor
  ) -> SquashedGaussian {
    let halves = network(states).split(into: 2, axis: 1)  // [B, D] each
    return SquashedGaussian(mean: halves[0], logDeviation: halves[1].clamped(to: logDeviations))
  }

  // MARK: - Learning

  func choices(in states: Tensor, noise: String) -> SoftChoices {
    let noise = states.trace.input(noise, shape: [states.shape[0], scaling.width])
    let sample = Self.distribution(network, states).sample(normal: noise)
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
      noise.draw(&state, into: program.input("noise"))
    }
    program.run()
    scaling.expand(program.output("actions"), into: &actions)
  }

  func introspect(_ rows: Rows, by critics: EnsembleMultilayerPerceptron) -> [Introspection] {
    let network = network
    let thoughts =
      thoughts
      ?? RowPrograms("sac thoughts", encoder) { trace, observations in
        let median = Self.distribution(network, observations).median
        let seen = observations.concatenated(median, along: 1)
        trace.output("values", critics(seen).min(axis: 0))
      }
    self.thoughts = thoughts
    let program = thoughts.program(on: rows)
    program.run()
    return program.output("values").map { Introspection(value: $0) }
  }
}
