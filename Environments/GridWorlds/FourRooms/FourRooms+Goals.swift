internal import ReinforcementLearning

/// The four doorways, each with the shortest ways to it through the two rooms that it joins.
///
/// They are the options of Sutton, Precup and Singh, 1999: from a room and from its other doorway,
/// its two doorways can be walked to.
extension FourRooms {
  private static let doorways = [25, 51, 62, 88]

  static let goals: GoalProvider = {
    let guides = doorways.map { guide(to: $0) }
    return GoalProvider(
      ofStates: ["upper doorway", "left doorway", "right doorway", "lower doorway"],
      guide: { goal, state in guides[goal][state] }
    ) { goal, state in doorways[goal] == state }
  }()

  /// The first step of a shortest way from each cell; none from cells behind another doorway.
  private static func guide(to doorway: Int) -> [Int?] {
    var guide = [Int?](repeating: nil, count: map.places.count)
    var queue = [doorway]
    var place = 0
    while place < queue.count {
      let cell = queue[place]
      place += 1
      guard cell == doorway || !doorways.contains(cell) else { continue }
      for direction in GridDirection.allCases {
        let before = map.cell(from: cell, direction.opposite)
        guard before != cell, before != doorway, guide[before] == nil else { continue }
        guide[before] = direction.rawValue
        queue.append(before)
      }
    }
    return guide
  }
}
