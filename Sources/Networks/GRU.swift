public import TensorCore

/// Gated recurrent units: `[T, B, I]` to `[T, B, H]`; a state is the output, `[B, H]`.
///
/// Follows Cho et al., *Learning phrase representations using RNN encoder-decoder*, 2014, as
/// PyTorch computes it, its gates in PyTorch's order:
/// `r = σ(x W_r + b_r + h U_r + c_r)`, `z = σ(x W_z + b_z + h U_z + c_z)`,
/// `n = tanh(x W_n + b_n + r (h U_n + c_n))` and `h ← (1 - z) n + z h`.
public struct GRU: RecurrentLayer {
  public let weights: RecurrentWeights

  /// Creates a layer of `units` outputs.
  ///
  /// - Precondition: a horizon is at least two steps.
  /// - Parameters:
  ///   - inputs: `I`.
  ///   - units: `H`.
  ///   - name: What its parameters' names begin with.
  ///   - recurrent: How the weights of the state are drawn for each gate; all else is within
  ///     `1 / √H`, which is PyTorch's choice for these too.
  ///   - horizon: For how many steps it is to remember: then the gate `z` begins with biases
  ///     `log u`, `u` being uniform from one to one less than that (Tallec and Ollivier, 2018).
  ///   - random: Where chance comes from.
  public init(
    inputs: Int, units: Int, name: String, recurrent: Initialization = .byInputs,
    horizon: Int? = nil, using random: inout some RandomNumberGenerator
  ) {
    weights = RecurrentWeights(
      inputs: inputs, units: units, gates: 3, name: name, recurrent: recurrent, using: &random)
    if let horizon { weights.remember(for: horizon, keeping: 1, admitting: [], using: &random) }
  }

  public var statePieces: Int { 1 }

  public func advanced(_ state: [Tensor], input: Tensor, recurrent: Tensor) -> [Tensor] {
    let (both, rest) = (0..<2 * width, 2 * width..<3 * width)
    let gates = (input.sliced(both, axis: 1) + recurrent.sliced(both, axis: 1)).sigmoid()
      .split(into: 2, axis: 1)
    let new = (input.sliced(rest, axis: 1) + gates[0] * recurrent.sliced(rest, axis: 1)).tanh()
    return [new + gates[1] * (state[0] - new)]
  }
}
