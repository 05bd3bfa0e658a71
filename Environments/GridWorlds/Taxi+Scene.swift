import ReinforcementLearning

/// Columns lie two apart, with walls and gaps between them.  The passenger is a ball, which is carried
/// in the taxi, and the destination a goal, which a passenger who has arrived stands on.  Landmarks
/// without either are floor.
extension Taxi: GridScene {
  private static let streets = OpenGrid(rows: grid.rows, columns: 2 * grid.columns - 1)
  private static let passenger = GridCell(.ball, .blue)

  /// The number of a cell in the picture.
  private static func place(of cell: Int) -> Int {
    streets.walled(cell / grid.columns * streets.columns + cell % grid.columns * 2)
  }

  private static let landmarkPlaces = landmarks.map(place)

  var plan: GridPlan {
    var plan = Self.streets.plan(start: 0) { _ in .floor }
    for cell in Self.walls { plan[Self.place(of: cell) + 1] = .wall }
    plan[Self.landmarkPlaces[0]] = Self.passenger
    plan[Self.landmarkPlaces[1]] = GridCell(.goal)
    return plan
  }

  func direction(after action: Int) -> GridDirection? {
    action < 4 ? [.down, .up, .right, .left][action] : nil
  }

  func arrange(_ picture: inout GridWorld) {
    picture.walker = Self.place(of: situation.cell)
    for place in Self.landmarkPlaces { picture.cells[place] = .floor }
    picture.cells[Self.landmarkPlaces[situation.destination]] = GridCell(.goal)
    let isAboard = situation.passenger == 4
    if !isAboard { picture.cells[Self.landmarkPlaces[situation.passenger]] = Self.passenger }
    picture.carried = isAboard ? Self.passenger : .floor
  }
}
