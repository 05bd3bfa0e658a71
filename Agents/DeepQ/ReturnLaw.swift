internal import Networks
internal import TensorCore

/// In what form a network says what an action returns.
///
/// Shapes: `B` transitions, `A` actions, `N` numbers an action.
enum ReturnLaw {
  /// Its mean alone.
  case mean
  /// Logits of the probabilities of fixed returns.
  case categorical(CategoricalSupport)
  /// Its quantiles at the midpoints of `N` equal parts.
  case quantile(Int)

  /// `N`.
  var width: Int {
    switch self {
    case .mean: 1
    case .categorical(let support): support.count
    case .quantile(let count): count
    }
  }

  /// The means of what a network says, `[…, N]` to `[…]`.
  func values(of outputs: Tensor) -> Tensor {
    switch self {
    case .mean: outputs.reshaped(Array(outputs.shape.dropLast()))
    case .categorical(let support): support.mean(outputs.softmax())
    case .quantile: outputs.mean(axis: -1)
    }
  }

  /// What a network says of one action each, `[B, A, N]` at `[B]` to `[B, N]`.
  func chosen(_ outputs: Tensor, at actions: Tensor) -> Tensor {
    let (rows, count) = (outputs.shape[0], outputs.shape[1])
    guard width > 1 else {
      return outputs.reshaped([rows, count]).gathered(at: actions).reshaped([rows, 1])
    }
    // By a mask, since rows of numbers are not gathered along a middle axis.
    return (outputs * actions.oneHot(count).reshaped([rows, count, 1])).sum(axis: 1)
  }
}
