public import TensorCore

/// Long short-term memory whose gates and cells are normalized at every step: `[T, B, I]` to
/// `[T, B, H]`, beginning in a state of zeros.
///
/// Follows Cooijmans, Ballas, Laurent, Gülçehre and Courville, *Recurrent batch normalization*, 2017,
/// equations 6 to 8, `N` being a batch normalization with statistics of its own for each step: the
/// gates are `N(x W) + N(h U) + b`, the cell becomes `σ(f) cell + σ(i) tanh(g)`, and the output
/// `σ(o) tanh(N(cell))`.  Only the normalization of the cell learns a shift, since `b` is one
/// already.
public struct BatchNormLSTM: Layer {
  /// Weights and biases of an ``LSTM``, whose `inputBias` is `b`; its `recurrentBias` is not used.
  public let weights: RecurrentWeights
  /// The normalization of `x W`, named `<name>/inputNorm`.
  public let inputNorm: RecurrentBatchNorm
  /// The normalization of `h U`, named `<name>/recurrentNorm`.
  public let recurrentNorm: RecurrentBatchNorm
  /// The normalization of the cell, named `<name>/cellNorm`.
  public let cellNorm: RecurrentBatchNorm

  /// Creates a layer.
  ///
  /// - Precondition: there is at least one step.
  /// - Parameters:
  ///   - inputs: `I`.
  ///   - units: `H`.
  ///   - steps: The longest sequence that it is trained on; later steps have the last one's
  ///     statistics.
  ///   - name: What its parameters' names begin with.
  ///   - recurrent: How the weights of the output are drawn for each gate.
  ///   - random: Where chance comes from.
  public init(
    inputs: Int, units: Int, steps: Int, name: String,
    recurrent: Initialization = .orthogonal(), using random: inout some RandomNumberGenerator
  ) {
    let lstm = LSTM(
      inputs: inputs, units: units, name: name, recurrent: recurrent, using: &random)
    weights = lstm.weights
    inputNorm = RecurrentBatchNorm(width: 4 * units, steps: steps, name: "\(name)/inputNorm")
    recurrentNorm = RecurrentBatchNorm(
      width: 4 * units, steps: steps, name: "\(name)/recurrentNorm")
    cellNorm = RecurrentBatchNorm(width: units, steps: steps, name: "\(name)/cellNorm")
  }

  public var parameters: [Parameter] {
    [weights.input, weights.recurrent, weights.inputBias]
      + [inputNorm, recurrentNorm].map { $0.parameters[0] } + cellNorm.parameters
  }

  public var state: [Parameter] { inputNorm.state + recurrentNorm.state + cellNorm.state }

  public func callAsFunction(_ inputs: Tensor) -> Tensor {
    unrolled(inputs) { norm, step, rows in norm[step](rows) }
  }

  /// Its outputs on a batch of sequences, `[T, B, I]` to `[T, B, H]`, by the statistics of that
  /// batch; at the end of each run its own move towards those, so that it is trained once in a
  /// program.
  public func training(_ inputs: Tensor) -> Tensor {
    guard inputs.shape.first ?? 0 <= cellNorm.steps.count else {
      inputs.trace.refuse(
        "batchNormLSTM", "\(inputs.shape) has more than the \(cellNorm.steps.count) steps of it")
      return inputs
    }
    return unrolled(inputs) { norm, step, rows in norm[step].training(rows) }
  }

  private func unrolled(
    _ inputs: Tensor, _ normalized: (RecurrentBatchNorm, Int, Tensor) -> Tensor
  ) -> Tensor {
    let trace = inputs.trace
    guard inputs.shape.count == 3, inputs.shape[0] > 0 else {
      trace.refuse("batchNormLSTM", "\(inputs.shape) is not [T, B, I]")
      return inputs
    }
    let (steps, rows) = (inputs.shape[0], inputs.shape[1])
    let (bias, units) = (trace.parameter(weights.inputBias), weights.recurrent.shape[0])
    let products = inputs.matmul(trace.parameter(weights.input))  // [T, B, 4 H]
    var cell = trace.constant(0).broadcast(to: [rows, units])
    var outputs: [Tensor] = []
    for step in 0..<steps {
      let product = products.sliced(step..<step + 1, axis: 0).reshaped([rows, 4 * units])
      let before = outputs.last ?? cell
      let recurrent = before.matmul(trace.parameter(weights.recurrent))
      let sum = normalized(inputNorm, step, product) + normalized(recurrentNorm, step, recurrent)
      let gates = (sum + bias).split(into: 4, axis: 1)
      cell = gates[1].sigmoid() * cell + gates[0].sigmoid() * gates[2].tanh()
      outputs.append(gates[3].sigmoid() * normalized(cellNorm, step, cell).tanh())
    }
    return Tensor.stacked(outputs)
  }
}
