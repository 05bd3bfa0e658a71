public import ReinforcementLearning

/// A number between two bounds is shown, and the same number is wanted.
///
/// | Observation | Unit | Range |
/// |---|---|---|
/// | a number, drawn anew each step | – | ±1 |
///
/// The action, a number within ±1, costs the square of its distance from the observation.  The
/// episode terminates after ten steps, so that the best return is 0.  Nothing but chance decides
/// what is shown next.
public struct EchoContinuous: Environment {
  private static let interval = Space.box(Box([-1...1]))
  private static let length = 10  // steps

  private var shown: Float = 0
  private var elapsed = 0

  /// Creates an echo before its first number.
  public init() {}

  public var observationSpace: Space { Self.interval }
  public var actionSpace: Space { Self.interval }

  public mutating func reset(using random: inout RandomSource) {
    shown = Float(random.uniform(in: -1..<1))
    elapsed = 0
  }

  public mutating func step(_ action: Float, using random: inout RandomSource) -> Outcome {
    let distance = Double(action) - Double(shown)
    shown = Float(random.uniform(in: -1..<1))
    elapsed += 1
    return Outcome(
      reward: -distance * distance, ending: elapsed == Self.length ? .terminated : nil)
  }

  public func observe(into row: inout MutableSpan<Float>) { row[0] = shown }
}

extension EchoContinuous {
  /// The task as it is; two uniform numbers are 2/3 apart, in the mean of the squares.
  public static let v0 = EnvironmentEntry(
    "EchoContinuous-v0", summary: "Answer with the number that is shown, out of a range.",
    rewards: "minus the square of the distance; ends after 10 steps",
    source: "a check of learning, with the best return known", randomReturn: -20.0 / 3,
    solvedReturn: -0.1
  ) { EchoContinuous() }
}

extension EchoContinuous: Solvable {
  public var discount: Double { 1 }

  public func optimum() -> Optimum {
    Optimum(value: 0, expectedLength: Double(Self.length - elapsed), actions: [[shown]])
  }
}

// MARK: - Appearance

extension EchoContinuous: Drawable {
  public func draw(on canvas: inout Canvas) {
    canvas.bounds = Canvas.Bounds(x: -1.2...1.2, y: -1.2...1.2)
    canvas.add(
      .line(
        from: Canvas.Point(-1, 0), to: Canvas.Point(1, 0), thickness: 0.04, color: .muted))
    for bound in [-1.0, 0, 1] {
      canvas.add(
        .line(
          from: Canvas.Point(bound, -0.08), to: Canvas.Point(bound, 0.08), thickness: 0.03,
          color: .muted))
    }
    canvas.add(.circle(center: Canvas.Point(Double(shown), 0), radius: 0.1, fill: .orange))
  }
}
