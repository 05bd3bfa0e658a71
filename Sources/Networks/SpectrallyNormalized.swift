public import TensorCore

/// A layer whose weights are divided by their greatest singular value, as estimated by power
/// iteration.
///
/// Follows Miyato, Kataoka, Koyama and Yoshida, *Spectral normalization for generative adversarial
/// networks*, 2018, as PyTorch computes it: weights are a matrix `W`, `[I, J]`, of all that goes
/// into an output; the singular vectors are kept, and no gradient passes through them.  In one
/// iteration `u` is made of `v` first, as in PyTorch's parametrization, the paper's the other way
/// round.
public struct SpectrallyNormalized<Base: WeightedLayer>: Layer {
  /// The layer, whose own weight is what is divided, `[…, J]`.
  public let base: Base
  /// `u`, `[J, 1]`, named as the weight with `OutputVector` behind it.
  public let outputVector: Parameter
  /// `v`, `[I, 1]`, named as the weight with `InputVector` behind it.
  public let inputVector: Parameter

  /// What the length of a vector is at least when it is divided by that.
  private static var epsilon: Float { 1e-12 }

  /// Creates a layer from another, with vectors of fifteen iterations from one at random.
  public init(_ base: Base, using random: inout some RandomNumberGenerator) {
    self.base = base
    let outputs = base.weight.shape[base.weight.shape.count - 1]
    let inputs = base.weight.count / outputs
    let weights = base.weight.values
    var u: [Float] = []
    var v = Self.unit(
      Initialization.normal(deviation: 1).draw(inputs, inputs: inputs, using: &random))
    for _ in 0..<15 {
      u = Self.unit(
        (0..<outputs).map { j in (0..<inputs).reduce(0) { $0 + weights[$1 * outputs + j] * v[$1] } }
      )
      v = Self.unit(
        (0..<inputs).map { i in (0..<outputs).reduce(0) { $0 + weights[i * outputs + $1] * u[$1] } }
      )
    }
    outputVector = Parameter("\(base.weight.name)OutputVector", shape: [outputs, 1], values: u)
    inputVector = Parameter("\(base.weight.name)InputVector", shape: [inputs, 1], values: v)
  }

  public var parameters: [Parameter] { base.parameters }
  public var state: [Parameter] { base.state + [outputVector, inputVector] }

  public func callAsFunction(_ input: Tensor) -> Tensor {
    let trace = input.trace
    return value(input, u: trace.parameter(outputVector), v: trace.parameter(inputVector))
  }

  /// Its value after one power iteration, whose vectors it keeps at the end of each run, so that it
  /// is trained once in a program.
  public func training(_ input: Tensor) -> Tensor {
    let trace = input.trace
    let matrix = matrix(in: trace)
    let u = Self.unit(matrix.transposed().matmul(trace.parameter(inputVector)))
    let v = Self.unit(matrix.matmul(u))
    trace.assign(u, to: outputVector)
    trace.assign(v, to: inputVector)
    return value(input, u: u, v: v)
  }

  private func matrix(in trace: Trace) -> Tensor {
    trace.parameter(base.weight).reshaped([inputVector.count, outputVector.count])
  }

  private func value(_ input: Tensor, u: Tensor, v: Tensor) -> Tensor {
    let matrix = matrix(in: input.trace)
    let norm = (v.detached.transposed().matmul(matrix) * u.detached.transposed()).sum()
    return base(input, weight: input.trace.parameter(base.weight) / norm)
  }

  private static func unit(_ vector: Tensor) -> Tensor {
    vector / vector.sumOfSquares().sqrt().maximum(epsilon)
  }

  private static func unit(_ vector: [Float]) -> [Float] {
    let length = max(vector.reduce(0) { $0 + $1 * $1 }.squareRoot(), epsilon)
    return vector.map { $0 / length }
  }
}
