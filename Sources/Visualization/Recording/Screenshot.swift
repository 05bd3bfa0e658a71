public import ReinforcementLearning

/// Pictures as PNG files; needs no display.
public enum Screenshot {
  /// Writes the frame that a player shows, which appears under its name only when it is complete.
  ///
  /// - Throws: `Failure` if no font is found or the file cannot be written.
  public static func save(
    _ player: Player, of subject: Subject, to path: String, size: PictureSize = .standard
  ) throws {
    let picture = try Picture(width: size.width, height: size.height)
    try Composer(of: subject).compose(player, onto: picture)
    try picture.save(to: path)
  }

  /// Writes any picture, as large as fits, which appears under its name only when it is complete.
  ///
  /// - Throws: `Failure` if no font is found or the file cannot be written.
  public static func save(
    _ canvas: Canvas, to path: String, size: PictureSize = .standard
  ) throws {
    let picture = try Picture(width: size.width, height: size.height)
    try CanvasRenderer(fonts: Fonts()).draw(canvas, in: picture.area, of: picture)
    try picture.save(to: path)
  }
}
