import Foundation
import ReinforcementLearning

/// A run of the program ffmpeg, which makes a film of the pictures that it is handed.
final class Ffmpeg {
  private let process = Process()
  private let input = Pipe()
  private let messages: URL
  private let partial: PartialFile
  private let target: String

  /// The kinds of film.
  enum Format: String {
    case gif
    case mp4
  }

  /// How many pictures of a GIF its 256 colours are taken from; the whole film would have to be
  /// kept in memory.
  private static let sampledPictures = 100

  /// Starts a film of pictures of an even width and height.
  ///
  /// - Throws: ``Failure`` of kind `missingInput` if ffmpeg is not installed, of kind `cannotCreate`
  ///   if it does not start.
  init(
    _ format: Format, to target: String, size: PictureSize, framesPerSecond: Int,
    path: String = ProcessInfo.processInfo.environment["PATH"] ?? ""
  ) throws {
    self.target = target
    partial = PartialFile(for: target)
    messages = FileManager.default.temporaryDirectory.appending(
      path: "apus-ffmpeg-\(UUID().uuidString).txt")
    process.executableURL = try Self.program(among: path)
    process.arguments =
      ["-hide_banner", "-loglevel", "error", "-nostdin", "-y"]
      + ["-f", "rawvideo", "-pix_fmt", "bgra", "-s", "\(size.width)x\(size.height)"]
      + ["-r", "\(framesPerSecond)", "-i", "pipe:0"] + Self.options(format)
      + ["-f", format.rawValue, "file:" + partial.path]
    process.standardInput = input
    process.standardOutput = FileHandle.nullDevice
    signal(SIGPIPE, SIG_IGN)  // a film that ends early is noticed by the write that fails
    do {
      try Data().write(to: messages)
      process.standardError = try FileHandle(forWritingTo: messages)
      try process.run()
    } catch {
      try? FileManager.default.removeItem(at: messages)
      throw Failure(
        .cannotCreate, "ffmpeg cannot be started: \(error.localizedDescription)",
        remedy: "install the package ffmpeg")
    }
  }

  private static func program(among path: String) throws -> URL {
    let candidates = path.split(separator: ":").map { "\($0)/ffmpeg" }
    guard let found = candidates.first(where: FileManager.default.isExecutableFile) else {
      throw Failure(
        .missingInput, "ffmpeg, which makes films, was not found",
        remedy: "install the package ffmpeg, or record a picture: --record FILE.png")
    }
    return URL(filePath: found)
  }

  private static func options(_ format: Format) -> [String] {
    switch format {
    case .gif:
      let graph =
        "split[film][sample];[sample]trim=end_frame=\(sampledPictures),palettegen[palette];"
        + "[film][palette]paletteuse=dither=none:diff_mode=rectangle"
      return ["-filter_complex", graph]
    case .mp4:
      return [
        "-c:v", "libx264", "-preset", "veryfast", "-crf", "18", "-pix_fmt", "yuv420p",
        "-movflags", "+faststart",
      ]
    }
  }

  /// Appends a picture.
  ///
  /// - Throws: ``Failure`` of kind `inputOutput` with ffmpeg's last words.
  func append(_ bytes: Data) throws {
    do {
      try input.fileHandleForWriting.write(contentsOf: bytes)
    } catch {
      throw stopped()
    }
  }

  /// Completes the film, which now appears under its name.
  ///
  /// - Throws: ``Failure`` of kind `inputOutput` with ffmpeg's last words, or `cannotCreate`.
  func finish() throws {
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw stopped() }
    try? FileManager.default.removeItem(at: messages)
    try partial.complete()
  }

  /// Gives the film up and leaves nothing behind.
  func cancel() {
    if process.isRunning { process.terminate() }
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
    try? FileManager.default.removeItem(at: messages)
    partial.discard()
  }

  /// The failure of a run that ended early, with its last line.
  private func stopped() -> Failure {
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
    let text = (try? String(contentsOf: messages, encoding: .utf8)) ?? ""
    let last = text.split(whereSeparator: \.isNewline).last.map(String.init)
    cancel()
    return Failure(
      .inputOutput, "ffmpeg failed: \(last ?? "status \(process.terminationStatus)")", at: target,
      remedy: "check that the folder exists and the disk has room")
  }
}
