import CSDL2
import Foundation
import ReinforcementLearning
import Testing

@testable import Visualization

/// Whether a program can be run here.
private func isInstalled(_ name: String) -> Bool {
  let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
  return path.split(separator: ":").contains {
    FileManager.default.isExecutableFile(atPath: "\($0)/\(name)")
  }
}

private let hasFfmpeg = isInstalled("ffmpeg") && isInstalled("ffprobe")

/// What ffprobe says of a film: codec, width, height, pixel format, number of frames.
private func probe(_ path: String) throws -> String {
  let process = Process()
  let output = Pipe()
  process.executableURL = URL(filePath: "/usr/bin/env")
  process.arguments = [
    "ffprobe", "-v", "error", "-count_frames", "-select_streams", "v:0", "-show_entries",
    "stream=codec_name,width,height,pix_fmt,nb_read_frames", "-of", "csv=p=0", path,
  ]
  process.standardOutput = output
  try process.run()
  let data = output.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
}

@MainActor @Suite struct `A recording` {
  private func recorder(to path: String) throws -> Recorder {
    var recorder = try Recorder(to: path)
    recorder.size = PictureSize(width: 320, height: 241)
    recorder.framesPerSecond = 10
    return recorder
  }

  @Test func `as PNG is a picture of the size asked for`() throws {
    try withFolder { folder in
      let path = folder.appending(path: "ball.png").plainPath
      try recorder(to: path).record(try makePlayer(), of: ballSubject)
      let data = try Data(contentsOf: URL(filePath: path))
      #expect(data.prefix(8) == Data([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))
      #expect(data[16..<24] == Data([0, 0, 1, 64, 0, 0, 0, 241]))
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.plainPath).count == 1)
    }
  }

  @Test func `as PNG shows the pixels that were drawn`() throws {
    try withFolder { folder in
      let path = folder.appending(path: "picture.png").plainPath
      let picture = try Picture(width: 4, height: 3)
      picture.fill(picture.area, with: .paper)
      picture.fill(Area(x: 1, y: 2, width: 1, height: 1), with: .orange)
      try picture.save(to: path)
      let surface = try #require(IMG_Load(path))
      defer { SDL_FreeSurface(surface) }
      let read = try Picture(width: 4, height: 3)
      read.draw(surface, in: read.area, within: read.area)
      #expect(read[1, 2] == .orange && read[0, 0] == .paper && read[3, 2] == .paper)
    }
  }

  @Test func `as PNG is of the step asked for, or of the end`() throws {
    try withFolder { folder in
      for (step, expected) in [(4, 4), (nil, 10), (99, 10)] {
        var recorder = try recorder(to: folder.appending(path: "a.png").plainPath)
        recorder.step = step
        recorder.episodes = 2
        var last: Recorder.Progress?
        try recorder.record(try makePlayer(), of: ballSubject) { last = $0 }
        #expect(last == Recorder.Progress(episode: 2, step: expected, pictures: 1))
      }
    }
  }

  @Test(
    .enabled(if: hasFfmpeg),
    arguments: [("gif", "gif,320,242,bgra,40"), ("mp4", "h264,320,242,yuv420p,40")])
  func `as film has a picture for every step, and stays a second at an end`(
    ending: String, expected: String
  ) throws {
    try withFolder { folder in
      let path = folder.appending(path: "a film: \(ending).\(ending)").plainPath
      var recorder = try recorder(to: path)
      recorder.episodes = 2
      var last: Recorder.Progress?
      try recorder.record(try makePlayer(), of: ballSubject) { last = $0 }
      #expect(last == Recorder.Progress(episode: 2, step: 10, pictures: 40))
      #expect(try probe(path) == expected)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.plainPath).count == 1)
    }
  }

  @Test(.enabled(if: hasFfmpeg)) func `that fails leaves the file that was there`() throws {
    try withFolder { folder in
      let file = folder.appending(path: "kept.gif")
      try Data("before".utf8).write(to: file)
      #expect(throws: Failure.self) {
        try recorder(to: file.plainPath).record(try makePlayer(Broken()), of: ballSubject)
      }
      #expect(try Data(contentsOf: file) == Data("before".utf8))
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.plainPath).count == 1)
    }
  }

  @Test(.enabled(if: hasFfmpeg)) func `into no folder is refused with ffmpeg's words`() throws {
    let failure = #expect(throws: Failure.self) {
      try recorder(to: "/nowhere/a.mp4").record(try makePlayer(), of: ballSubject)
    }
    #expect(failure?.what.hasPrefix("ffmpeg failed: ") == true)
    #expect(failure?.what.contains("No such file") == true)
    #expect(failure?.kind == .inputOutput)
  }

  @Test func `without ffmpeg names the package`() {
    let failure = #expect(throws: Failure.self) {
      _ = try Ffmpeg(
        .gif, to: "a.gif", size: PictureSize(width: 2, height: 2), framesPerSecond: 1,
        path: "/nowhere")
    }
    #expect(failure?.kind == .missingInput)
    #expect(failure?.remedy.contains("package ffmpeg") == true)
  }

  @Test(arguments: ["film.avi", "film", "gif", "folder.gif/film", ".png/x.webm"])
  func `in another format is refused with the three there are`(path: String) {
    let failure = #expect(throws: Failure.self) { _ = try Recorder(to: path) }
    #expect(failure?.kind == .usage)
    #expect(failure?.remedy == "record as .gif, .mp4 or .png")
  }

  @Test func `of a world without a picture says so`() throws {
    try withFolder { folder in
      let path = folder.appending(path: "unseen.png").plainPath
      try recorder(to: path).record(try makePlayer(Unseen()), of: ballSubject)
      #expect(FileManager.default.fileExists(atPath: path))
    }
  }
}

