import ReinforcementLearning
import Testing

@testable import GridWorlds

@Suite struct `The goals of grid worlds` {
  /// Two rooms have 40 to 55 cells, and a doorway is known from all of them and their others.
  @Test func `are the doorways of the four rooms, with ways that lead there`() throws {
    let goals = try #require(FourRooms.v0.goals).goals
    #expect(goals.count == 4)
    let rooms = FourRooms()
    for goal in goals {
      let known = (0..<104).filter { goal.action(in: [Float($0)]) != nil }
      #expect((40...60).contains(known.count))
      for start in known {
        var (cell, steps) = (start, 0)
        while steps < 15, !goal.isReached(in: [Float(cell)]) {
          guard let action = goal.action(in: [Float(cell)]) else { break }
          // The world's own goal is a doorway, behind which it tells no law.
          cell = rooms.transitions(from: cell, action: action)[0].next
          steps += 1
        }
        #expect(goal.isReached(in: [Float(cell)]) || cell == 62, "\(goal.name) from \(start)")
      }
      #expect((0..<104).filter { goal.isReached(in: [Float($0)]) }.count == 1)
    }
  }

  @Test(arguments: ["moves", "turns"], ["index", "coordinates"])
  func `are a key, a door and a goal behind it`(actions: String, observation: String) throws {
    let keyDoor = try RoomWorlds.keyDoor.configured(with: [
      "actions": .text(actions), "observation": .text(observation),
    ])
    let provider = try #require(keyDoor.goals)
    #expect(Set(provider.goals.map(\.name)) == ["key", "door", "goal"])
    #expect(keyDoor.setting.hasGoals)
    let batch = keyDoor.makeBatch(isSolving: true)
    try batch.reset(seed: 0)
    var reached: [String] = []
    for _ in 0..<100 {
      let action = try #require(batch.optimum(of: 0)?.actions.first)
      try batch.step(Rows(action))
      let row = batch.endings[0] == nil ? batch.observations[0] : batch.finalObservations[0]
      for goal in provider.goals where goal.isReached(in: row) && !reached.contains(goal.name) {
        reached.append(goal.name)
      }
      if batch.endings[0] != nil { break }
    }
    #expect(reached == ["key", "door", "goal"])
  }

  @Test func `are none where nothing is on the way, and where no place is told of`() throws {
    #expect(!RoomWorlds.empty.setting.hasGoals)
    let pictured = try RoomWorlds.keyDoor.configured(with: ["observation": .text("pixels")])
    #expect(!pictured.setting.hasGoals)
  }

  @Test func `are shown one-hot`() throws {
    let goals = try #require(Taxi.v4.goals).goals
    #expect(goals[1].row == [0, 1, 0, 0, 0])
    #expect(goals[4].isReached(in: [16]))  // cell 0, passenger 4, destination 0
    #expect(goals[0].isReached(in: [16]))
    #expect(!goals[1].isReached(in: [16]))
  }
}
