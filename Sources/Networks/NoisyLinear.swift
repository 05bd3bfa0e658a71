public import TensorCore

/// A linear layer whose weights are disturbed by noise of learned size: `[…, I]` to `[…, J]`,
/// `x · (μ + σ ε) + (μ' + σ' ε')`.
///
/// Follows Fortunato et al., *Noisy networks for exploration*, 2018.  The noise is an input of the
/// program: standard normal numbers, which whoever replays it draws.  Without noise the layer is
/// that of the means.
public struct NoisyLinear: Layer {
  /// How the noise of the weights is made, and how large it is at first.
  public enum Noise: Hashable, Sendable {
    /// The product of one number for each input and one for each output, `f(ε) = sign ε √|ε|` of
    /// each; all `σ` begin as `deviation / √I`, all `μ` within `1 / √I`.
    case factorized(deviation: Float = 0.5)
    /// A number of its own for each weight; all `σ` begin as `deviation`, all `μ` within `√(3 / I)`.
    case independent(deviation: Float = 0.017)
  }

  /// The noise of one disturbed layer, standard normal numbers.
  public struct Draws {
    /// `[I]` if it is factorized, `[I, J]` if it is independent.
    public let weights: Tensor
    /// `[J]`.
    public let outputs: Tensor

    /// Creates noise from tensors.
    public init(weights: Tensor, outputs: Tensor) {
      self.weights = weights
      self.outputs = outputs
    }
  }

  /// `μ`, `[I, J]`, named `<name>/weight`.
  public let weight: Parameter
  /// `σ`, `[I, J]`, named `<name>/weightDeviation`.
  public let weightDeviation: Parameter
  /// `μ'`, `[J]`, named `<name>/bias`.
  public let bias: Parameter
  /// `σ'`, `[J]`, named `<name>/biasDeviation`.
  public let biasDeviation: Parameter
  /// How its noise is made.
  public let noise: Noise

  /// Creates a layer, the means of its weights drawn first, row by row, then those of its bias.
  public init(
    inputs: Int, outputs: Int, name: String, noise: Noise = .factorized(),
    using random: inout some RandomNumberGenerator
  ) {
    let root = Float(inputs).squareRoot()
    let (limit, deviation) =
      switch noise {
      case .factorized(let deviation): (1 / root, deviation / root)
      case .independent(let deviation): (Float(3).squareRoot() / root, deviation)
      }
    func drawn(_ name: String, _ shape: [Int]) -> Parameter {
      let count = shape.reduce(1, *)
      let means = Initialization.uniform(limit: limit)
      return Parameter(
        name, shape: shape, values: means.draw(count, inputs: inputs, using: &random))
    }
    func filled(_ name: String, _ shape: [Int]) -> Parameter {
      let values = Array(repeating: deviation, count: shape.reduce(1, *))
      return Parameter(name, shape: shape, values: values)
    }
    weight = drawn("\(name)/weight", [inputs, outputs])
    bias = drawn("\(name)/bias", [outputs])
    weightDeviation = filled("\(name)/weightDeviation", [inputs, outputs])
    biasDeviation = filled("\(name)/biasDeviation", [outputs])
    self.noise = noise
  }

  public var parameters: [Parameter] { [weight, weightDeviation, bias, biasDeviation] }

  /// Inputs of a program for the layer's noise: `<name>/weights` and `<name>/outputs`.
  public func draws(_ name: String, in trace: Trace) -> Draws {
    let shape =
      switch noise {
      case .factorized: [weight.shape[0]]
      case .independent: weight.shape
      }
    return Draws(
      weights: trace.input("\(name)/weights", shape: shape),
      outputs: trace.input("\(name)/outputs", shape: bias.shape))
  }

  public func callAsFunction(_ input: Tensor) -> Tensor {
    input.matmul(input.trace.parameter(weight)) + input.trace.parameter(bias)
  }

  /// Its value under noise: `[…, I]` to `[…, J]`.
  public func callAsFunction(_ input: Tensor, noise draws: Draws) -> Tensor {
    let trace = input.trace
    let (ofWeights, ofOutputs) =
      switch noise {
      case .factorized:
        (Self.root(draws.weights).outerProduct(Self.root(draws.outputs)), Self.root(draws.outputs))
      case .independent: (draws.weights, draws.outputs)
      }
    let weights = trace.parameter(weight) + trace.parameter(weightDeviation) * ofWeights
    return input.matmul(weights) + trace.parameter(bias)
      + trace.parameter(biasDeviation) * ofOutputs
  }

  /// `sign x √|x|`.
  private static func root(_ noise: Tensor) -> Tensor { noise.sign() * noise.abs().sqrt() }
}
