public import TensorCore

/// `K` perceptrons of one shape, each with its own weights, every layer of which is one batched
/// product: `[B, I]`, which all of them see, to `[K, B, J]`.
public struct EnsembleMultilayerPerceptron: Layer {
  /// The linear layers, named `<name>/0`, `<name>/1`, and so on.
  public let layers: [EnsembleLinear]
  /// What follows each layer but the last.
  public let activation: Activation

  /// Creates `count` networks of `inputs` to `outputs`, one layer of all of them after another.
  ///
  /// `hidden` are the widths of the hidden layers; without any each is one linear layer.
  public init(
    count: Int, inputs: Int, hidden: [Int], outputs: Int, activation: Activation, name: String,
    using random: inout some RandomNumberGenerator
  ) {
    let widths = [inputs] + hidden + [outputs]
    var layers: [EnsembleLinear] = []
    for (index, (width, next)) in zip(widths, widths.dropFirst()).enumerated() {
      layers.append(
        EnsembleLinear(
          count: count, inputs: width, outputs: next, name: "\(name)/\(index)", using: &random))
    }
    self.layers = layers
    self.activation = activation
  }

  /// How many there are, `K`.
  public var count: Int { layers[0].count }

  public var parameters: [Parameter] { layers.flatMap(\.parameters) }

  public func callAsFunction(_ input: Tensor) -> Tensor { self(input, members: 0..<count) }

  /// The outputs of some of the networks alone, `[members, B, J]`.
  public func callAsFunction(_ input: Tensor, members: Range<Int>) -> Tensor {
    guard input.shape.count == 2, !members.isEmpty, members.upperBound <= count,
      members.lowerBound >= 0
    else {
      input.trace.refuse(
        "ensemble", "\(members) of \(count) networks of \(input.shape), not [B, I]")
      return input
    }
    // Copies are made by rows, where a repetition would be read element by element.
    var result = Tensor.stacked(Array(repeating: input, count: members.count))
    for (index, layer) in layers.enumerated() {
      result = layer(result, members: members)
      if index < layers.count - 1 { result = activation(result) }
    }
    return result
  }
}
