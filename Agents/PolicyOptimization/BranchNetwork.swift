internal import AgentCommons
internal import Networks
internal import ReinforcementLearning
internal import TensorCore

/// A policy or a value network: dense layers, noisy or not, which look at images through a torso.
struct BranchNetwork {
  private let torso: ImageTorso?
  private let dense: MultilayerPerceptron?
  private let noisy: [NoisyLinear]
  private let activation: Activation

  /// Creates a network of `[B, features]` to `[B, outputs]`.
  ///
  /// Weights are orthogonal, those of the last layer of a length `gain`; noisy layers are drawn as
  /// Fortunato et al. draw those of A3C, with a noise of its own for each weight.
  init(
    _ architecture: PolicyArchitecture, features: Int, image: ImageShape?, outputs: Int,
    last gain: Float, name: String, using random: inout RandomSource
  ) {
    let rectified = Initialization.orthogonal(gain: Float(2).squareRoot())
    torso = image.map {
      ImageTorso(
        $0, name: "\(name)/torso", weights: rectified, biases: .constant(0), using: &random)
    }
    activation = architecture.activation
    let inputs = torso?.width ?? features
    guard architecture.isNoisy else {
      dense = MultilayerPerceptron(
        inputs: inputs, hidden: architecture.hiddenWidths, outputs: outputs,
        activation: architecture.activation, name: name, weights: rectified,
        last: .orthogonal(gain: gain), biases: .constant(0), using: &random)
      noisy = []
      return
    }
    dense = nil
    let widths = [inputs] + architecture.hiddenWidths + [outputs]
    var layers: [NoisyLinear] = []
    for (index, (inputs, outputs)) in zip(widths, widths.dropFirst()).enumerated() {
      layers.append(
        NoisyLinear(
          inputs: inputs, outputs: outputs, name: "\(name)/\(index)",
          noise: .independent(deviation: architecture.noiseDeviation), using: &random))
    }
    noisy = layers
  }

  var parameters: [Parameter] {
    (torso?.parameters ?? []) + (dense?.parameters ?? []) + noisy.flatMap(\.parameters)
  }

  /// The sizes of its noise, `σ`.
  var deviations: [Parameter] { noisy.flatMap { [$0.weightDeviation, $0.biasDeviation] } }

  /// Its outputs under noise or by the means, `[B, outputs]`.
  func callAsFunction(_ input: Tensor, _ noise: NoiseInputs?) -> Tensor {
    let seen = torso.map { $0(input) } ?? input
    if let dense { return dense(seen) }
    var result = seen
    for (index, layer) in noisy.enumerated() {
      result =
        noise.map { layer(result, noise: $0.draws(of: layer, in: input.trace)) }
        ?? layer(result)
      if index < noisy.count - 1 { result = activation(result) }
    }
    return result
  }
}
