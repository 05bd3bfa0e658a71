public import TensorCore

/// Long short-term memory: `[T, B, I]` to `[T, B, H]`; a state is the output and the cell beside
/// each other, `[B, 2 H]`.
///
/// Follows Hochreiter and Schmidhuber, *Long short-term memory*, 1997, with the forget gate of Gers,
/// Schmidhuber and Cummins, 2000, as PyTorch computes it, its gates in PyTorch's order:
/// `i = σ(x W_i + b_i + h U_i + c_i)`, likewise `f`, `g` (with tanh) and `o`; the cell becomes
/// `f cell + i g`, and the output `o tanh(cell)`.
public struct LSTM: RecurrentLayer {
  public let weights: RecurrentWeights

  /// Creates a layer of `units` outputs.
  ///
  /// - Precondition: a horizon is at least two steps.
  /// - Parameters:
  ///   - inputs: `I`.
  ///   - units: `H`.
  ///   - name: What its parameters' names begin with.
  ///   - recurrent: How the weights of the output are drawn for each gate; all else is within
  ///     `1 / √H`, which is PyTorch's choice for these too.
  ///   - horizon: For how many steps it is to remember: then the gate `f` begins with biases
  ///     `log u`, and `i` with `-log u`, `u` being uniform from one to one less than that (Tallec
  ///     and Ollivier, 2018).
  ///   - random: Where chance comes from.
  public init(
    inputs: Int, units: Int, name: String, recurrent: Initialization = .byInputs,
    horizon: Int? = nil, using random: inout some RandomNumberGenerator
  ) {
    weights = RecurrentWeights(
      inputs: inputs, units: units, gates: 4, name: name, recurrent: recurrent, using: &random)
    if let horizon { weights.remember(for: horizon, keeping: 1, admitting: [0], using: &random) }
  }

  public var statePieces: Int { 2 }

  public func advanced(_ state: [Tensor], input: Tensor, recurrent: Tensor) -> [Tensor] {
    let gates = (input + recurrent).split(into: 4, axis: 1)
    let cell = gates[1].sigmoid() * state[1] + gates[0].sigmoid() * gates[2].tanh()
    return [gates[3].sigmoid() * cell.tanh(), cell]
  }
}
