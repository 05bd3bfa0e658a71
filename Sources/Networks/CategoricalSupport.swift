public import TensorCore

/// Equally spaced returns that a categorical distribution of the return lies on.
///
/// Follows Bellemare, Dabney and Munos, *A distributional perspective on reinforcement learning*,
/// 2017.
public struct CategoricalSupport: Hashable, Sendable {
  /// The least and the greatest return.
  public let range: ClosedRange<Float>
  /// `N`, how many there are.
  public let count: Int

  /// Creates a support.
  ///
  /// - Precondition: there are at least two atoms, and the range is not one number.
  public init(_ range: ClosedRange<Float>, count: Int) {
    precondition(
      count > 1 && range.lowerBound < range.upperBound, "\(count) atoms cannot span \(range)")
    self.range = range
    self.count = count
  }

  /// `Δ`, the distance between neighbours.
  public var spacing: Float { (range.upperBound - range.lowerBound) / Float(count - 1) }

  /// `z`, the returns from the least to the greatest.
  public var atoms: [Float] { (0..<count).map { range.lowerBound + Float($0) * spacing } }

  /// The means of distributions of `[…, N]`: `[…]`.
  public func mean(_ probabilities: Tensor) -> Tensor {
    (probabilities * probabilities.trace.constant(atoms, shape: [count])).sum(axis: -1)
  }

  /// Probabilities that lie at other returns, moved to the neighbouring atoms in proportion to
  /// their nearness.
  ///
  /// Returns beyond the range count as its ends.  An atom at the distance `d` receives the part
  /// `max(0, 1 - d / Δ)`: the two neighbours share what lies between them, and what lies on an atom
  /// stays whole.
  ///
  /// - Parameters:
  ///   - probabilities: `p`, `[B, N]`.
  ///   - returns: Where they lie, `r + γ c z`, `[B, N]`.
  /// - Returns: `m`, `[B, N]`, of the same sum.
  public func projection(of probabilities: Tensor, at returns: Tensor) -> Tensor {
    let trace = probabilities.trace
    guard probabilities.shape.count == 2, probabilities.shape == returns.shape else {
      trace.refuse(
        "projection", "\(probabilities.shape) at \(returns.shape) are not both [B, \(count)]")
      return probabilities
    }
    // Counted in spacings, so that returns meet atoms at whole numbers.
    let places = (returns.clamped(to: range) - range.lowerBound) / spacing
    let (rows, sources) = (returns.shape[0], returns.shape[1])
    let targets = trace.constant((0..<count).map(Float.init), shape: [count, 1])
    let distances = (places.reshaped([rows, 1, sources]) - targets).abs()
    let parts = (1 - distances).relu()
    return (parts * probabilities.reshaped([rows, 1, sources])).sum(axis: 2)
  }
}
