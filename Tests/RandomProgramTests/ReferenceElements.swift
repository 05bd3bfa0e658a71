import Foundation

@testable import TensorCore

extension ElementWise {
  /// Its value, of as many operands as it has.
  func reference(_ a: Double, _ b: Double, _ c: Double) -> Double {
    switch self {
    case .copied: a
    case .negated: -a
    case .exp: Foundation.exp(a)
    case .log: Foundation.log(a)
    case .sqrt: a.squareRoot()
    case .tanh: Foundation.tanh(a)
    case .sigmoid: 1 / (1 + Foundation.exp(-a))
    case .relu: a < 0 ? 0 : a
    case .abs: Swift.abs(a)
    case .squared: a * a
    case .sign: a > 0 ? 1 : a < 0 ? -1 : a
    case .expm1: Foundation.expm1(a)
    case .log1p: Foundation.log1p(a)
    case .softplus: Swift.max(a, 0) + Foundation.log1p(Foundation.exp(-Swift.abs(a)))
    case .sin: Foundation.sin(a)
    case .cos: Foundation.cos(a)
    case .erf: Foundation.erf(a)
    case .logGamma: Foundation.lgamma(a).0
    case .add: a + b
    case .subtract: a - b
    case .multiply: a * b
    case .divide: a / b
    case .power: Foundation.pow(a, b)
    case .polygamma: Self.polygamma(a, b)
    case .maximum: Swift.max(a, b)
    case .minimum: Swift.min(a, b)
    case .greater: a > b ? 1 : 0
    case .greaterOrEqual: a >= b ? 1 : 0
    case .equal: a == b ? 1 : 0
    case .gate: a <= 0 ? 0 : b
    case .select: a != 0 ? b : c
    case .clamped: a < b ? b : a > c ? c : a
    }
  }

  /// Fifty terms of the sum, and the integral over the rest with its first corrections.
  private static func polygamma(_ order: Double, _ x: Double) -> Double {
    let terms = (0..<50).reduce(0) { $0 + Foundation.pow(x + Double($1), -order - 1) }
    let y = x + 50
    if order == 0 { return Foundation.log(y) - 0.5 / y - 1 / (12 * y * y) - terms }
    let rest = 1 / order + 0.5 / y + (order + 1) / (12 * y * y)
    let sign = order.truncatingRemainder(dividingBy: 2) == 0 ? -1.0 : 1
    return sign * Foundation.tgamma(order + 1) * (terms + rest * Foundation.pow(y, -order))
  }

  /// Whether it only chooses among numbers.
  var isExact: Bool {
    switch self {
    case .copied, .negated, .relu, .abs, .sign, .maximum, .minimum, .greater, .greaterOrEqual,
      .equal, .gate, .select, .clamped:
      true
    default: false
    }
  }
}
