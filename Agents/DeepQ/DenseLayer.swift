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

/// The noise of one pass through a network: inputs of a program, which whoever runs it draws.
final class NoiseInputs {
  /// What the noise of parameters is multiplied with, `[]`; nil disturbs noisy layers only.
  let scale: Tensor?
  private let name: String
  private var names: [String] = []

  init(_ name: String, scale: Tensor? = nil) {
    self.name = name
    self.scale = scale
  }

  /// Standard normal numbers for a noisy layer.
  func draws(of layer: NoisyLinear, in trace: Trace) -> NoisyLinear.Draws {
    let path = "\(name)/\(layer.weight.name)"
    note(["\(path)/weights", "\(path)/outputs"])
    return layer.draws(path, in: trace)
  }

  /// Standard normal numbers in the shape of a parameter.
  func input(for parameter: Parameter, in trace: Trace) -> Tensor {
    let path = "\(name)/\(parameter.name)"
    note([path])
    return trace.input(path, shape: parameter.shape)
  }

  private func note(_ paths: [String]) {
    names += paths.filter { !names.contains($0) }
  }

  /// Where the program reads them.
  func buffers(of program: Program) -> NoiseBuffers {
    NoiseBuffers(buffers: names.map { program.input($0) })
  }
}

/// The memory of noise, in the order in which it is drawn.
struct NoiseBuffers {
  var buffers: [UnsafeMutableBufferPointer<Float>] = []

  /// Draws all of it anew, from the standard normal law.
  func draw(using random: inout RandomSource) {
    for buffer in buffers {
      for place in buffer.indices { buffer[place] = Float(random.normal()) }
    }
  }
}
