internal import AgentCommons
internal import Networks
internal import ReinforcementLearning
internal import TensorCore

/// What carries a memory from step to step.
public enum Recurrence: String, Codable, Hashable, Sendable, CaseIterable {
  /// Nothing: networks see the present observation alone.
  case none
  /// Gated recurrent units.
  case gru
  /// Long short-term memory.
  case lstm
}

/// What recurrent networks know of the past where a sequence begins, in a program.
///
/// Shapes: `T` steps, `n` sequences, `S` numbers of state.
struct Past {
  /// The state before the first step, `[n, S]`.
  let state: Tensor
  /// One where a step is the first of an episode, otherwise zero, `[T, n]`; nil of a single step.
  let beginnings: Tensor?
}

/// The layer with a memory below a policy and a value network.
///
/// Shapes: `T` steps, `n` sequences, `F` features, `H` outputs, `S` numbers of state.
struct RecurrentBody {
  private let torso: ImageTorso?
  private let layer: any RecurrentLayer

  /// Creates a layer; nil without recurrence.
  init?(
    _ recurrence: Recurrence, features: Int, image: ImageShape?, width: Int,
    using random: inout RandomSource
  ) {
    guard recurrence != .none else { return nil }
    torso = image.map {
      ImageTorso(
        $0, name: "body/torso", weights: .orthogonal(gain: Float(2).squareRoot()),
        biases: .constant(0), using: &random)
    }
    let inputs = torso?.width ?? features
    layer =
      recurrence == .gru
      ? GRU(
        inputs: inputs, units: width, name: "body", recurrent: .orthogonal(), using: &random)
      : LSTM(
        inputs: inputs, units: width, name: "body", recurrent: .orthogonal(), using: &random)
  }

  var parameters: [Parameter] { (torso?.parameters ?? []) + layer.parameters }
  /// `H`.
  var width: Int { layer.width }
  /// `S`.
  var stateWidth: Int { layer.stateWidth }

  /// What it makes of sequences of features, `[T · n, F]`: the outputs, `[T · n, H]`, and the last
  /// state, `[n, S]`.
  func callAsFunction(_ features: Tensor, after past: Past) -> (outputs: Tensor, state: Tensor) {
    let (rows, sequences) = (features.shape[0], past.state.shape[0])
    let seen = torso.map { $0(features) } ?? features
    let steps = seen.reshaped([rows / sequences, sequences, seen.shape[1]])
    let result = layer.unrolled(steps, from: past.state, beginnings: past.beginnings)
    return (result.outputs.reshaped([rows, width]), result.state)
  }
}
