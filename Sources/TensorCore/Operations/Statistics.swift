extension Tensor {
  /// The variance of all elements, `[]`.
  ///
  /// Unbiased, PyTorch's default, it is divided by one less than the count; of one element that is
  /// not a number.
  public func variance(isUnbiased: Bool = true) -> Tensor {
    reshaped([count]).variance(axis: 0, isUnbiased: isUnbiased)
  }

  /// The variances along an axis, which goes, or stays with extent one.
  ///
  /// - Parameters:
  ///   - axis: The axis; a negative one counts from the end.
  ///   - isUnbiased: Whether to divide by one less than the count, PyTorch's default; of one
  ///     element that is not a number.
  ///   - keepingDimensions: Whether the axis stays.
  /// - Returns: This shape without the axis, or with extent one.
  public func variance(
    axis: Int, isUnbiased: Bool = true, keepingDimensions: Bool = false
  ) -> Tensor {
    guard let place = resolved(axis) else {
      return trace.mistake("variance", "\(shape) has no axis \(axis)", like: shape)
    }
    let squares = (self - mean(axis: place, keepingDimensions: true)).squared()
    let result = squares.mean(axis: place, keepingDimensions: keepingDimensions)
    let count = Float(shape[place])
    return isUnbiased ? result * (count / (count - 1)) : result
  }

  /// `log Σ exp(x)` along an axis, which goes, or stays with extent one; it does not overflow.
  public func logSumExp(axis: Int, keepingDimensions: Bool = false) -> Tensor {
    guard let place = resolved(axis) else {
      return trace.mistake("logSumExp", "\(shape) has no axis \(axis)", like: shape)
    }
    let peak = peak(axis: place)
    let result = (self - peak).exp().sum(axis: place, keepingDimensions: true).log() + peak
    if keepingDimensions { return result }
    return result.reshaped(shape.enumerated().filter { $0.offset != place }.map(\.element))
  }

  /// `exp(x) / Σ exp(x)` along an axis, by default the last: of this shape, summing to one.
  public func softmax(axis: Int = -1) -> Tensor {
    guard let place = resolved(axis) else {
      return trace.mistake("softmax", "\(shape) has no axis \(axis)", like: shape)
    }
    let raised = (self - peak(axis: place)).exp()
    return raised / raised.sum(axis: place, keepingDimensions: true)
  }

  /// The logarithm of ``softmax(axis:)``, accurate where that is near zero; of this shape.
  public func logSoftmax(axis: Int = -1) -> Tensor {
    guard let place = resolved(axis) else {
      return trace.mistake("logSoftmax", "\(shape) has no axis \(axis)", like: shape)
    }
    let shifted = self - peak(axis: place)
    return shifted - shifted.exp().sum(axis: place, keepingDimensions: true).log()
  }

  /// The greatest elements along an axis, which stays, as finite numbers; no gradient passes.
  ///
  /// They may be subtracted before exponentials are taken, without changing a derivative.
  private func peak(axis: Int) -> Tensor {
    let greatest = Float.greatestFiniteMagnitude
    return max(axis: axis, keepingDimensions: true).clamped(to: -greatest...greatest).detached
  }
}
