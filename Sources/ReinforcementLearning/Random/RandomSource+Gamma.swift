import Foundation

extension RandomSource {
  /// A number from the gamma law of scale one: numpy's `standard_gamma`.
  ///
  /// Follows Marsaglia and Tsang, *A simple method for generating gamma variables*, ACM Transactions
  /// on Mathematical Software 26, 2000.
  ///
  /// - Precondition: the shape is at least 1.
  public mutating func gamma(shape: Double) -> Double {
    precondition(shape >= 1, "a gamma law of shape \(shape) is not among those that are drawn from")
    guard shape > 1 else { return exponential() }
    let scale = shape - 1.0 / 3
    let slope = 1 / (9 * scale).squareRoot()
    while true {
      var (number, root) = (0.0, 0.0)
      repeat {
        number = normal()
        root = 1 + slope * number
      } while root <= 0
      let cube = root * root * root
      let height = uniform()
      let square = number * number
      if height < 1 - 0.0331 * square * square { return scale * cube }
      if log(height) < 0.5 * square + scale * (1 - cube + log(cube)) { return scale * cube }
    }
  }

  /// A number from a beta law: numpy's `beta`, save where both are 1, for which this draws one
  /// uniform number.
  ///
  /// - Precondition: both are at least 1.
  public mutating func beta(_ first: Double, _ second: Double) -> Double {
    guard first > 1 || second > 1 else { return uniform() }
    let share = gamma(shape: first)
    return share / (share + gamma(shape: second))
  }
}
