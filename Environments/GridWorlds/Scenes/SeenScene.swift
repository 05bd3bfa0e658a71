import ReinforcementLearning

/// A world of its own rules, seen by an observer of levels.
struct SeenScene<Base: GridScene, Observer: GridObserver>: EnvironmentWrapper {
  var base: Base
  private var picture: GridWorld
  private let observer: Observer

  /// Looks at a world.
  ///
  /// - Throws: ``Failure`` if its plan is no level.
  init(_ base: Base) throws {
    let level = try GridLevel.shared(base.plan, rules: GridRules())
    self.base = base
    picture = GridWorld(level)
    observer = Observer(level)
    base.arrange(&picture)
  }

  var observationSpace: Space { observer.space }

  mutating func reset(using random: inout RandomSource) {
    base.reset(using: &random)
    picture.begin(chance: &random)  // draws nothing: a plan of one start and one direction
    base.arrange(&picture)
  }

  mutating func step(_ action: Int, using random: inout RandomSource) -> Outcome {
    let outcome = base.step(action, using: &random)
    if let direction = base.direction(after: action) { picture.facing = direction.rawValue }
    base.arrange(&picture)
    return outcome
  }

  func observe(into row: inout MutableSpan<Float>) { observer.observe(picture, into: &row) }
}

extension SeenScene: FiniteMDP {}
extension SeenScene: Drawable {}
extension SeenScene: MappedMDP where Base: MappedMDP {}

/// All but where the walker looks follows from the world.
extension SeenScene: Codable {
  private enum CodingKeys: CodingKey {
    case base, facing
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(container.decode(Base.self, forKey: .base))
    picture.facing = try container.decode(Int.self, forKey: .facing)
    guard GridDirection(rawValue: picture.facing) != nil else {
      throw DecodingError.dataCorruptedError(
        forKey: .facing, in: container, debugDescription: "there are four directions")
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(base, forKey: .base)
    try container.encode(picture.facing, forKey: .facing)
  }
}
