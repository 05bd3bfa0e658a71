import Foundation

/// The distribution of a mean in units of its estimated error (Student, 1908).
struct StudentDistribution {
  let degreesOfFreedom: Double

  /// How likely a value at least so far from zero is, on either side.
  func tails(beyond value: Double) -> Double {
    let freedom = degreesOfFreedom
    return Self.incompleteBeta(freedom / (freedom + value * value), freedom / 2, 0.5)
  }

  /// The value below which a fraction of at least a half lies, by bisection.
  func quantile(_ fraction: Double) -> Double {
    let tails = 2 * (1 - fraction)
    var (low, high) = (0.0, 1.0)
    while self.tails(beyond: high) > tails, high < 1e15 { high *= 2 }
    for _ in 0..<100 {
      let middle = (low + high) / 2
      if self.tails(beyond: middle) > tails { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }

  /// `Iₓ(a, b)`, the regularized incomplete beta function, by the continued fraction 8.17.22 of the
  /// *NIST Handbook of Mathematical Functions*, evaluated as Lentz (1976) does.
  static func incompleteBeta(_ x: Double, _ a: Double, _ b: Double) -> Double {
    if x <= 0 { return 0 }
    if x >= 1 { return 1 }
    let front = exp(
      logGamma(a + b) - logGamma(a) - logGamma(b) + a * log(x) + b * log(1 - x))
    // The fraction converges quickly below this point; beyond it the mirror image does.
    return x < (a + 1) / (a + b + 2)
      ? front * continuedFraction(x, a, b) / a : 1 - front * continuedFraction(1 - x, b, a) / b
  }

  private static func continuedFraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
    let tiny = 1e-300
    func away(_ number: Double) -> Double { abs(number) < tiny ? tiny : number }
    var numerator = 1.0
    var denominator = 1 / away(1 - (a + b) * x / (a + 1))
    var value = denominator
    for step in 1...500 {
      let m = Double(step)
      let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
      let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
      for term in [even, odd] {
        denominator = 1 / away(1 + term * denominator)
        numerator = away(1 + term / numerator)
        value *= numerator * denominator
      }
      if abs(numerator * denominator - 1) < 1e-15 { break }
    }
    return value
  }

  /// `log Γ(x)` for positive `x`, by the series of Stirling beyond 10.
  private static func logGamma(_ x: Double) -> Double {
    var (shifted, product) = (x, 1.0)
    while shifted < 10 {
      product *= shifted
      shifted += 1
    }
    let inverse = 1 / (shifted * shifted)
    let series =
      (1.0 / 12 - inverse
        * (1.0 / 360 - inverse * (1.0 / 1_260 - inverse * (1.0 / 1_680 - inverse / 1_188))))
      / shifted
    return (shifted - 0.5) * log(shifted) - shifted + 0.5 * log(2 * .pi) + series - log(product)
  }
}
