public import TensorCore

extension Tensor {
  /// Half the square of each error up to a threshold, and growing linearly beyond it (Huber, 1964):
  /// `½ e²` where `|e| <= δ`, otherwise `δ (|e| - ½ δ)`.
  public func huber(threshold: Float = 1) -> Tensor {
    // With c = e kept within ±δ, both are c (e - ½ c).
    let kept = clamped(to: -threshold...threshold)
    return kept * (self - 0.5 * kept)
  }

  /// The mean of the squared differences of all elements, `[]`.
  public func meanSquaredError(to targets: Tensor) -> Tensor { (self - targets).squared().mean() }
}
