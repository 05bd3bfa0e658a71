internal import AgentCommons
internal import Foundation
internal import Networks
internal import ReinforcementLearning
internal import TensorCore

/// Probabilities of `A` discrete actions, over all of which expectations are taken.
final class CategoricalPolicy: SoftPolicy {
  let network: MultilayerPerceptron  // [B, O] to [B, A]
  let valueWidth: Int
  let actionWidth: Int? = nil
  private let correlation: Double  // the probability of doing as before, in exploration
  private let probabilities: RowPrograms
  private let encoder: FeatureEncoder
  private var thoughts: RowPrograms?

  init(
    actions: Int, correlation: Float, _ encoder: FeatureEncoder, _ widths: [Int],
    using random: inout RandomSource
  ) {
    let network = MultilayerPerceptron(
      inputs: encoder.width, hidden: widths, outputs: actions, activation: .relu, name: "actor",
      using: &random)
    self.network = network
    self.encoder = encoder
    valueWidth = actions
    self.correlation = Double(correlation)
    probabilities = RowPrograms("sac probabilities", encoder) { trace, observations in
      trace.output("probabilities", network(observations).softmax())
    }
  }

  // MARK: - Learning

  func choices(in states: Tensor, noise: String) -> SoftChoices {
    let distribution = Categorical(logits: network(states))
    return SoftChoices(
      logProbabilities: distribution.logProbabilities, probabilities: distribution.probabilities,
      seen: states)
  }

  func values(
    of actions: Tensor, in states: Tensor, by critics: EnsembleMultilayerPerceptron
  ) -> Tensor {
    (critics(states) * actions.oneHot(valueWidth)).sum(axis: -1)
  }

  func targetEntropy(_ configuration: SACConfiguration) -> Float {
    configuration.entropyShare * log(Float(valueWidth))
  }

  // MARK: - Acting

  /// The action before, where it may be repeated.
  var memoryWidth: Int { correlation > 0 ? 1 : 0 }

  func act(on rows: Rows, state: inout ActingState, into actions: inout Rows) {
    let program = probabilities.program(on: rows)
    program.run()
    let all = program.output("probabilities")
    for copy in 0..<actions.count {
      let own = all[copy * valueWidth..<(copy + 1) * valueWidth]
      guard state.mode != .greedy else {
        actions[copy, 0] = Float(ActionChoice.greedy(own))
        continue
      }
      actions[copy, 0] = Float(state.random.choice(weightedBy: own.map { Double($0) }))
      guard memoryWidth > 0, state.mode == .explore else { continue }
      if !state.isFirst[copy], state.random.uniform() < correlation {
        actions[copy, 0] = state.memory[copy, 0]
      }
      state.memory[copy, 0] = actions[copy, 0]
    }
  }

  func introspect(_ rows: Rows, by critics: EnsembleMultilayerPerceptron) -> [Introspection] {
    let network = network
    let thoughts =
      thoughts
      ?? RowPrograms("sac thoughts", encoder) { trace, observations in
        let (policy, values) = (network(observations).softmax(), critics(observations).min(axis: 0))
        trace.output("policy", policy)
        trace.output("values", values)
        trace.output("value", (policy * values).sum(axis: -1))
      }
    self.thoughts = thoughts
    let program = thoughts.program(on: rows)
    program.run()
    return (0..<rows.count).map { row in
      let own = row * valueWidth..<(row + 1) * valueWidth
      return Introspection(
        actionValues: Array(program.output("values")[own]),
        policy: Array(program.output("policy")[own]), value: program.output("value")[row])
    }
  }
}
