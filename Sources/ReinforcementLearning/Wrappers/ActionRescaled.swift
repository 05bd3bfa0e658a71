/// An environment whose actions are numbers within ±1, whatever the bounds of its base.
public struct ActionRescaled<Base: Environment>: EnvironmentWrapper {
  public var base: Base
  private let box: Box

  /// Rescales the actions of an environment.
  ///
  /// - Throws: ``Failure`` if actions are not numbers between finite bounds.
  public init(_ base: Base) throws {
    guard let box = base.actionSpace.box, box.isBounded else {
      throw Failure(
        .configuration, "actions of \(base.actionSpace) cannot be rescaled",
        remedy: "only numbers between finite bounds can be")
    }
    self.base = base
    self.box = box
  }

  public var actionSpace: Space { .box(Box(shape: box.shape, in: -1...1)) }

  public mutating func step(
    _ action: Base.Action, using random: inout RandomSource
  ) -> Outcome {
    var row: [Float] = []
    action.append(to: &row)
    for place in row.indices {
      let (low, high) = (box.low[place], box.high[place])
      row[place] = min(max(low + (row[place] + 1) / 2 * (high - low), low), high)
    }
    return base.step(Base.Action(row: row.span), using: &random)
  }
}

extension ActionRescaled: Drawable where Base: Drawable {}
