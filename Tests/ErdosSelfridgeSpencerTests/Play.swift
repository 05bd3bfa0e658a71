import ErdosSelfridgeSpencer
import ReinforcementLearning

/// Plays one game to its end; what it paid, after how many turns.
func play<World: Environment>(
  _ world: inout World, using random: inout RandomSource,
  choosing action: (World, inout RandomSource) -> World.Action
) -> (reward: Double, turns: Int) {
  world.reset(using: &random)
  var turns = 0
  while true {
    let outcome = world.step(action(world, &random), using: &random)
    turns += 1
    if outcome.ending != nil { return (outcome.reward, turns) }
  }
}

/// What a defender earns in so many games, on average.
func meanReward(
  of games: Int, _ world: DefenderGame, seed: UInt64,
  choosing action: (DefenderGame, inout RandomSource) -> Int
) -> Double {
  var random = RandomSource(seed: seed)
  var world = world
  let total = (0..<games).reduce(0) { sum, _ in
    sum + play(&world, using: &random, choosing: action).reward
  }
  return total / Double(games)
}

/// What an attacker earns in so many games, on average.
func meanReward(
  of games: Int, _ world: AttackerGame, seed: UInt64,
  choosing action: (AttackerGame, inout RandomSource) -> Int
) -> Double {
  var random = RandomSource(seed: seed)
  var world = world
  let total = (0..<games).reduce(0) { sum, _ in
    sum + play(&world, using: &random, choosing: action).reward
  }
  return total / Double(games)
}

/// The first of the best actions.
func best(_ world: some Solvable) -> Int { Int(world.optimum().actions[0][0]) }

/// One of the pairs of things that a test is about.
struct Setting: Sendable {
  var top: Int
  var potential: Double
}

func settings(_ tops: [Int], _ potentials: [Double]) -> [Setting] {
  tops.flatMap { top in potentials.map { Setting(top: top, potential: $0) } }
}
