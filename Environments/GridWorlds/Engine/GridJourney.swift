import ReinforcementLearning

/// A walk through a level that is drawn anew in every episode.
///
/// What is best in each level is not worked out: there may be too many.
struct GridJourney<Observer: GridObserver>: Environment {
  let recipe: GridRecipe
  let supply: GridSupply
  private var number: Int
  private(set) var walk: GridWalk<Observer>

  /// Creates a walk that has not begun.
  ///
  /// - Throws: ``Failure`` if the recipe cannot be followed.
  init(_ recipe: GridRecipe, supply: GridSupply) throws {
    self.recipe = recipe
    self.supply = supply
    number = supply.first
    walk = GridWalk(try recipe.level(number))
  }

  var observationSpace: Space { walk.observationSpace }
  var actionSpace: Space { walk.actionSpace }

  mutating func reset(using random: inout RandomSource) {
    let next = supply.number(using: &random)
    // A recipe that has made one level makes any, so that only the same one can be the reason.
    if next != number, let level = try? recipe.level(next) {
      number = next
      walk.world = GridWorld(level)
    }
    walk.reset(using: &random)
  }

  mutating func step(_ action: Int, using random: inout RandomSource) -> Outcome {
    walk.step(action, using: &random)
  }

  func observe(into row: inout MutableSpan<Float>) { walk.observe(into: &row) }
}

extension GridJourney: Codable {}

extension GridJourney: Drawable {
  func draw(on canvas: inout Canvas) { walk.draw(on: &canvas) }
}

/// Which levels of a recipe are met.
struct GridSupply: Codable, Hashable, Sendable {
  /// The number of the first.
  var first = 0
  /// How many there are; 0 is a new one in every episode.
  var count = 1

  /// The number of the level of the next episode.
  func number(using random: inout RandomSource) -> Int {
    switch count {
    case 0: Int(random.next() >> 1)
    case 1: first
    default: first + random.integer(below: count)
    }
  }
}
