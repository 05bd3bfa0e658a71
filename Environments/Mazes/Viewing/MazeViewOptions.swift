import ReinforcementLearning

/// What may be chosen about mazes seen by the walker.
struct MazeViewOptions: MazeOptions {
  var size = 11
  var generator = MazeGenerator.backtracker
  var braid = 0.0
  var loops = 0
  var ends = MazeEnds.farthest
  var mazes = 1
  var firstMaze = 0
  var task = MazeTask.goal
  var width = 32
  var height = 24
  var colors = MazeColors.rgb

  static let parameters =
    mazeParameters + [
      ParameterDescription(
        "task", "what there is to do", choices: MazeTask.allCases.map(\.rawValue)),
      ParameterDescription("width", "how many columns a picture has", in: 32...160),
      ParameterDescription("height", "how many rows a picture has", in: 24...120),
      ParameterDescription(
        "colors", "three channels or one", choices: MazeColors.allCases.map(\.rawValue)),
    ]

  func validate() throws { try recipe.validate() }

  /// The view that was chosen, of at most four actions a cell.
  var view: TimeLimited<MazeView> {
    let camera = MazeCamera(width: width, height: height, isGray: colors == .gray)
    return TimeLimited(MazeView(world, through: camera), steps: 4 * size * size)
  }
}

/// Which channels a picture has.
enum MazeColors: String, CaseIterable, Codable, Sendable {
  case rgb, gray
}
