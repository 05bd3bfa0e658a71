/// An environment whose observations come in another order, the same for ever.
///
/// What an index stands for, or where in a box a number is, is shuffled; an agent that is fit to learn
/// one order is as fit to learn another, unless it relies on what is beside what.
public struct ObservationPermuted<Base: Environment>: EnvironmentWrapper {
  public var base: Base
  private let order: [Int]

  /// Permutes the observations of an environment.
  ///
  /// - Parameters:
  ///   - base: The environment.
  ///   - seed: Which of the orders.
  /// - Throws: ``Failure`` if observations are neither a box nor an index.
  public init(_ base: Base, seed: UInt64) throws {
    self.base = base
    var random = RandomSource(seed: seed, stream: "permutation")
    switch base.observationSpace {
    case .discrete(let count): order = random.permutation(of: count)
    case .box(let box): order = random.permutation(of: box.count)
    default:
      throw Failure(
        .configuration, "observations of \(base.observationSpace) cannot be permuted",
        remedy: "flatten them first: --wrap flatten --wrap permute")
    }
  }

  public var observationSpace: Space {
    guard let box = base.observationSpace.box else { return base.observationSpace }
    return .box(
      Box(low: order.map { box.low[$0] }, high: order.map { box.high[$0] }, shape: box.shape))
  }

  public func observe(into row: inout MutableSpan<Float>) {
    let observation = base.observation
    if base.observationSpace.box == nil {
      row[0] = Float(order[Int(observation[0])])
    } else {
      for place in order.indices { row[place] = observation[order[place]] }
    }
  }
}

extension ObservationPermuted: Drawable where Base: Drawable {}
extension ObservationPermuted: Solvable where Base: Solvable {}
extension ObservationPermuted: FiniteMDP where Base: FiniteMDP {}
