public import ReinforcementLearning

/// Whether an umbrella is taken is decided at once, and matters only at the end of a noisy day.
///
/// | Observation | Unit | Range |
/// |---|---|---|
/// | whether an umbrella will be needed | – | 0 or 1 |
/// | whether one is at hand | – | 0 or 1 |
/// | how much of the day is left | of the day | 0…1 |
/// | coin flips that mean nothing, drawn anew each step, as many as there are `distractors` | – | 0 or 1 |
///
/// The first action decides whether the umbrella is taken (`1`) or not (`0`); later ones do nothing.
/// Every step pays −1 or 1 by the flip of a coin but the last, which pays 1 if the umbrella is at
/// hand just when it is needed and −1 otherwise; then the episode terminates.  The best play returns
/// 1 in the mean, random play 0.
///
/// Follows Osband and others, *Behaviour suite for reinforcement learning*, ICLR 2020:
/// `umbrella_length`, and `umbrella_distract` with other numbers of distractors.
public struct UmbrellaChain: Environment {
  private let length: Int
  private var isNeeded = false
  private var isAtHand = false
  private var distractors: [Bool]
  private var elapsed = 0

  /// Creates a day of so many steps, with so many numbers that mean nothing.
  public init(length: Int = 10, distractors: Int = 20) {
    precondition(length > 0 && distractors >= 0, "a day of \(length) steps, \(distractors) flips")
    self.length = length
    self.distractors = Array(repeating: false, count: distractors)
  }

  public var observationSpace: Space {
    .box(Box(Array(repeating: 0...1, count: 3 + distractors.count)))
  }

  public var actionSpace: Space { .discrete(2) }

  public mutating func reset(using random: inout RandomSource) {
    elapsed = 0
    isNeeded = random.integer(below: 2) == 1
    isAtHand = random.integer(below: 2) == 1
    flip(using: &random)
  }

  public mutating func step(_ action: Int, using random: inout RandomSource) -> Outcome {
    elapsed += 1
    if elapsed == 1 { isAtHand = action == 1 }
    flip(using: &random)
    guard elapsed == length else {
      return Outcome(reward: random.integer(below: 2) == 1 ? 1 : -1)
    }
    return Outcome(reward: isNeeded == isAtHand ? 1 : -1, ending: .terminated)
  }

  private mutating func flip(using random: inout RandomSource) {
    for place in distractors.indices { distractors[place] = random.integer(below: 2) == 1 }
  }

  public func observe(into row: inout MutableSpan<Float>) {
    row[0] = isNeeded ? 1 : 0
    row[1] = isAtHand ? 1 : 0
    row[2] = 1 - Float(elapsed) / Float(length)
    for place in distractors.indices { row[place + 3] = distractors[place] ? 1 : 0 }
  }
}

extension UmbrellaChain {
  /// What may be chosen about the day.
  public struct Options: EnvironmentOptions {
    var length = 10
    var distractors = 20

    public static let parameters = [
      ParameterDescription("length", "how many steps the day has", in: 1...10_000),
      ParameterDescription(
        "distractors", "how many numbers are shown that mean nothing", in: 0...10_000),
    ]

    /// Creates the defaults.
    public init() {}
  }

  /// A day of ten steps, with twenty distractors.
  public static let v0 = EnvironmentEntry(
    "UmbrellaChain-v0", summary: "Take an umbrella at once if it will be needed in the end.",
    rewards: "±1 by chance, at the end 1 if the umbrella was rightly taken, else −1; 10 steps",
    source: "Osband and others, 2020", randomReturn: 0, solvedReturn: 0.9,
    trainingSteps: 100_000, actionNames: ["leave", "take"], options: Options.self
  ) { UmbrellaChain(length: $0.length, distractors: $0.distractors) }
}

extension UmbrellaChain: Solvable {
  public var discount: Double { 1 }

  public func optimum() -> Optimum {
    let isFree = elapsed == 0
    let settled = isNeeded == isAtHand ? 1.0 : -1
    let best = isNeeded ? 1 : 0
    return Optimum(
      value: isFree ? 1 : settled, expectedLength: Double(length - elapsed),
      actionValues: (0...1).map { isFree ? ($0 == best ? 1 : -1) : settled },
      actions: isFree ? [[Float(best)]] : [[0], [1]])
  }
}

// MARK: - Appearance

extension UmbrellaChain: Drawable {
  public func draw(on canvas: inout Canvas) {
    canvas.bounds = Canvas.Bounds(x: -1.2...1.2, y: -1.2...1.2)
    let sky: Color = isNeeded ? .blue : .yellow
    canvas.add(.circle(center: Canvas.Point(-0.5, 0.6), radius: 0.35, fill: sky))
    if isAtHand {
      let rim = (0...16).map { place -> Canvas.Point in
        let share = Double(place) / 8 - 1
        return Canvas.Point(0.5 + 0.4 * share, 0.5 + 0.4 * (1 - share * share).squareRoot())
      }
      canvas.add(.polygon(rim, fill: .vermilion))
      canvas.add(
        .line(
          from: Canvas.Point(0.5, 0.5), to: Canvas.Point(0.5, 0.15), thickness: 0.05, color: .ink))
    }
    let left = 2 * Double(length - elapsed) / Double(length)
    canvas.add(
      .rectangle(origin: Canvas.Point(-1, -0.6), width: 2, height: 0.2, fill: .muted.opacity(0.4)))
    canvas.add(
      .rectangle(origin: Canvas.Point(-1, -0.6), width: left, height: 0.2, fill: .green))
  }
}
