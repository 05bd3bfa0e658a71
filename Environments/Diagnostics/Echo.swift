public import ReinforcementLearning

/// A number is shown, and the same number is wanted: what every agent learns in seconds.
///
/// | Observation | Unit | Range |
/// |---|---|---|
/// | a number, drawn anew each step | – | 0…3 |
///
/// The action that equals the observation pays 1, every other nothing.  The episode terminates
/// after ten steps, so that the best return is 10.  Nothing but chance decides what is shown
/// next.
public struct Echo: Environment {
  private static let count = 4
  private static let length = 10  // steps

  private var shown = 0
  private var elapsed = 0

  /// Creates an echo before its first number.
  public init() {}

  public var observationSpace: Space { .discrete(Self.count) }
  public var actionSpace: Space { .discrete(Self.count) }

  public mutating func reset(using random: inout RandomSource) {
    shown = random.integer(below: Self.count)
    elapsed = 0
  }

  public mutating func step(_ action: Int, using random: inout RandomSource) -> Outcome {
    let reward = action == shown ? 1.0 : 0
    shown = random.integer(below: Self.count)
    elapsed += 1
    return Outcome(reward: reward, ending: elapsed == Self.length ? .terminated : nil)
  }

  public func observe(into row: inout MutableSpan<Float>) { row[0] = Float(shown) }
}

extension Echo {
  /// The task as it is.
  public static let v0 = EnvironmentEntry(
    "Echo-v0", summary: "Choose the number that is shown: every agent must learn it.",
    rewards: "1 for the number that is shown; ends after 10 steps",
    source: "a check of learning, with the best return known", randomReturn: 2.5, solvedReturn: 10,
    actionNames: (0..<count).map { "\($0)" }
  ) { Echo() }
}

extension Echo: Solvable {
  public var discount: Double { 1 }

  public func optimum() -> Optimum {
    let remaining = Double(Self.length - elapsed)
    return Optimum(
      value: remaining, expectedLength: remaining,
      actionValues: (0..<Self.count).map { $0 == shown ? remaining : remaining - 1 },
      actions: [[Float(shown)]])
  }
}

// MARK: - Appearance

extension Echo: Drawable {
  public func draw(on canvas: inout Canvas) {
    canvas.bounds = Canvas.Bounds(x: 0...Double(Self.count), y: -1.5...2.5)
    for number in 0..<Self.count {
      canvas.add(
        .rectangle(
          origin: Canvas.Point(Double(number) + 0.06, 0.06), width: 0.88, height: 0.88,
          fill: number == shown ? .orange : .muted.opacity(0.3)))
      canvas.add(
        .text(
          "\(number)", center: Canvas.Point(Double(number) + 0.5, 0.5), height: 0.5, color: .ink))
    }
  }
}
