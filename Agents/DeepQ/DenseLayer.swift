internal import AgentCommons
internal import Networks
internal import ReinforcementLearning
internal import TensorCore

/// A linear layer of a value network, with what disturbs it and what follows it.
struct DenseLayer {
  private let linear: Linear?
  private let noisy: NoisyLinear?
  private let normalization: LayerNorm?
  private let isHidden: Bool

  /// What a layer is made as.
  struct Style {
    /// How the noise that it learns the size of is made, if it has any.
    var noise: NoisyLinear.Noise?
    /// Whether its rows are normalized before the activation.
    var isNormalized = false
    /// Whether an activation follows.
    var isHidden = true
  }

  init(
    inputs: Int, outputs: Int, name: String, style: Style, using random: inout RandomSource
  ) {
    isHidden = style.isHidden
    normalization =
      style.isNormalized && style.isHidden
      ? LayerNorm(width: outputs, name: "\(name)/normalization") : nil
    if let noise = style.noise {
      noisy = NoisyLinear(
        inputs: inputs, outputs: outputs, name: name, noise: noise, using: &random)
      linear = nil
    } else {
      linear = Linear(inputs: inputs, outputs: outputs, name: name, using: &random)
      noisy = nil
    }
  }

  var parameters: [Parameter] {
    (linear?.parameters ?? []) + (noisy?.parameters ?? []) + (normalization?.parameters ?? [])
  }

  /// The sizes of its noise, `σ`.
  var deviations: [Parameter] { noisy.map { [$0.weightDeviation, $0.biasDeviation] } ?? [] }

  func callAsFunction(_ input: Tensor, _ noise: NoiseInputs?) -> Tensor {
    let product = product(input, noise)
    let output = normalization.map { $0(product) } ?? product
    return isHidden ? output.relu() : output
  }

  private func product(_ input: Tensor, _ noise: NoiseInputs?) -> Tensor {
    if let noisy {
      guard let noise else { return noisy(input) }
      return noisy(input, noise: noise.draws(of: noisy, in: input.trace))
    }
    guard let linear else { preconditionFailure("a layer is linear with noise or without") }
    guard let noise, let scale = noise.scale else { return linear(input) }
    let trace = input.trace
    func disturbed(_ parameter: Parameter) -> Tensor {
      trace.parameter(parameter) + scale * noise.input(for: parameter, in: trace)
    }
    return input.matmul(disturbed(linear.weight)) + disturbed(linear.bias)
  }
}
