/// How weights are drawn before anything is learned.
///
/// Weights are `[inputs, outputs]`; the formulas are PyTorch's, of the fan-in where that is a choice.
public enum Initialization: Hashable, Sendable {
  /// All the same.
  case constant(Float)
  /// From `-limit` to `limit`.
  case uniform(limit: Float)
  /// PyTorch's default for linear layers, weights and biases: the limit is `1 / √inputs`.
  case byInputs
  /// Normal, of mean zero.
  case normal(deviation: Float)
  /// Normal, of mean zero, without what lies beyond `-limit` or `limit`.
  case truncatedNormal(deviation: Float, limit: Float = 2)
  /// Uniform within `gain √(3 / inputs)` (He et al., 2015); the gain is rectifiers' by default.
  case kaimingUniform(gain: Float = 1.414_213_6)
  /// Normal, the deviation being `gain / √inputs` (He et al., 2015); the gain is rectifiers' by
  /// default.
  case kaimingNormal(gain: Float = 1.414_213_6)
  /// Uniform within `gain √(6 / (inputs + outputs))` (Glorot and Bengio, 2010).
  case xavierUniform(gain: Float = 1)
  /// Normal, the deviation being `gain √(2 / (inputs + outputs))` (Glorot and Bengio, 2010).
  case xavierNormal(gain: Float = 1)
  /// Uniform within `√(3 / inputs)`, whose deviation is `1 / √inputs` (LeCun et al., 1998).
  case lecunUniform
  /// Normal, the deviation being `1 / √inputs` (LeCun et al., 1998).
  case lecunNormal
  /// The rows or the columns, whichever are fewer, orthogonal and of the length `gain` (Saxe,
  /// McClelland and Ganguli, 2014), all such matrices being equally likely.
  case orthogonal(gain: Float = 1)

  /// All zero.
  public static let zeros = constant(0)

  /// Draws the floats of a layer with so many inputs, row by row; as many outputs as make up the
  /// count.
  ///
  /// - Parameters:
  ///   - count: How many floats.
  ///   - inputs: How many numbers go into each output: of a convolution, `height · width · C`.
  ///   - places: In how many places of a window each input is seen: of a convolution,
  ///     `height · width`, by which PyTorch multiplies the outputs of Xavier's formulas.
  ///   - random: Where chance comes from.
  /// - Returns: `count` floats.
  public func draw(
    _ count: Int, inputs: Int, places: Int = 1, using random: inout some RandomNumberGenerator
  ) -> [Float] {
    let fanIn = Float(max(inputs, 1))
    let outputs = count / max(inputs, 1)
    let fans = fanIn + Float(outputs * places)
    switch self {
    case .constant(let value): return Array(repeating: value, count: count)
    case .uniform(let limit): return uniform(count, within: limit, using: &random)
    case .byInputs: return uniform(count, within: 1 / fanIn.squareRoot(), using: &random)
    case .normal(let deviation): return normal(count, deviation, using: &random)
    case .truncatedNormal(let deviation, let limit):
      return normal(count, deviation, within: limit, using: &random)
    case .kaimingUniform(let gain):
      return uniform(count, within: gain * (3 / fanIn).squareRoot(), using: &random)
    case .kaimingNormal(let gain): return normal(count, gain / fanIn.squareRoot(), using: &random)
    case .xavierUniform(let gain):
      return uniform(count, within: gain * (6 / fans).squareRoot(), using: &random)
    case .xavierNormal(let gain):
      return normal(count, gain * (2 / fans).squareRoot(), using: &random)
    case .lecunUniform:
      return uniform(count, within: (3 / fanIn).squareRoot(), using: &random)
    case .lecunNormal: return normal(count, 1 / fanIn.squareRoot(), using: &random)
    case .orthogonal(let gain):
      return OrthogonalMatrix(rows: inputs, columns: outputs, using: &random).values.map {
        gain * Float($0)
      }
    }
  }

  private func uniform(
    _ count: Int, within limit: Float, using random: inout some RandomNumberGenerator
  ) -> [Float] {
    (0..<count).map { _ in limit * (2 * Self.unit(using: &random) - 1) }
  }

  private func normal(
    _ count: Int, _ deviation: Float, within limit: Float = .infinity,
    using random: inout some RandomNumberGenerator
  ) -> [Float] {
    (0..<count).map { _ in
      while true {
        let value = deviation * Float(StandardNormal.draw(using: &random))
        if abs(value) <= limit { return value }
      }
    }
  }

  /// A float from zero up to, but never, one, from the 24 high bits of one draw: the same on every
  /// version of the standard library.
  static func unit(using random: inout some RandomNumberGenerator) -> Float {
    Float(random.next() >> 40) * 0x1p-24
  }
}
