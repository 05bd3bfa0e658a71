internal import ReinforcementLearning

/// What is believed of a linear law and of its noise: a normal inverse-gamma law.
///
/// Shapes: `d` features.
struct LinearBelief: Codable, Hashable, Sendable {
  /// How many features there are, `d`.
  let width: Int
  private var factor: [Double]  // L, lower triangular, of the precision Λ = L Lᵀ, [d, d]
  private var moment: [Double]  // Xᵀ y, [d]
  private var squares = 0.0  // yᵀ y
  private var shape: Double
  private let priorRate: Double

  /// Creates a belief before anything was seen: weights around zero.
  init(width: Int, precision: Double, shape: Double, rate: Double) {
    self.width = width
    self.shape = shape
    priorRate = rate
    moment = Array(repeating: 0, count: width)
    factor = Array(repeating: 0, count: width * width)
    for place in 0..<width { factor[place * width + place] = precision.squareRoot() }
  }

  /// μ = Λ⁻¹ Xᵀ y, `[d]`.
  var weights: [Double] { solveUpper(solveLower(moment)) }

  /// b = b₀ + ½ (yᵀ y − μᵀ Λ μ).
  var rate: Double {
    let root = solveLower(moment)  // whose square is μᵀ Λ μ
    return priorRate + max(0, squares - Self.product(root, root)) / 2
  }

  /// What the law gives on average for some features.
  func mean(at features: [Double]) -> Double { Self.product(weights, features) }

  /// What a law that is drawn from the belief gives for some features.
  func draw(at features: [Double], using random: inout RandomSource) -> Double {
    let deviation = (rate / random.gamma(shape: shape)).squareRoot()
    let noise = solveUpper((0..<width).map { _ in random.normal() })  // of covariance Λ⁻¹
    return mean(at: features) + deviation * Self.product(noise, features)
  }

  /// Takes note of what was given for some features: `Λ ← Λ + x xᵀ`, by an update of its factor.
  mutating func note(_ result: Double, at features: [Double]) {
    for place in 0..<width { moment[place] += result * features[place] }
    squares += result * result
    shape += 0.5
    var rest = features
    for column in 0..<width {
      let diagonal = factor[column * width + column]
      let root = (diagonal * diagonal + rest[column] * rest[column]).squareRoot()
      let (cosine, sine) = (root / diagonal, rest[column] / diagonal)
      factor[column * width + column] = root
      for row in column + 1..<max(width, column + 1) {
        let place = row * width + column
        factor[place] = (factor[place] + sine * rest[row]) / cosine
        rest[row] = cosine * rest[row] - sine * factor[place]
      }
    }
  }

  /// x with L x = y.
  private func solveLower(_ right: [Double]) -> [Double] {
    var result = right
    for row in 0..<width {
      for column in 0..<row { result[row] -= factor[row * width + column] * result[column] }
      result[row] /= factor[row * width + row]
    }
    return result
  }

  /// x with Lᵀ x = y.
  private func solveUpper(_ right: [Double]) -> [Double] {
    var result = right
    for row in (0..<width).reversed() {
      for column in row + 1..<max(width, row + 1) {
        result[row] -= factor[column * width + row] * result[column]
      }
      result[row] /= factor[row * width + row]
    }
    return result
  }

  private static func product(_ left: [Double], _ right: [Double]) -> Double {
    zip(left, right).reduce(0) { $0 + $1.0 * $1.1 }
  }
}
