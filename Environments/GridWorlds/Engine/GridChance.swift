import ReinforcementLearning

/// Where a grid world takes its chances from.
///
/// A world that is played draws them; laws are made by running the same step through every one of
/// them, so that the two cannot disagree.
protocol GridChance {
  /// Whether something of a probability happens.
  mutating func happens(_ probability: Double) -> Bool
  /// One of so many things, each as likely as another.
  mutating func choice(among count: Int) -> Int
}

extension RandomSource: GridChance {
  @inline(__always)
  mutating func happens(_ probability: Double) -> Bool { uniform() < probability }
  @inline(__always)
  mutating func choice(among count: Int) -> Int { integer(below: count) }
}

/// Runs through every course that chance may take, one after the other.
struct EveryChance: GridChance {
  private var script: [Decision] = []
  private var place = 0
  private(set) var probability = 1.0

  private struct Decision {
    var taken: Int
    var count: Int
  }

  mutating func happens(_ probability: Double) -> Bool {
    guard probability > 0, probability < 1 else { return probability >= 1 }
    let happens = decide(among: 2) == 0
    self.probability *= happens ? probability : 1 - probability
    return happens
  }

  mutating func choice(among count: Int) -> Int {
    probability /= Double(count)
    return decide(among: count)
  }

  private mutating func decide(among count: Int) -> Int {
    if place == script.count { script.append(Decision(taken: 0, count: count)) }
    place += 1
    return script[place - 1].taken
  }

  /// Goes on to the next course; false if there is none left.
  private mutating func advance() -> Bool {
    while let last = script.last, last.taken + 1 == last.count { script.removeLast() }
    guard let last = script.indices.last else { return false }
    script[last].taken += 1
    (place, probability) = (0, 1)
    return true
  }

  /// Calls a body once for every course, with its probability.
  static func forEach<Result>(
    _ course: (inout EveryChance) -> Result, then body: (Double, Result) -> Void
  ) {
    var chance = EveryChance()
    repeat {
      let result = course(&chance)
      body(chance.probability, result)
    } while chance.advance()
  }
}
