/// A picture of the frame that a player shows, as a PNG file; needs no display.
public enum Screenshot {
  /// Writes the picture, which appears under its name only when it is complete.
  ///
  /// - Throws: ``Failure`` if no font is found or the file cannot be written.
  public static func save(
    _ player: Player, of subject: Subject, to path: String, size: PictureSize = .standard
  ) throws {
    let picture = try Picture(width: size.width, height: size.height)
    try Composer(of: subject).compose(player, onto: picture)
    try picture.save(to: path)
  }
}
