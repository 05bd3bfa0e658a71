/// The same memory, seen otherwise.
enum View: OperationRule {
  case reshaped
  /// As it is, but no gradient passes.
  case detached

  var name: String { self == .reshaped ? "reshaped" : "detached" }
  var isDifferentiable: Bool { self == .reshaped }

  func pullback(_ call: Pullback) -> [Tensor?] {
    [call.cotangent.reshaped(call.inputs[0].shape)]
  }
}

extension Tensor {
  /// The same elements in the same order, in another shape of as many.
  public func reshaped(_ shape: [Int]) -> Tensor {
    guard Shape.count(shape) == count else {
      return trace.mistake(
        "reshaped", "\(self.shape) and \(shape) have \(count) and \(Shape.count(shape)) elements",
        like: shape)
    }
    if shape == self.shape { return self }
    if let fill { return trace.filled(fill, shape: shape) }
    if case .view(.reshaped)? = operation, let place {
      let origin = trace.graph[place].inputs[0]
      return Tensor(trace: trace, place: origin, shape: trace.graph[origin].shape).reshaped(shape)
    }
    return trace.node(.view(.reshaped), [self], shape: shape)
  }

  /// The same values, through which no gradient flows.
  public var detached: Tensor {
    if fill != nil { return self }
    if case .view(.detached)? = operation { return self }
    return trace.node(.view(.detached), [self], shape: shape)
  }
}
