import ReinforcementLearning

/// A walk on a line from 0 to 9, which pays 1 at its right end, and may break one promise.
///
/// Beside the place it shows a number that chance draws at every step.
struct Line: Environment {
  var fault: Fault?
  private var place = 0
  private var shown: Float = 0
  private var elapsed = 0
  private var shared = Shared()

  enum Fault: String, Codable, CaseIterable, Sendable {
    case observationOutside, infiniteReward, noEnd, finalObservationOutside, incompleteReset
    case terminatedByLimit, lateLimit, unreachableLimit, chanceInReset, chanceInStep
    case sharedReference, forgottenState, mixedCopies, clampedActions, drawnNowhere, emptyPicture
    case exaggeratedValue, worstActionCalledBest, valueOfNoAction
  }

  /// What a value type should not have.
  final class Shared: Codable, @unchecked Sendable {
    var steps = 0
  }

  init(_ fault: Fault? = nil) { self.fault = fault }

  var observationSpace: Space { .box(Box([0...9, 0...1])) }
  var actionSpace: Space { .discrete(2) }

  mutating func reset(using random: inout RandomSource) {
    place = 3 + random.integer(below: 4)
    shown = fault == .chanceInReset ? .random(in: 0..<1) : Float(random.uniform())
    if fault != .incompleteReset { elapsed = 0 }
    if fault == .sharedReference { shared = Shared() }
  }

  mutating func step(_ action: Int, using random: inout RandomSource) -> Outcome {
    place += action == 1 ? 1 : -1
    shown = fault == .chanceInStep ? .random(in: 0..<1) : Float(random.uniform())
    elapsed += 1
    shared.steps += 1
    if fault == .noEnd { place = min(max(place, 1), 8) }
    if fault == .infiniteReward, place == 5 { return Outcome(reward: .infinity) }
    if fault == .unreachableLimit, elapsed == 5 { return Outcome(reward: 0, ending: .terminated) }
    let bonus =
      switch fault {
      case .incompleteReset, .forgottenState: elapsed.isMultiple(of: 100) ? 0.5 : 0
      case .sharedReference: shared.steps.isMultiple(of: 2) ? 0.5 : 0
      default: 0.0
      }
    let isOver = place == 0 || place == 9
    return Outcome(reward: (place == 9 ? 1 : 0) + bonus, ending: isOver ? .terminated : nil)
  }

  func observe(into row: inout MutableSpan<Float>) {
    row[0] = Float(place)
    row[1] = shown
    if fault == .observationOutside, place == 4 { row[0] = 9.5 }
    if fault == .finalObservationOutside, place == 9 { row[0] = 10 }
  }
}

extension Line {
  private enum CodingKeys: CodingKey { case fault, place, shown, elapsed }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    fault = try container.decodeIfPresent(Fault.self, forKey: .fault)
    place = try container.decode(Int.self, forKey: .place)
    shown = try container.decode(Float.self, forKey: .shown)
    elapsed = try container.decode(Int.self, forKey: .elapsed)
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encodeIfPresent(fault, forKey: .fault)
    try container.encode(fault == .forgottenState ? 5 : place, forKey: .place)
    try container.encode(shown, forKey: .shown)
    try container.encode(elapsed, forKey: .elapsed)
  }
}

extension Line: Solvable {
  var discount: Double { 0.9 }

  func optimum() -> Optimum {
    let value = Self.value(of: place)
    let actionValues = [
      place == 1 ? 0 : 0.9 * Self.value(of: place - 1),
      place == 8 ? 1 : 0.9 * Self.value(of: place + 1),
    ]
    switch fault {
    case .exaggeratedValue: return Optimum(value: value + 0.1, actions: [[1]])
    case .worstActionCalledBest:
      return Optimum(value: value, actionValues: actionValues, actions: [[0]])
    case .valueOfNoAction:
      return Optimum(value: value, actionValues: actionValues.map { $0 / 2 }, actions: [[1]])
    default: return Optimum(value: value, actionValues: actionValues, actions: [[1]])
    }
  }

  /// 0.9ⁿ⁻¹ for the `n` steps to the right end.
  private static func value(of place: Int) -> Double {
    (place..<8).reduce(1) { value, _ in value * 0.9 }
  }
}

extension Line: Drawable {
  func draw(on canvas: inout Canvas) {
    canvas.bounds = Canvas.Bounds(x: 0...9, y: -1...1)
    guard fault != .emptyPicture else { return }
    let height: Double = fault == .drawnNowhere && place == 4 ? .nan : 0
    canvas.add(.circle(center: Canvas.Point(Double(place), height), radius: 1, fill: .blue))
  }
}

/// A time limit that may be wrong.
struct WronglyLimited: EnvironmentWrapper {
  var base: Line
  private var elapsed = 0

  init(_ base: Line) { self.base = base }

  var timeLimit: Int? { 40 }

  mutating func reset(using random: inout RandomSource) {
    elapsed = 0
    base.reset(using: &random)
  }

  mutating func step(_ action: Int, using random: inout RandomSource) -> Outcome {
    var outcome = base.step(action, using: &random)
    elapsed += 1
    if elapsed >= (base.fault == .lateLimit ? 41 : 40), outcome.ending == nil {
      outcome.ending = base.fault == .terminatedByLimit ? .terminated : .truncated
    }
    return outcome
  }
}

extension WronglyLimited: Solvable, Drawable {}
