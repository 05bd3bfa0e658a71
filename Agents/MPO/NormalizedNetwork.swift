internal import Networks
internal import TensorCore

/// A linear layer, normalized and squashed, and exponential linear layers after it, as in Acme's
/// program: of `[…, inputs]` to `[…, outputs]`.
struct NormalizedNetwork: Layer {
  private let first: Linear
  private let norm: LayerNorm
  private let rest: MultilayerPerceptron

  /// Creates a network with at least one hidden layer, its last weights drawn as `last` says.
  init(
    inputs: Int, hidden: [Int], outputs: Int, name: String, last: Initialization? = nil,
    using random: inout some RandomNumberGenerator
  ) {
    let width = hidden[0]
    first = Linear(inputs: inputs, outputs: width, name: "\(name)/first", using: &random)
    norm = LayerNorm(width: width, name: "\(name)/norm")
    rest = MultilayerPerceptron(
      inputs: width, hidden: Array(hidden.dropFirst()), outputs: outputs, activation: .elu,
      name: "\(name)/rest", last: last, biases: .zeros, using: &random)
  }

  var parameters: [Parameter] { first.parameters + norm.parameters + rest.parameters }

  func callAsFunction(_ input: Tensor) -> Tensor { rest(norm(first(input)).tanh()) }
}
