public import TensorCore

/// A layer that carries a state from step to step; a state is a row of numbers, the first of which
/// are the layer's output.
///
/// Shapes: `T` steps, `B` rows, `I` inputs, `H` outputs, `S` numbers of state.
public protocol RecurrentLayer: Layer {
  /// What it learns.
  var weights: RecurrentWeights { get }
  /// How many pieces of `H` numbers a state has: `S / H`.
  var statePieces: Int { get }
  /// The pieces of the next state, `[B, H]` each.
  ///
  /// - Parameters:
  ///   - state: The pieces of the state before, `[B, H]` each, the output first.
  ///   - input: The input's part of all gates, `[B, G · H]`, its bias included.
  ///   - recurrent: The output's part of all gates, `[B, G · H]`, its bias included.
  /// - Returns: As many pieces.
  func advanced(_ state: [Tensor], input: Tensor, recurrent: Tensor) -> [Tensor]
}

extension RecurrentLayer {
  /// All its weights and biases.
  public var parameters: [Parameter] { weights.parameters }

  /// How many numbers it gives out: `H`.
  public var width: Int { weights.recurrent.shape[0] }

  /// How many numbers a row of state has: `S`, the first `H` of which are the output.
  public var stateWidth: Int { statePieces * width }

  /// The outputs of a sequence that begins in a state of zeros: `[T, B, I]` to `[T, B, H]`.
  public func callAsFunction(_ inputs: Tensor) -> Tensor { unrolled(inputs).outputs }

  /// One step: the next state `[B, S]` from an input `[B, I]` and the state before, `[B, S]`.
  public func step(_ input: Tensor, from state: Tensor) -> Tensor {
    guard input.shape.count == 2, state.shape == [input.shape[0], stateWidth] else {
      input.trace.refuse(
        "recurrent step", "\(input.shape) from \(state.shape): not [B, I] from [B, \(stateWidth)]")
      return state
    }
    let pieces = state.split(into: statePieces, axis: 1)
    return Tensor.concatenated(advanced(pieces, by: gates(of: input)), axis: 1)
  }

  /// A sequence of steps.
  ///
  /// - Parameters:
  ///   - inputs: `[T, B, I]`.
  ///   - state: What it begins in, `[B, S]`; by default zeros.
  ///   - beginnings: `[T, B]`, one where a step is the first of an episode, before which the state
  ///     is set to zeros, otherwise zero; by default no episode begins within.
  /// - Returns: The outputs, `[T, B, H]`, and the last state, `[B, S]`.
  public func unrolled(
    _ inputs: Tensor, from state: Tensor? = nil, beginnings: Tensor? = nil
  ) -> (outputs: Tensor, state: Tensor) {
    let trace = inputs.trace
    let (steps, rows) = (inputs.shape.first ?? 0, inputs.shape.dropFirst().first ?? 0)
    guard inputs.shape.count == 3, state.map({ $0.shape == [rows, stateWidth] }) ?? true,
      beginnings.map({ $0.shape == [steps, rows] }) ?? true
    else {
      let others = [state, beginnings].compactMap(\.self).map { "\($0.shape)" }
      trace.refuse(
        "recurrent sequence",
        ([("\(inputs.shape)")] + others).joined(separator: ", ")
          + ": not [T, B, I], [B, \(stateWidth)], [T, B]")
      return (inputs, state ?? inputs)
    }
    let zero = trace.constant(0)
    var pieces =
      state?.split(into: statePieces, axis: 1)
      ?? Array(repeating: zero.broadcast(to: [rows, width]), count: statePieces)
    // The inputs' part of all steps is one product.
    let gates = gates(of: inputs)
    var outputs: [Tensor] = []
    for step in 0..<steps {
      if let beginnings {
        let isFirst = beginnings.sliced(step..<step + 1, axis: 0).reshaped([rows, 1])
        pieces = pieces.map { zero.select(where: isFirst, otherwise: $0) }
      }
      let part = gates.sliced(step..<step + 1, axis: 0).reshaped([rows, gates.shape[2]])
      pieces = advanced(pieces, by: part)
      outputs.append(pieces[0])
    }
    return (Tensor.stacked(outputs), Tensor.concatenated(pieces, axis: 1))
  }

  private func gates(of inputs: Tensor) -> Tensor {
    let trace = inputs.trace
    return inputs.matmul(trace.parameter(weights.input)) + trace.parameter(weights.inputBias)
  }

  private func advanced(_ state: [Tensor], by input: Tensor) -> [Tensor] {
    let trace = input.trace
    let recurrent =
      state[0].matmul(trace.parameter(weights.recurrent)) + trace.parameter(weights.recurrentBias)
    return advanced(state, input: input, recurrent: recurrent)
  }
}
