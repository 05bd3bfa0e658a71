public import ReinforcementLearning

/// Small pictures side by side, each under its name; needs no display.
public struct ContactSheet {
  /// What is shown, in the order of reading.
  public var pictures: [(name: String, canvas: Canvas)]
  /// How many stand beside one another.
  public var columns: Int
  /// The width and the height of one, in pixels.
  public var side: Int

  private static let gap = 16
  private static let nameHeight = 22

  /// Creates a sheet.
  public init(_ pictures: [(name: String, canvas: Canvas)], columns: Int = 6, side: Int = 240) {
    self.pictures = pictures
    self.columns = columns
    self.side = side
  }

  /// Writes the sheet as a PNG file, which appears under its name only when it is complete.
  ///
  /// - Throws: `Failure` if no font is found or the file cannot be written.
  public func save(to path: String) throws {
    let fonts = try Fonts()
    let renderer = CanvasRenderer(fonts: fonts)
    let rows = (pictures.count + columns - 1) / columns
    let (width, height) = (side + Self.gap, side + Self.nameHeight + Self.gap)
    let sheet = try Picture(
      width: min(columns, pictures.count) * width + Self.gap, height: rows * height + Self.gap)
    sheet.fill(sheet.area, with: Color(255, 255, 255))
    for (index, picture) in pictures.enumerated() {
      let (row, column) = index.quotientAndRemainder(dividingBy: columns)
      let corner = (x: Self.gap + column * width, y: Self.gap + row * height)
      let name = try fonts.shortened(
        picture.name, toWidth: side, height: Double(Self.nameHeight) - 4)
      if let line = try fonts.line(name, height: Double(Self.nameHeight) - 4, color: .ink) {
        let target = Area(x: corner.x, y: corner.y, width: line.width, height: line.height)
        sheet.draw(line.surface, in: target, within: sheet.area)
      }
      try renderer.draw(
        picture.canvas,
        in: Area(x: corner.x, y: corner.y + Self.nameHeight, width: side, height: side), of: sheet)
    }
    try sheet.save(to: path)
  }
}
