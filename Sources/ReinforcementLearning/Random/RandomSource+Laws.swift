import Foundation

/// Follows Marsaglia and Tsang, *The ziggurat method for generating random variables*, Journal of
/// Statistical Software 5, 2000, as numpy's `Generator` does.
extension RandomSource {
  /// A number from the normal law of mean zero and deviation one: numpy's `standard_normal`.
  public mutating func normal() -> Double {
    while true {
      var word = next()
      let layer = Int(truncatingIfNeeded: word & 0xff)
      word >>= 8
      let height = (word >> 1) & 0x000f_ffff_ffff_ffff
      let distance = Double(height) * NormalZiggurat.widths[layer]
      let number = word & 1 == 1 ? -distance : distance
      if height < NormalZiggurat.bounds[layer] { return number }
      if layer == 0 { return normalTail(isNegative: height >> 8 & 1 == 1) }
      let edge = NormalZiggurat.densities[layer]
      let drawn = (NormalZiggurat.densities[layer - 1] - edge) * uniform() + edge
      if drawn < exp(-0.5 * distance * distance) { return number }
    }
  }

  /// A number from the exponential law of mean one: numpy's `standard_exponential`.
  public mutating func exponential() -> Double {
    while true {
      let word = next() >> 3
      let layer = Int(truncatingIfNeeded: word & 0xff)
      let height = word >> 8
      let number = Double(height) * ExponentialZiggurat.widths[layer]
      if height < ExponentialZiggurat.bounds[layer] { return number }
      if layer == 0 { return ExponentialZiggurat.tailStart - log1p(-uniform()) }
      let edge = ExponentialZiggurat.densities[layer]
      let drawn = (ExponentialZiggurat.densities[layer - 1] - edge) * uniform() + edge
      if drawn < exp(-number) { return number }
    }
  }

  /// Follows Marsaglia, *Generating a variable from the tail of the normal distribution*,
  /// Technometrics 6, 1964.
  private mutating func normalTail(isNegative: Bool) -> Double {
    while true {
      let beyond = -NormalZiggurat.inverseTailStart * log1p(-uniform())
      let height = -log1p(-uniform())
      guard height + height > beyond * beyond else { continue }
      let number = NormalZiggurat.tailStart + beyond
      return isNegative ? -number : number
    }
  }
}
