import ReinforcementLearning

extension MazeCamera {
  /// Paints what is seen, `[channels, height, width]`.
  ///
  /// Over a start whose indicator is seen, the ceiling has the colour of the goal that pays.
  func paint(_ world: MazeWorld, from pose: MazePose, into picture: inout MutableSpan<Float>) {
    let task = world.level.recipe.task
    let ceiling =
      world.level.indicated(to: world.standing).map { palette.goal($0, of: task) }
      ?? palette.ceiling
    for column in 0..<width {
      let hit = cast(slopes[column], from: pose, in: world)
      let tone = tone(of: hit, heading: pose.heading, task: task)
      paint(column, hit, tone, ceiling: ceiling, into: &picture)
    }
  }

  /// The colour of a wall or a pillar, less bright far away and where it faces left or right of the
  /// map.
  func tone(of hit: Hit, heading: Int, task: MazeTask) -> MazePalette.Tone {
    let brightness = MazePalette.brightness(at: hit.distance)
    if let goal = hit.goal {
      let roundness = 1 - abs(2 * hit.place - 1)
      return palette.goal(goal, of: task) * (brightness * (0.6 + 0.4 * roundness))
    }
    let facesAside = hit.isBeside == (heading & 1 == 0)
    return palette.wall(hit.cell) * (facesAside ? 0.75 * brightness : brightness)
  }

  /// Paints one column: the ceiling, the wall or the pillar, the floor.
  func paint(
    _ column: Int, _ hit: Hit, _ tone: MazePalette.Tone, ceiling: MazePalette.Tone,
    into picture: inout MutableSpan<Float>
  ) {
    let focus = Float(width) / 2
    let (middle, wall) = (Float(height) / 2, focus / hit.distance)  // pixels
    let top = middle - wall / 2
    let first = Int(max(0, (top - 0.5).rounded(.up)))
    let end = min(height, Int((middle + wall / 2 - 0.5).rounded(.up)))
    let area = width * height
    var place = column
    func put(_ tone: MazePalette.Tone) {
      picture[place] = tone.x
      if !isGray {
        picture[place + area] = tone.y
        picture[place + 2 * area] = tone.z
      }
      place += width
    }
    for _ in 0..<first { put(ceiling) }
    let isPillar = hit.goal != nil
    let texels = min(Int(hit.place * Float(MazePalette.texels)), MazePalette.texels - 1)
    let scale = Float(MazePalette.texels) / wall
    for row in first..<end {
      let texel = min(Int((Float(row) + 0.5 - top) * scale), MazePalette.texels - 1)
      let light = isPillar ? 1 : palette.bricks[texels * MazePalette.texels + texel]
      put(tone * light)
    }
    for row in end..<height { put(palette.floors[row]) }
  }
}
