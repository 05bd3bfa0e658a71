public import ReinforcementLearning

/// A bar is shown somewhere in an image, and how it lies is asked for: what a network learns best
/// that looks at every place alike.
///
/// | Observation | Unit | Range |
/// |---|---|---|
/// | one plane of 8 × 8 pixels, `[1, 8, 8]`: 1 on the bar, else 0 | – | 0…1 |
///
/// The bar is three pixels long, and lies anywhere: from left to right, from top to bottom, falling
/// or rising, which are the actions 0 to 3.  The right one pays 1, every other nothing.  The episode
/// terminates after ten steps, so that the best return is 10.  Nothing but chance decides what is
/// shown next.
public struct EchoImage: Environment {
  private static let size = 8  // pixels
  private static let length = 10  // steps
  private static let ways: [(row: Int, column: Int)] = [(0, 1), (1, 0), (1, 1), (1, -1)]

  private var way = 0
  private var row = 1  // of the middle of the bar
  private var column = 1
  private var elapsed = 0

  /// Creates an image before its first bar.
  public init() {}

  public var observationSpace: Space {
    .box(Box(shape: [1, Self.size, Self.size], in: 0...1))
  }
  public var actionSpace: Space { .discrete(Self.ways.count) }

  public mutating func reset(using random: inout RandomSource) {
    show(using: &random)
    elapsed = 0
  }

  public mutating func step(_ action: Int, using random: inout RandomSource) -> Outcome {
    let reward = action == way ? 1.0 : 0
    show(using: &random)
    elapsed += 1
    return Outcome(reward: reward, ending: elapsed == Self.length ? .terminated : nil)
  }

  private mutating func show(using random: inout RandomSource) {
    way = random.integer(below: Self.ways.count)
    row = 1 + random.integer(below: Self.size - 2)
    column = 1 + random.integer(below: Self.size - 2)
  }

  public func observe(into pixels: inout MutableSpan<Float>) {
    for place in pixels.indices { pixels[place] = 0 }
    for pixel in bar { pixels[pixel.row * Self.size + pixel.column] = 1 }
  }

  private var bar: [(row: Int, column: Int)] {
    let step = Self.ways[way]
    return (-1...1).map { (row + $0 * step.row, column + $0 * step.column) }
  }
}

extension EchoImage {
  /// The task as it is.
  public static let v0 = EnvironmentEntry(
    "EchoImage-v0", summary: "Say how a bar lies in an image: every agent that sees must learn it.",
    rewards: "1 for the way in which the bar lies; ends after 10 steps",
    source: "a check of learning, with the best return known", randomReturn: 2.5, solvedReturn: 10,
    actionNames: ["across", "down", "falling", "rising"]
  ) { EchoImage() }
}

extension EchoImage: Solvable {
  public var discount: Double { 1 }

  public func optimum() -> Optimum {
    let remaining = Double(Self.length - elapsed)
    return Optimum(
      value: remaining, expectedLength: remaining,
      actionValues: Self.ways.indices.map { $0 == way ? remaining : remaining - 1 },
      actions: [[Float(way)]])
  }
}

// MARK: - Appearance

extension EchoImage: Drawable {
  public func draw(on canvas: inout Canvas) {
    let size = Double(Self.size)
    canvas.bounds = Canvas.Bounds(x: 0...size, y: 0...size)
    canvas.add(
      .rectangle(
        origin: Canvas.Point(0, 0), width: size, height: size, fill: .muted.opacity(0.3)))
    for pixel in bar {
      canvas.add(
        .rectangle(
          origin: Canvas.Point(Double(pixel.column), size - 1 - Double(pixel.row)), width: 1,
          height: 1, fill: .orange))
    }
  }
}
