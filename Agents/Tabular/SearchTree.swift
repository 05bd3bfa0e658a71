import Foundation

/// What a search has found out: what actions led to, on average, in the situations that it met.
///
/// A situation is what is observed so many steps after the root.
struct SearchTree {
  /// What is observed so many steps after the root.
  struct Situation: Hashable {
    let depth: Int
    let observation: [Float]
  }

  private let actionCount: Int
  private var nodes: [Situation: Int] = [:]
  private var visits: [Double] = []  // [nodes·A]
  private var sums: [Double] = []  // of returns, [nodes·A]
  private var returns: ClosedRange<Double>?  // all that were met

  /// Creates a tree of a root alone, node 0.
  init(actionCount: Int) {
    self.actionCount = actionCount
    grow()
  }

  /// How often each action of the root was taken, `[A]`.
  var rootVisits: [Double] { Array(visits[..<actionCount]) }

  /// The mean return of each action of the root, minus infinity where it was never taken, `[A]`.
  var rootValues: [Double] {
    (0..<actionCount).map { visits[$0] > 0 ? sums[$0] / visits[$0] : -.infinity }
  }

  /// The node of a situation; nil, and the tree has grown by it, if it was never met.
  mutating func node(of situation: Situation) -> Int? {
    if let node = nodes[situation] { return node }
    nodes[situation] = visits.count / actionCount
    grow()
    return nil
  }

  /// The bounds by which actions of a node are chosen, `Q̂ + c √(ln n / nₐ)`, `[A]`, where returns are
  /// measured from the least to the greatest that were met.
  func bounds(of node: Int, exploration: Double) -> [Double] {
    let places = node * actionCount..<(node + 1) * actionCount
    let total = log(max(visits[places].reduce(0, +), 1))
    let least = returns?.lowerBound ?? 0
    let span = returns.map { $0.upperBound - $0.lowerBound } ?? 0
    return places.map { place in
      guard visits[place] > 0 else { return .infinity }
      let mean = sums[place] / visits[place]
      let value = span > 0 ? (mean - least) / span : 0
      return value + exploration * (total / visits[place]).squareRoot()
    }
  }

  /// Takes note of the return that followed an action of a node.
  mutating func note(_ episodeReturn: Double, after action: Int, of node: Int) {
    visits[node * actionCount + action] += 1
    sums[node * actionCount + action] += episodeReturn
    let (least, greatest) = (returns?.lowerBound, returns?.upperBound)
    returns =
      min(least ?? episodeReturn, episodeReturn)...max(greatest ?? episodeReturn, episodeReturn)
  }

  private mutating func grow() {
    visits.append(contentsOf: repeatElement(0, count: actionCount))
    sums.append(contentsOf: repeatElement(0, count: actionCount))
  }
}
