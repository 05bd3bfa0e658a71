import ReinforcementLearning

/// Where a walker is, and where it looks to.
struct MazePose {
  var cell: Int
  /// 0 up, 1 right, 2 down, 3 left.
  var heading: Int
}

/// Casts one ray a column from the middle of a cell, over a field of view of 90°.
///
/// Distances are measured along the heading, so that a straight wall looks straight.  As a camera
/// stands in the middle of a cell and looks along the grid, the `n`-th border ahead is at distance
/// `n + ½`, and the `n`-th to the side at `(n + ½) / |slope|`: a ray is a walk over these borders.
///
/// Follows Amanatides and Woo, *A fast voxel traversal algorithm for ray tracing*, Eurographics 1987.
struct MazeCamera: Hashable, Sendable {
  /// How many columns a picture has.
  let width: Int
  /// How many rows a picture has.
  let height: Int
  /// Whether there is one channel, the luminance, instead of red, green and blue.
  let isGray: Bool
  /// How far each column's ray goes to the right for each cell ahead, −1…1.
  let slopes: [Float]
  let palette: MazePalette

  init(width: Int, height: Int, isGray: Bool) {
    self.width = width
    self.height = height
    self.isGray = isGray
    slopes = (0..<width).map { (2 * Float($0) + 1) / Float(width) - 1 }
    palette = MazePalette(rows: height, focus: Float(width) / 2, isGray: isGray)
  }

  var channelCount: Int { isGray ? 1 : 3 }

  /// What the ray of a column meets.
  struct Hit: Hashable, Sendable {
    /// How far ahead it is, in cells.
    var distance: Float
    /// Where on the wall or the pillar, from left to right, 0…1.
    var place: Float
    /// Whether the wall is one beside the walker rather than one ahead.
    var isBeside: Bool
    /// The cell of the wall, or of the pillar.
    var cell: Int
    /// The goal that the pillar stands for, if it is one.
    var goal: Int?
  }

  /// Follows a ray to the first wall or pillar; goals that were reached have none.
  func cast(_ slope: Float, from pose: MazePose, in world: MazeWorld) -> Hit {
    let size = world.level.recipe.size
    let ahead = Self.offset(of: pose.heading, size: size)
    let right = Self.offset(of: (pose.heading + 1) & 3, size: size)
    let side = slope < 0 ? -right : right
    let run = abs(slope)
    let sidePeriod = run > 0 ? 1 / run : .infinity  // between borders to the side
    var (nextAhead, nextSide) = (Float(0.5), sidePeriod / 2)
    var (cell, rows, columns) = (pose.cell, Float(0), Float(0))
    while true {
      let isBeside = nextSide < nextAhead
      let distance = isBeside ? nextSide : nextAhead
      if isBeside {
        cell += side
        columns += 1
        nextSide += sidePeriod
      } else {
        cell += ahead
        rows += 1
        nextAhead += 1
      }
      let mark = world.level.maze.cells[cell]
      if mark == Maze.open { continue }
      if mark == Maze.wall {
        let across = 0.5 + distance * (isBeside ? 1 : slope)
        return Hit(
          distance: distance, place: across - across.rounded(.down), isBeside: isBeside, cell: cell)
      }
      let goal = Int(mark - Maze.firstGoal)
      guard world.level.isOpen(goal, for: world.standing),
        let pillar = Self.pillar(at: SIMD2(rows, columns), along: SIMD2(1, run))
      else { continue }
      return Hit(
        distance: pillar.distance, place: pillar.place, isBeside: false, cell: cell, goal: goal)
    }
  }

  /// The radius of a pillar in the middle of its cell, in cells.
  static let pillarRadius: Float = 0.3

  /// Where a ray from the origin meets a pillar first.
  private static func pillar(
    at center: SIMD2<Float>, along ray: SIMD2<Float>
  ) -> (distance: Float, place: Float)? {
    let along = (ray * center).sum()
    let square = (ray * ray).sum()
    let room = (center * center).sum() - pillarRadius * pillarRadius
    let discriminant = along * along - square * room
    guard discriminant >= 0, along > 0 else { return nil }
    let distance = (along - discriminant.squareRoot()) / square
    let miss = (ray.x * center.y - ray.y * center.x) / square.squareRoot()
    return (distance, 0.5 - 0.5 * miss / pillarRadius)
  }

  static func offset(of heading: Int, size: Int) -> Int {
    heading & 1 == 0 ? (heading - 1) * size : 2 - heading
  }
}

extension MazeCamera: Codable {
  private enum CodingKeys: CodingKey { case width, height, isGray }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      width: try container.decode(Int.self, forKey: .width),
      height: try container.decode(Int.self, forKey: .height),
      isGray: try container.decode(Bool.self, forKey: .isGray))
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(width, forKey: .width)
    try container.encode(height, forKey: .height)
    try container.encode(isGray, forKey: .isGray)
  }
}
