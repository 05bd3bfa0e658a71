/// What a batch of actions is held against before an environment sees it.
struct ActionLimits {
  private let space: Space

  init(_ space: Space) { self.space = space }

  /// The first row that is not an action, if there is one.
  func firstViolation(in actions: Rows) -> Int? {
    guard case .discrete(let count) = space else {
      return (0..<actions.count).first { !space.contains(actions[$0]) }
    }
    let limit = Float(count)
    let areIndices = actions.storage.allSatisfy { $0 >= 0 && $0 < limit && $0 == $0.rounded(.down) }
    return areIndices ? nil : (0..<actions.count).first { !space.contains(actions[$0]) }
  }
}
