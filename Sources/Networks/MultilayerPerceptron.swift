public import TensorCore

/// Linear layers one after another, with an activation between them and none after the last.
public struct MultilayerPerceptron: Layer {
  /// The linear layers, named `<name>/0`, `<name>/1`, and so on.
  public let layers: [Linear]
  /// What follows each layer but the last.
  public let activation: Activation

  /// Creates a network of `[…, inputs]` to `[…, outputs]`.
  ///
  /// `hidden` are the widths of the hidden layers; without any it is one linear layer.  The weights
  /// of the last layer are drawn as `last` says, those of all others as `weights` says.
  public init(
    inputs: Int, hidden: [Int], outputs: Int, activation: Activation, name: String,
    weights: Initialization = .byInputs, last: Initialization? = nil,
    biases: Initialization = .byInputs, using random: inout some RandomNumberGenerator
  ) {
    let widths = [inputs] + hidden + [outputs]
    var layers: [Linear] = []
    for (index, (width, next)) in zip(widths, widths.dropFirst()).enumerated() {
      let isLast = index == hidden.count
      layers.append(
        Linear(
          inputs: width, outputs: next, name: "\(name)/\(index)",
          weights: isLast ? last ?? weights : weights, biases: biases, using: &random))
    }
    self.layers = layers
    self.activation = activation
  }

  public var parameters: [Parameter] { layers.flatMap(\.parameters) }

  public func callAsFunction(_ input: Tensor) -> Tensor {
    var result = input
    for (index, layer) in layers.enumerated() {
      result = layer(result)
      if index < layers.count - 1 { result = activation(result) }
    }
    return result
  }
}
