import ReinforcementLearning

/// Records what a player plays, as a film or a picture; needs no display.
public struct Recorder {
  /// How many whole episodes a film shows, and a picture comes from the end of.
  public var episodes = 1
  /// The size of the picture; a film's is rounded up to even numbers.
  public var size = PictureSize.standard
  /// How many steps a film shows in a second.
  public var framesPerSecond = 30
  /// Which step of the last episode a picture shows; its end if nil, or if it ends before.
  public var step: Int?

  private let format: Format

  /// How far a recording has come.
  public struct Progress: Hashable, Sendable {
    /// The episode that is being recorded, counted from 1.
    public var episode: Int
    /// Its step.
    public var step: Int
    /// How many pictures were made.
    public var pictures: Int
  }

  private enum Format {
    case film(Ffmpeg.Format)
    case picture
  }

  private let path: String

  /// Prepares a recording in the format that a file's extension names.
  ///
  /// - Throws: `Failure` of kind `usage` for any other than `.gif`, `.mp4` and `.png`.
  public init(to path: String) throws {
    self.path = path
    let name = path.split(separator: "/").last ?? ""
    let ending = name.split(separator: ".").dropFirst().last?.lowercased() ?? ""
    if ending == "png" {
      format = .picture
    } else if let film = Ffmpeg.Format(rawValue: ending) {
      format = .film(film)
    } else {
      throw Failure(
        .usage, ending.isEmpty ? "\(path) has no extension" : "nothing records as .\(ending)",
        remedy: "record as .gif, .mp4 or .png")
    }
  }

  /// Plays and records, from the frame that the player shows.
  ///
  /// - Parameters:
  ///   - player: What is recorded.
  ///   - subject: Who acts where.
  ///   - progress: Called after every frame.
  /// - Throws: `Failure` if the agent or the world is at fault, no font is found, ffmpeg is
  ///   missing or fails, or the file cannot be written; a file that was there is then as it was.
  public func record(
    _ player: Player, of subject: Subject, progress: (Progress) -> Void = { _ in }
  ) throws {
    switch format {
    case .picture:
      try seekStep(player)
      try Screenshot.save(player, of: subject, to: path, size: size)
      progress(
        Progress(episode: player.frame.episode, step: player.frame.step, pictures: 1))
    case .film(let format): try film(player, of: subject, as: format, progress: progress)
    }
  }

  /// Plays up to the frame that a picture shows.
  private func seekStep(_ player: Player) throws {
    let last = player.frame.episode + episodes - 1
    while player.frame.episode < last || player.frame.ending == nil {
      if player.frame.episode == last, player.frame.step == step { return }
      try player.advance()
    }
  }

  private func film(
    _ player: Player, of subject: Subject, as format: Ffmpeg.Format,
    progress: (Progress) -> Void
  ) throws {
    let size = PictureSize(width: (size.width + 1) / 2 * 2, height: (size.height + 1) / 2 * 2)
    let composer = try Composer(of: subject)
    let picture = try Picture(width: size.width, height: size.height)
    let ffmpeg = try Ffmpeg(format, to: path, size: size, framesPerSecond: framesPerSecond)
    do {
      var pictures = 0
      try forEachFrame(of: player) { frame in
        try composer.compose(player, onto: picture)
        let bytes = picture.bytes
        for _ in 0..<repetitions(of: frame) {
          try ffmpeg.append(bytes)
          pictures += 1
        }
        progress(Progress(episode: frame.episode, step: frame.step, pictures: pictures))
      }
    } catch {
      ffmpeg.cancel()
      throw error
    }
    try ffmpeg.finish()
  }

  private func forEachFrame(of player: Player, _ body: (Frame) throws -> Void) throws {
    var remaining = episodes
    while remaining > 0 {
      try body(player.frame)
      if player.frame.ending != nil { remaining -= 1 }
      if remaining > 0 { try player.advance() }
    }
  }

  /// The end of an episode stays in view for a second.
  private func repetitions(of frame: Frame) -> Int {
    frame.ending == nil ? 1 : max(1, Int(Double(framesPerSecond) * Pace.hold))
  }
}
