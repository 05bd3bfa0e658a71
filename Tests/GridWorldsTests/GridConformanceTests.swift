import ReinforcementLearning
import Testing

@testable import GridWorlds

/// A grid world, seen and walked in one of the ways that may be chosen.
struct ChosenGrid: CustomTestStringConvertible, Sendable {
  let entry: EnvironmentEntry
  let options: [String: ConfigurationValue]

  var testDescription: String {
    "\(entry.id) \(options.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" })"
  }

  private static let small: [(entry: EnvironmentEntry, size: [String: ConfigurationValue])] = [
    (FourRooms.v0, [:]), (RoomWorlds.empty, ["size": .integer(5)]),
    (RoomWorlds.keyDoor, ["size": .integer(5)]),
    (RoomWorlds.multiRoom, ["rooms": .integer(2), "roomSize": .integer(4)]),
    (RoomWorlds.lightKey, [:]), (HazardWorlds.lavaGap, ["size": .integer(5)]),
    (HazardWorlds.dynamicObstacles, [:]),
    (GatheringWorlds.fruit, ["size": .integer(3), "fruits": .integer(3)]),
    (GatheringWorlds.boxPush, ["size": .integer(6)]), (FrozenLake.v1, [:]), (FrozenLake.large, [:]),
    (CliffWalking.v1, [:]), (WindyGrid.v0, [:]), (Taxi.v4, [:]), (DeepSea.v0, [:]),
  ]

  /// Those with many states take long to solve where walkers turn.
  private static let large = ["LightKey-v0", "BoxPush-v0", "DynamicObstacles-v0"]

  /// Every world, every observation and every set of actions, where there are two; large worlds with
  /// turns as they are meant to be seen.
  static let all = small.flatMap { world in
    GridObservation.allCases.flatMap { observation in
      let seen = world.size.merging(["observation": .text(observation.rawValue)]) { $1 }
      guard world.entry.parameters.contains(where: { $0.key == "actions" }) else {
        return [ChosenGrid(entry: world.entry, options: seen)]
      }
      return GridActions.allCases.filter {
        $0 == .moves || observation == .view || !large.contains(world.entry.id)
      }.map { actions in
        ChosenGrid(
          entry: world.entry,
          options: seen.merging(["actions": .text(actions.rawValue)]) { $1 })
      }
    }
  }

  /// New levels in every episode, where there are any.
  static let unending = small.filter { $0.entry.parameters.contains { $0.key == "levels" } }
    .map { world in
      ChosenGrid(
        entry: world.entry,
        options: world.size.merging([
          "levels": .integer(0), "observation": .text("view"), "slip": .number(0.1),
        ]) { $1 })
    }
}

@Suite struct `Every grid world` {
  @Test(arguments: ChosenGrid.all)
  func `keeps its promises however it is seen and walked`(_ chosen: ChosenGrid) throws {
    let entry = try chosen.entry.configured(with: chosen.options)
    #expect(entry.isSolvable)
    // An episode of random play ends by the limit at the latest.
    let limit = entry.makeBatch().timeLimit
    let conformance = EnvironmentConformance(entry, seeds: [0], steps: max(300, (limit ?? 0) + 50))
    for (rule, verdict) in conformance.verdicts() where rule != .limits || limit != nil {
      #expect(verdict == .passed, "\(rule)")
    }
  }

  @Test(arguments: ChosenGrid.unending)
  func `keeps its promises in ever new levels`(_ chosen: ChosenGrid) throws {
    let entry = try chosen.entry.configured(with: chosen.options)
    for (rule, verdict) in EnvironmentConformance(entry, seeds: [0, 1], steps: 300).verdicts()
    where rule != .optimum {
      #expect(verdict == .passed, "\(rule)")
    }
  }

  @Test func `refuses to number the states of several levels, or too many states`() {
    #expect(throws: Failure.self) {
      try RoomWorlds.keyDoor.configured(with: ["levels": .integer(2)])
    }
    #expect(throws: Failure.self) {
      try RoomWorlds.keyDoor.configured(with: ["size": .integer(25), "actions": .text("turns")])
    }
  }
}
