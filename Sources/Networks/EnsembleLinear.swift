public import TensorCore

/// `K` linear layers of one shape, each with its own weights, as one batched product:
/// `[K, …, I]` to `[K, …, J]`, and `[…, I]`, which all of them see, to `[K, …, J]`.
public struct EnsembleLinear: Layer {
  /// `[K, I, J]`, named `<name>/weight`.
  public let weight: Parameter
  /// `[K, J]`, named `<name>/bias`.
  public let bias: Parameter

  /// Creates layers, each member's weights drawn as those of a ``Linear``, one member after another.
  public init(
    count: Int, inputs: Int, outputs: Int, name: String, weights: Initialization = .byInputs,
    biases: Initialization = .byInputs, using random: inout some RandomNumberGenerator
  ) {
    var (matrices, rows): ([Float], [Float]) = ([], [])
    for _ in 0..<count {
      matrices += weights.draw(inputs * outputs, inputs: inputs, using: &random)
      rows += biases.draw(outputs, inputs: inputs, using: &random)
    }
    weight = Parameter("\(name)/weight", shape: [count, inputs, outputs], values: matrices)
    bias = Parameter("\(name)/bias", shape: [count, outputs], values: rows)
  }

  /// How many there are, `K`.
  public var count: Int { weight.shape[0] }

  public var parameters: [Parameter] { [weight, bias] }

  public func callAsFunction(_ input: Tensor) -> Tensor { self(input, members: 0..<count) }

  /// The outputs of some of the layers alone, by inputs of as many or by one that they share.
  func callAsFunction(_ input: Tensor, members: Range<Int>) -> Tensor {
    let trace = input.trace
    let weights = trace.parameter(weight).sliced(members, axis: 0)
    let biases = trace.parameter(bias).sliced(members, axis: 0)
    return input.matmul(weights) + biases.reshaped([members.count, 1, bias.shape[1]])
  }
}
