internal import VectorMath

/// A function of the elements at the same place of one to three operands of one shape.
///
/// Its kernel is a primitive of `VectorMath`'s chains.
enum ElementWise: String, OperationRule, CaseIterable {
  case copied
  case negated, exp, log, sqrt, tanh, sigmoid, relu, abs, squared, sign
  case expm1, log1p, softplus, sin, cos, erf, logGamma
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case power
  /// The derivative of the digamma function at the second, of the order that the first is.
  case polygamma
  case maximum, minimum
  case greater, greaterOrEqual, equal
  /// The second where the first is not at most zero, otherwise zero: the derivative of relu.
  case gate
  /// The second where the first is not zero, otherwise the third.
  case select
  /// The first, kept between the second and the third.
  case clamped

  var name: String { rawValue }

  var isDifferentiable: Bool {
    switch self {
    case .sign, .greater, .greaterOrEqual, .equal: false
    default: true
    }
  }

  /// How long it takes, in additions.
  var cost: Int {
    switch self {
    case .exp, .log, .tanh, .sigmoid, .expm1, .log1p, .softplus: 8
    case .sin, .cos, .erf, .power: 40
    case .logGamma, .polygamma: 200
    default: 1
    }
  }

  var primitive: apus_primitive {
    switch self {
    case .copied: APUS_COPY
    case .negated: APUS_NEGATE
    case .exp: APUS_EXP
    case .log: APUS_LOG
    case .sqrt: APUS_SQRT
    case .tanh: APUS_TANH
    case .sigmoid: APUS_SIGMOID
    case .relu: APUS_RELU
    case .abs: APUS_ABS
    case .squared: APUS_SQUARE
    case .sign: APUS_SIGN
    case .expm1: APUS_EXPM1
    case .log1p: APUS_LOG1P
    case .softplus: APUS_SOFTPLUS
    case .sin: APUS_SIN
    case .cos: APUS_COS
    case .erf: APUS_ERF
    case .logGamma: APUS_LOG_GAMMA
    case .add: APUS_ADD
    case .subtract: APUS_SUBTRACT
    case .multiply: APUS_MULTIPLY
    case .divide: APUS_DIVIDE
    case .power: APUS_POWER
    case .polygamma: APUS_POLYGAMMA
    case .maximum: APUS_MAXIMUM
    case .minimum: APUS_MINIMUM
    case .greater: APUS_GREATER
    case .greaterOrEqual: APUS_GREATER_OR_EQUAL
    case .equal: APUS_EQUAL
    case .gate: APUS_GATE
    case .select: APUS_SELECT
    case .clamped: APUS_CLAMP
    }
  }

  func pullback(_ call: Pullback) -> [Tensor?] {
    switch call.inputs.count {
    case 1: [unaryPullback(of: call.inputs[0], call.output, call.cotangent)]
    case 2: binaryPullback(call, call.inputs[0], call.inputs[1], call.cotangent)
    default: ternaryPullback(call, call.cotangent)
    }
  }

  private func unaryPullback(of x: Tensor, _ y: Tensor, _ g: Tensor) -> Tensor? {
    switch self {
    case .copied: g
    case .negated: -g
    case .exp: g * y
    case .log: g / x
    case .sqrt: g / (y + y)
    case .tanh: g * (1 - y.squared())
    case .sigmoid: g * (y * (1 - y))
    case .relu: y.gating(g)
    case .abs: g * x.sign()
    case .squared: g * (x + x)
    case .expm1: g * (y + 1)
    case .log1p: g / (x + 1)
    case .softplus: g * x.sigmoid()
    case .sin: g * x.cos()
    case .cos: -(g * x.sin())
    case .erf: g * (2 / Float.pi.squareRoot() * (-x.squared()).exp())
    case .logGamma: g * x.digamma()
    default: nil
    }
  }

  private func binaryPullback(
    _ call: Pullback, _ x: Tensor, _ y: Tensor, _ g: Tensor
  ) -> [Tensor?] {
    func wants(_ place: Int, _ make: () -> Tensor) -> Tensor? { call.wanted[place] ? make() : nil }
    switch self {
    case .add: return [g, g]
    case .subtract: return [g, wants(1) { -g }]
    case .multiply: return [wants(0) { g * y }, wants(1) { g * x }]
    case .divide: return [wants(0) { g / y }, wants(1) { -(g * call.output) / y }]
    case .power:
      return [
        wants(0) { g * slopeOfPower(x, y) },
        wants(1) {
          let zero = x.trace.filled(0, shape: x.shape)
          let isFlat = x.equal(to: 0) * y.greaterOrEqual(to: 0)
          return zero.select(where: isFlat, otherwise: g * (call.output * x.log()))
        },
      ]
    case .maximum, .minimum:
      return [wants(0) { g * share(of: x, over: y) }, wants(1) { g * share(of: y, over: x) }]
    case .polygamma:
      return [nil, wants(1) { g * x.trace.elementWise(.polygamma, [x + 1, y]) }]
    case .gate: return [nil, wants(1) { x.gating(g) }]
    default: return [nil, nil]
    }
  }

  /// The derivative of a power by its base; where the exponent is zero that is zero, at zero too.
  private func slopeOfPower(_ x: Tensor, _ exponent: Tensor) -> Tensor {
    if let number = exponent.fill { return number == 0 ? exponent : number * x.power(number - 1) }
    return (exponent * x.power(exponent - 1)).select(where: exponent)
  }

  /// One where an operand is the extreme, one half where both are.
  private func share(of one: Tensor, over other: Tensor) -> Tensor {
    let wins = self == .maximum ? one.greater(than: other) : other.greater(than: one)
    return wins + 0.5 * one.equal(to: other)
  }

  private func ternaryPullback(_ call: Pullback, _ g: Tensor) -> [Tensor?] {
    let zero = call.output.trace.filled(0, shape: g.shape)
    switch self {
    case .select:
      let mask = call.inputs[0]
      return [
        nil, call.wanted[1] ? g.select(where: mask, otherwise: zero) : nil,
        call.wanted[2] ? zero.select(where: mask, otherwise: g) : nil,
      ]
    default:
      return [g.select(where: call.output.equal(to: call.inputs[0]), otherwise: zero), nil, nil]
    }
  }
}
