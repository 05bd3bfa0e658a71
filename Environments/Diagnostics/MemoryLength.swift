public import ReinforcementLearning

/// Something is shown once, and asked for much later: only who remembers can answer.
///
/// | Observation | Unit | Range |
/// |---|---|---|
/// | how much time is left | of the episode | 0…1 |
/// | before the last step, which bit is asked for; else 0 | – | 0…`bits` − 1 |
/// | in the beginning, the bits; else 0 | – | −1, 0, 1 |
///
/// The last action has to name the bit that is asked for: `0` for −1, `1` for 1.  That pays 1, the
/// other action −1, and all earlier ones nothing.  The beginning is shown twice, by the reset and by
/// the first step, so that an episode has `length + 1` steps; then it terminates.  Random play earns
/// 0, and so does every agent without a memory.
///
/// Follows Osband and others, *Behaviour suite for reinforcement learning*, ICLR 2020: `memory_len`,
/// and `memory_size` with more bits.
public struct MemoryLength: Environment {
  private let length: Int
  private var context: [Bool]
  private var query = 0
  private var elapsed = 0

  /// Creates a task of so many steps, not counting the last, and so many bits.
  public init(length: Int = 10, bits: Int = 1) {
    precondition(length > 0 && bits > 0, "\(bits) bits over \(length) steps are nothing to keep")
    self.length = length
    context = Array(repeating: false, count: bits)
  }

  public var observationSpace: Space {
    .box(
      Box(
        [0...1, 0...Float(context.count - 1)] + Array(repeating: -1...1, count: context.count)))
  }

  public var actionSpace: Space { .discrete(2) }

  public mutating func reset(using random: inout RandomSource) {
    for place in context.indices { context[place] = random.integer(below: 2) == 1 }
    query = context.count > 1 ? random.integer(below: context.count) : 0
    elapsed = 0
  }

  public mutating func step(_ action: Int, using random: inout RandomSource) -> Outcome {
    elapsed += 1
    guard elapsed > length else { return Outcome(reward: 0) }
    return Outcome(reward: action == answer ? 1 : -1, ending: .terminated)
  }

  public func observe(into row: inout MutableSpan<Float>) {
    let time = min(max(elapsed - 1, 0), length - 1)
    row[0] = 1 - Float(time) / Float(length)
    row[1] = time == length - 1 ? Float(query) : 0
    for place in context.indices {
      row[place + 2] = time == 0 ? (context[place] ? 1 : -1) : 0
    }
  }

  private var answer: Int { context[query] ? 1 : 0 }
}

extension MemoryLength {
  /// What may be chosen about what is to be remembered.
  public struct Options: EnvironmentOptions {
    var length = 10
    var bits = 1

    public static let parameters = [
      ParameterDescription("length", "how many steps it is to be remembered", in: 1...10_000),
      ParameterDescription("bits", "how many bits are shown, one of which counts", in: 1...1_000),
    ]

    /// Creates the defaults.
    public init() {}
  }

  /// One bit over ten steps.
  public static let v0 = EnvironmentEntry(
    "MemoryLength-v0", summary: "Remember for ten steps what was shown: needs a memory.",
    rewards: "1 for the right answer at the end, −1 for the wrong one; 11 steps",
    source: "Osband and others, 2020", randomReturn: 0, solvedReturn: 0.9,
    trainingSteps: 100_000, actionNames: ["−1", "1"], options: Options.self
  ) { MemoryLength(length: $0.length, bits: $0.bits) }
}

extension MemoryLength: Solvable {
  public var discount: Double { 1 }

  public func optimum() -> Optimum {
    let isLast = elapsed == length
    return Optimum(
      value: 1, expectedLength: Double(length + 1 - elapsed),
      actionValues: (0...1).map { !isLast || $0 == answer ? 1 : -1 },
      actions: isLast ? [[Float(answer)]] : [[0], [1]])
  }
}

// MARK: - Appearance

extension MemoryLength: Drawable {
  public func draw(on canvas: inout Canvas) {
    canvas.bounds = Canvas.Bounds(x: -1.2...1.2, y: -1.2...1.2)
    let width = 2.0 / Double(context.count)
    for (place, bit) in context.enumerated() {
      let isShown = elapsed <= 1
      canvas.add(
        .rectangle(
          origin: Canvas.Point(-1 + width * (Double(place) + 0.1), 0.1), width: 0.8 * width,
          height: 0.8, fill: !isShown ? .muted.opacity(0.4) : bit ? .orange : .blue))
      if place == query, elapsed >= length {
        canvas.add(
          .text(
            "?", center: Canvas.Point(-1 + width * (Double(place) + 0.5), 0.5), height: 0.5,
            color: .ink))
      }
    }
    let left = 2 * Double(length + 1 - min(elapsed, length + 1)) / Double(length + 1)
    canvas.add(
      .rectangle(origin: Canvas.Point(-1, -0.6), width: 2, height: 0.2, fill: .muted.opacity(0.4)))
    canvas.add(
      .rectangle(origin: Canvas.Point(-1, -0.6), width: left, height: 0.2, fill: .green))
  }
}