@MainActor @Suite struct `A window` {
  @Test func `without a display is refused, and recording suggested`() {
    let failure = #expect(throws: Failure.self) {
      try Display.require(in: ["DISPLAY": "", "PATH": "/bin"])
    }
    #expect(failure?.kind == .usage)
    #expect(failure?.remedy.contains("--record FILE.gif") == true)
  }

  @Test(arguments: ["DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER"])
  func `with a display is not refused`(name: String) throws {
    try Display.require(in: [name: ":0"])
  }

  @Test func `that nobody would see is refused, unless it was asked for`() throws {
    for driver in ["offscreen", "dummy"] {
      let failure = #expect(throws: Failure.self) {
        try Display.require(visible: driver, in: ["DISPLAY": ":55"])
      }
      #expect(failure?.what.hasSuffix("nothing answers at :55") == true)
      try Display.require(visible: driver, in: ["SDL_VIDEODRIVER": driver])
    }
    try Display.require(visible: "x11", in: ["DISPLAY": ":55"])
  }

  @Test func `understands its keys`() {
    func event(_ key: SDL_KeyCode, isRepeated: Bool = false) -> Window.Event {
      var event = SDL_Event()
      event.type = SDL_KEYDOWN.rawValue
      event.key.keysym.sym = Int32(bitPattern: key.rawValue)
      event.key.repeat = isRepeated ? 1 : 0
      return Window.meaning(of: event)
    }
    let keys: [(SDL_KeyCode, Session.Command)] = [
      (SDLK_SPACE, .pauseOrGoOn), (SDLK_RIGHT, .stepForward), (SDLK_LEFT, .stepBack),
      (SDLK_UP, .faster), (SDLK_DOWN, .slower), (SDLK_r, .restart), (SDLK_s, .screenshot),
      (SDLK_q, .quit), (SDLK_ESCAPE, .quit),
    ]
    for (key, command) in keys { #expect(event(key) == .command(command)) }
    #expect(event(SDLK_RIGHT, isRepeated: true) == .command(.stepForward))
    #expect(event(SDLK_SPACE, isRepeated: true) == .isOther)
    #expect(event(SDLK_x) == .isOther)
  }
}
