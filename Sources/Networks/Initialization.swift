/// How weights are drawn before anything is learned.
public enum Initialization: Hashable, Sendable {
  /// All the same.
  case constant(Float)
  /// From `-limit` to `limit`.
  case uniform(limit: Float)
  /// PyTorch's default for linear layers, weights and biases: the limit is `1 / √inputs`.
  case byInputs

  /// Draws the floats of a layer with so many inputs.
  public func draw(
    _ count: Int, inputs: Int, using random: inout some RandomNumberGenerator
  ) -> [Float] {
    switch self {
    case .constant(let value): Array(repeating: value, count: count)
    case .uniform(let limit): uniform(count, within: limit, using: &random)
    case .byInputs:
      uniform(count, within: 1 / Float(max(inputs, 1)).squareRoot(), using: &random)
    }
  }

  private func uniform(
    _ count: Int, within limit: Float, using random: inout some RandomNumberGenerator
  ) -> [Float] {
    (0..<count).map { _ in limit * (2 * Self.unit(using: &random) - 1) }
  }

  /// A float from zero up to, but never, one, from the 24 high bits of one draw: the same on every
  /// version of the standard library.
  static func unit(using random: inout some RandomNumberGenerator) -> Float {
    Float(random.next() >> 40) * 0x1p-24
  }
}
