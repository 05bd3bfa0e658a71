import ReinforcementLearning

/// The colours of a first-person picture; the parts are red, green and blue, or thrice the luminance.
struct MazePalette: Hashable, Sendable {
  typealias Tone = SIMD4<Float>

  /// How bright each texel of a wall is, column by column, [16, 16]: bricks, alike when mirrored.
  let bricks: [Float]
  /// The colours of walls, of which each cell has one: landmarks.
  let walls: [Tone]
  /// The colours of the goals: one alone is green, of two the first is yellow and the second blue.
  let goals: [Tone]
  let ceiling: Tone
  /// The colour of the floor in each row of the picture, darker with distance.
  let floors: [Tone]

  static let texels = 16

  /// - Parameters:
  ///   - rows: How many rows the picture has.
  ///   - focus: How many pixels high something of height 1 is at distance 1.
  ///   - isGray: Whether only luminance is kept.
  init(rows: Int, focus: Float, isGray: Bool) {
    func tone(_ red: Float, _ green: Float, _ blue: Float) -> Tone {
      let color = Tone(red, green, blue, 0) / 255
      return isGray ? Tone(repeating: (color * Tone(0.299, 0.587, 0.114, 0)).sum()) : color
    }
    bricks = (0..<Self.texels).flatMap { column in
      (0..<Self.texels).map { row in
        let isEven = (row / 4).isMultiple(of: 2)
        let joints = isEven ? [0, 15] : [7, 8]
        return row % 4 == 3 || joints.contains(column) ? 0.62 : isEven ? 1 : 0.92
      }
    }
    walls = [tone(206, 198, 184), tone(150, 178, 206), tone(216, 170, 128), tone(190, 160, 190)]
    goals = [tone(240, 228, 66), tone(0, 114, 178), tone(0, 158, 115)]
    ceiling = tone(196, 206, 220)
    let floor = tone(118, 112, 104)
    floors = (0..<rows).map { row in
      let below = Float(row) + 0.5 - Float(rows) / 2
      return below > 0 ? floor * Self.brightness(at: focus / 2 / below) : floor
    }
  }

  /// How bright something looks at a distance, in cells.
  static func brightness(at distance: Float) -> Float { 1 / (1 + 0.08 * distance) }

  /// The colour of a goal.
  func goal(_ goal: Int, of task: MazeTask) -> Tone { task == .indicator ? goals[goal] : goals[2] }

  /// The colour of the bricks of a cell, in any order that shows no pattern.
  func wall(_ cell: Int) -> Tone {
    walls[Int((UInt32(truncatingIfNeeded: cell) &* 0x9e37_79b1) >> 30)]
  }
}
