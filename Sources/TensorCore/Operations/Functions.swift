// Shapes that differ are repeated along axes of extent one, as in NumPy.
extension Tensor {
  private func applying(_ operation: ElementWise, _ others: Tensor...) -> Tensor {
    trace.elementWise(operation, [self] + others)
  }

  /// Euler's number to the power of each element.
  public func exp() -> Tensor { applying(.exp) }
  /// The natural logarithm of each element.
  public func log() -> Tensor { applying(.log) }
  /// The square root of each element.
  public func sqrt() -> Tensor { applying(.sqrt) }
  /// The hyperbolic tangent of each element.
  public func tanh() -> Tensor { applying(.tanh) }
  /// `1 / (1 + exp(-x))` of each element.
  public func sigmoid() -> Tensor { applying(.sigmoid) }
  /// Each element, or zero where it is less; its derivative at zero is zero.
  public func relu() -> Tensor { applying(.relu) }
  /// Each element without its sign; its derivative at zero is zero.
  public func abs() -> Tensor { applying(.abs) }
  /// The square of each element.
  public func squared() -> Tensor { applying(.squared) }
  /// `exp(x) - 1` of each element, accurate near zero.
  public func expm1() -> Tensor { applying(.expm1) }
  /// `log(1 + x)` of each element, accurate near zero.
  public func log1p() -> Tensor { applying(.log1p) }
  /// The sine of each element, in radians.
  public func sin() -> Tensor { applying(.sin) }
  /// The cosine of each element, in radians.
  public func cos() -> Tensor { applying(.cos) }
  /// The error function `2/√π ∫₀ˣ exp(-t²) dt` of each element.
  public func erf() -> Tensor { applying(.erf) }
  /// The logarithm of the gamma function of each element; not a number below zero.
  public func logGamma() -> Tensor { applying(.logGamma) }
  /// The derivative of ``logGamma()`` at each element; not a number below zero.
  public func digamma() -> Tensor { polygamma(0) }
  /// The derivative of an order, at least zero, of the digamma function at each element: the
  /// trigamma function is that of order one; not a number below zero.
  public func polygamma(_ order: Int) -> Tensor {
    guard order >= 0 else {
      return trace.mistake("polygamma", "there is no derivative of order \(order)", like: shape)
    }
    return trace.constant(Float(order)).applying(.polygamma, self)
  }
  /// `log(1 + exp(x))` of each element, which neither overflows nor loses small results.
  public func softplus() -> Tensor { applying(.softplus) }
  /// Each element to the power of another; not a number for a negative one to a fraction.
  public func power(_ exponents: Tensor) -> Tensor { applying(.power, exponents) }
  /// Each element to the power of a number; not a number for a negative one to a fraction.
  public func power(_ exponent: Float) -> Tensor {
    switch exponent {
    case 1: self
    case 2: squared()
    default: power(trace.constant(exponent))
    }
  }
  /// -1, 0 or 1; no gradient passes.
  public func sign() -> Tensor { applying(.sign) }

  /// The greater of two elements; where they are equal, each has half of the gradient.
  public func maximum(_ other: Tensor) -> Tensor { applying(.maximum, other) }
  /// The greater of each element and a number.
  public func maximum(_ other: Float) -> Tensor { maximum(trace.constant(other)) }
  /// The lesser of two elements; where they are equal, each has half of the gradient.
  public func minimum(_ other: Tensor) -> Tensor { applying(.minimum, other) }
  /// The lesser of each element and a number.
  public func minimum(_ other: Float) -> Tensor { minimum(trace.constant(other)) }
  /// Each element kept within a range; a gradient passes only inside it, its ends included.
  public func clamped(to range: ClosedRange<Float>) -> Tensor {
    applying(.clamped, trace.constant(range.lowerBound), trace.constant(range.upperBound))
  }

  /// One where an element is greater than another, otherwise zero; no gradient passes.
  public func greater(than other: Tensor) -> Tensor { applying(.greater, other) }
  /// One where an element is greater than a number, otherwise zero; no gradient passes.
  public func greater(than other: Float) -> Tensor { greater(than: trace.constant(other)) }
  /// One where an element is at least another, otherwise zero; no gradient passes.
  public func greaterOrEqual(to other: Tensor) -> Tensor { applying(.greaterOrEqual, other) }
  /// One where an element is at least a number, otherwise zero; no gradient passes.
  public func greaterOrEqual(to other: Float) -> Tensor {
    greaterOrEqual(to: trace.constant(other))
  }
  /// One where an element is less than another, otherwise zero; no gradient passes.
  public func less(than other: Tensor) -> Tensor { other.greater(than: self) }
  /// One where an element is less than a number, otherwise zero; no gradient passes.
  public func less(than other: Float) -> Tensor { less(than: trace.constant(other)) }
  /// One where an element is at most another, otherwise zero; no gradient passes.
  public func lessOrEqual(to other: Tensor) -> Tensor { other.greaterOrEqual(to: self) }
  /// One where an element is at most a number, otherwise zero; no gradient passes.
  public func lessOrEqual(to other: Float) -> Tensor { lessOrEqual(to: trace.constant(other)) }
  /// One where two elements are equal, otherwise zero; no gradient passes.
  public func equal(to other: Tensor) -> Tensor { applying(.equal, other) }
  /// One where an element is a number, otherwise zero; no gradient passes.
  public func equal(to other: Float) -> Tensor { equal(to: trace.constant(other)) }

  /// The elements where a mask is not zero, and those of another tensor where it is.
  public func select(where mask: Tensor, otherwise other: Tensor) -> Tensor {
    mask.applying(.select, self, other)
  }
  /// The elements where a mask is not zero, and a number where it is.
  public func select(where mask: Tensor, otherwise other: Float = 0) -> Tensor {
    select(where: mask, otherwise: trace.constant(other))
  }

  /// Another tensor where this one is not at most zero, otherwise zero.
  func gating(_ other: Tensor) -> Tensor { applying(.gate, other) }

  /// The elements at a place of their own.
  func copied() -> Tensor { applying(.copied) }

  /// Whether the elements are indices rather than floats.
  var holdsIndices: Bool {
    switch operation {
    case .source(.indices), .argumentOfMaximum, .windowArgument: true
    case .view: place.map { trace.tensor(at: trace.graph[$0].inputs[0]).holdsIndices } ?? false
    default: false
    }
  }
}

extension Trace {
  /// The tensor of a node.
  func tensor(at place: Int) -> Tensor {
    Tensor(trace: self, place: place, shape: graph[place].shape)
  }
}
