extension Tensor {
  /// Each element, or a part of it where it is not greater than zero; the derivative at zero is
  /// that part, as in PyTorch.
  public func leakyRelu(slope: Float = 0.01) -> Tensor {
    select(where: greater(than: 0), otherwise: slope * self)
  }

  /// Each element, or `α (exp(x) - 1)` where it is not greater than zero (Clevert, Unterthiner and
  /// Hochreiter, 2016).
  public func elu(alpha: Float = 1) -> Tensor {
    // The exponential is kept from overflowing where it is not chosen: 0 · ∞ is not a number.
    let below = clamped(to: -Float.infinity...0).expm1()
    return select(where: greater(than: 0), otherwise: alpha * below)
  }

  /// `x Φ(x)` of each element, `Φ` being the normal distribution function (Hendrycks and Gimpel,
  /// 2016), in the exact form with the error function, which is PyTorch's default.
  public func gelu() -> Tensor { 0.5 * self * (1 + (Float(0.5).squareRoot() * self).erf()) }

  /// `x / (1 + exp(-x))` of each element, also called swish (Hendrycks and Gimpel, 2016; Elfwing,
  /// Uchibe and Doya, 2018).
  public func silu() -> Tensor { self * sigmoid() }

  /// Another tensor's values, of the same shape, with the gradient passed to this one as if it had
  /// given them (Bengio, Léonard and Courville, 2013).
  ///
  /// The values are exact wherever this tensor is finite.
  public func straightThrough(_ values: Tensor) -> Tensor {
    guard values.shape == shape else {
      return trace.mistake(
        "straightThrough", "\(values.shape) cannot stand for \(shape)", like: shape)
    }
    return values.detached + (self - detached)
  }
}
