/// An environment that shows its last observations together, the oldest first.
///
/// A box of shape `[…]` becomes one of `[frames, …]`, an index so many indices.  Where an episode is
/// younger than that, its first observation stands for those that never were.
///
/// Follows Mnih and others, *Human-level control through deep reinforcement learning*, Nature, 2015,
/// who stack four.
public struct FrameStacked<Base: Environment>: EnvironmentWrapper {
  public var base: Base
  /// How many observations are shown.
  public let frames: Int
  private var rows: [Float]  // [frames, base row]

  /// Stacks the observations of an environment.
  ///
  /// - Precondition: `frames` is positive.
  /// - Throws: ``Failure`` if observations are neither boxes nor indices.
  public init(_ base: Base, frames: Int) throws {
    precondition(frames > 0, "a stack of \(frames) observations")
    guard Self.space(base.observationSpace, frames) != nil else {
      throw Failure(
        .configuration, "observations of \(base.observationSpace) cannot be stacked",
        remedy: "flatten them first: --wrap flatten --wrap frame-stack=\(frames)")
    }
    self.base = base
    self.frames = frames
    rows = Array(repeating: 0, count: frames * base.observationSpace.rowWidth)
  }

  public var observationSpace: Space {
    guard let space = Self.space(base.observationSpace, frames) else {
      preconditionFailure("the initializer refuses observations that cannot be stacked")
    }
    return space
  }

  private static func space(_ space: Space, _ frames: Int) -> Space? {
    switch space {
    case .box(let box): .box(box.repeated(frames))
    case .discrete(let count): .multiDiscrete(Array(repeating: count, count: frames))
    case .multiDiscrete(let counts):
      .multiDiscrete(Array(repeatElement(counts, count: frames).joined()))
    case .multiBinary(let count): .multiBinary(count * frames)
    case .tuple, .dictionary: nil
    }
  }

  public mutating func reset(using random: inout RandomSource) {
    base.reset(using: &random)
    let width = rows.count / frames
    for frame in 0..<frames {
      Self.look(at: base, into: &rows, frame * width..<(frame + 1) * width)
    }
  }

  public mutating func step(
    _ action: Base.Action, using random: inout RandomSource
  ) -> Outcome {
    let outcome = base.step(action, using: &random)
    let width = rows.count / frames
    for place in 0..<rows.count - width { rows[place] = rows[place + width] }
    Self.look(at: base, into: &rows, rows.count - width..<rows.count)
    return outcome
  }

  private static func look(at base: Base, into rows: inout [Float], _ places: Range<Int>) {
    var span = rows.mutableSpan
    var row = span._mutatingExtracting(places)
    base.observe(into: &row)
  }

  public func observe(into row: inout MutableSpan<Float>) {
    for place in rows.indices { row[place] = rows[place] }
  }
}

extension Box {
  /// So many boxes of this kind, one after the other.
  fileprivate func repeated(_ count: Int) -> Box {
    Box(
      low: Array(repeatElement(low, count: count).joined()),
      high: Array(repeatElement(high, count: count).joined()), shape: [count] + shape)
  }
}

extension FrameStacked: Drawable where Base: Drawable {}
extension FrameStacked: Solvable where Base: Solvable {}
extension FrameStacked: FiniteMDP where Base: FiniteMDP {}
