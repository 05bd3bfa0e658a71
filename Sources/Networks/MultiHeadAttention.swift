public import TensorCore

/// Rows that look up others by their likeness, in several heads at once: `[B, L, E]` to
/// `[B, L, E]`.
///
/// Follows Vaswani et al., *Attention is all you need*, 2017, with PyTorch's parameters: the
/// projections of queries, keys and values lie side by side, and heads are pieces of `E / heads`
/// numbers, in which `softmax(q kᵀ / √(E / heads)) v`.
public struct MultiHeadAttention: Layer {
  /// `[E, 3 E]`, queries, keys and values, named `<name>/inputWeight`.
  public let inputWeight: Parameter
  /// `[3 E]`, zeros at first, named `<name>/inputBias`.
  public let inputBias: Parameter
  /// `[…, E]` to `[…, E]`, its bias zeros at first, named `<name>/output`.
  public let output: Linear
  /// Into how many pieces the `E` numbers are split.
  public let heads: Int

  /// Creates a layer for rows of `width` numbers, drawn as PyTorch does: the projections by
  /// Xavier's uniform formula for the whole of them, then the output's.
  public init(
    width: Int, heads: Int, name: String, using random: inout some RandomNumberGenerator
  ) {
    inputWeight = Parameter(
      "\(name)/inputWeight", shape: [width, 3 * width],
      values: Initialization.xavierUniform().draw(
        3 * width * width, inputs: width, using: &random))
    inputBias = Parameter(
      "\(name)/inputBias", shape: [3 * width], values: Array(repeating: 0, count: 3 * width))
    output = Linear(
      inputs: width, outputs: width, name: "\(name)/output", biases: .zeros, using: &random)
    self.heads = heads
  }

  public var parameters: [Parameter] { [inputWeight, inputBias] + output.parameters }

  private var width: Int { inputWeight.shape[0] }

  public func callAsFunction(_ input: Tensor) -> Tensor { self(input, mask: nil) }

  /// Attention of rows to one another, `[B, L, E]` to `[B, L, E]`.
  ///
  /// The mask is not zero where a row may look: `[L, L]`, of queries by keys, or what repeats to
  /// `[B, heads, L, L]`, as `[B, 1, 1, L]` for keys alone.  A row that may look nowhere is not a
  /// number.
  public func callAsFunction(_ input: Tensor, mask: Tensor?) -> Tensor {
    guard fits(input, input) else { return input }
    let trace = input.trace
    let pieces = (input.matmul(trace.parameter(inputWeight)) + trace.parameter(inputBias))
      .split(into: 3, axis: 2)
    return attended(pieces[0], pieces[1], pieces[2], mask: mask)
  }

  /// Attention of some rows to others: `[B, L, E]` to rows `[B, S, E]` is `[B, L, E]`.
  ///
  /// The mask is not zero where a row may look: `[L, S]`, or what repeats to `[B, heads, L, S]`.
  public func callAsFunction(_ input: Tensor, to memory: Tensor, mask: Tensor? = nil) -> Tensor {
    guard fits(input, memory) else { return input }
    let trace = input.trace
    let weights = trace.parameter(inputWeight).split([width, 2 * width], axis: 1)
    let biases = trace.parameter(inputBias).split([width, 2 * width], axis: 0)
    let pieces = (memory.matmul(weights[1]) + biases[1]).split(into: 2, axis: 2)
    return attended(input.matmul(weights[0]) + biases[0], pieces[0], pieces[1], mask: mask)
  }

  private func fits(_ input: Tensor, _ memory: Tensor) -> Bool {
    let fits = [input, memory].allSatisfy { $0.shape.count == 3 && $0.shape[2] == width }
    guard fits, input.shape[0] == memory.shape[0], heads > 0, width.isMultiple(of: heads) else {
      input.trace.refuse(
        "attention",
        "\(input.shape) to \(memory.shape): not [B, L, \(width)] to [B, S, \(width)] "
          + "in \(heads) equal heads")
      return false
    }
    return true
  }

  private func attended(
    _ queries: Tensor, _ keys: Tensor, _ values: Tensor, mask: Tensor?
  ) -> Tensor {
    func split(_ rows: Tensor) -> Tensor {
      rows.reshaped([rows.shape[0], rows.shape[1], heads, width / heads]).permuted([0, 2, 1, 3])
    }
    let scale = 1 / Float(width / heads).squareRoot()
    var likeness = (scale * split(queries)).matmul(split(keys).transposed())
    if let mask { likeness = likeness.select(where: mask, otherwise: -.infinity) }
    let found = likeness.softmax().matmul(split(values))
    return output(found.permuted([0, 2, 1, 3]).reshaped(queries.shape))
  }
}
