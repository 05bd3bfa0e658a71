import ReinforcementLearning

/// What each character of a drawn level stands for.
enum GridSymbols {
  /// Where an episode may begin.
  static let starts: [Character: GridDirection] = [
    "A": .right, "^": .up, ">": .right, "v": .down, "<": .left,
  ]

  /// What lies in a cell.
  static let cells: [Character: GridCell] = {
    var cells: [Character: GridCell] = [
      "#": .wall, " ": .floor, ".": .floor, "*": GridCell(.goal), "~": GridCell(.lava),
      "+": GridCell(.closedDoor, .grey), "/": GridCell(.openDoor, .grey),
      "o": GridCell(.ball, .blue), "O": GridCell(.obstacle, .blue), "0": GridCell(.emptyBox, .grey),
      "f": GridCell(.fruit), "x": GridCell(.crate), "_": GridCell(.pad),
      "X": GridCell(.crateOnPad), "l": GridCell(.lightOff), "L": GridCell(.lightOn),
      "!": GridCell(.doorSwitch, .grey),
    ]
    let tints: [(Character, Character, GridCell.Tint)] = [
      ("r", "R", .red), ("g", "G", .green), ("b", "B", .blue), ("p", "P", .purple),
      ("y", "Y", .yellow), ("e", "E", .grey),
    ]
    for (number, (key, door, tint)) in tints.enumerated() {
      cells[key] = GridCell(.key, tint)
      cells[door] = GridCell(.lockedDoor, tint)
      cells[Character("\(number + 1)")] = GridCell(.keyBox, tint)
    }
    return cells
  }()
}
