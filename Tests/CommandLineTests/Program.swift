import Foundation
import Testing

/// The program under test, run as a user would run it.
enum Program {
  /// Where the build put it: beside the tests.
  static let path = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    .appending(path: "apus").path

  /// What a run of the program left.
  struct Result {
    var status: Int32
    var output: String
    var error: String

    var lines: [Substring] { output.split(separator: "\n") }
  }

  /// Runs the program to its end.
  static func run(
    _ arguments: String..., in folder: URL? = nil, environment: [String: String] = [:]
  ) throws -> Result {
    let process = try start(arguments, in: folder, environment: environment)
    return process.wait()
  }

  /// The ids of the environments that the program knows.
  static func environments() throws -> [String] {
    try run("list", "environments", "--json").output
      .matches(of: #/"id":"([^"]+)"/#).map { String($0.output.1) }
  }

  /// Starts the program.
  static func start(
    _ arguments: [String], in folder: URL? = nil, environment: [String: String] = [:]
  ) throws -> Running {
    let process = Process()
    process.executableURL = URL(filePath: path)
    process.arguments = arguments
    if let folder { process.currentDirectoryURL = folder }
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let running = Running(process)
    try process.run()
    return running
  }

  /// A running program, its output kept in files so that no pipe fills up.
  final class Running {
    let process: Process
    private let files: (output: URL, error: URL)

    init(_ process: Process) {
      self.process = process
      let folder = FileManager.default.temporaryDirectory
      files = (
        folder.appending(path: UUID().uuidString), folder.appending(path: UUID().uuidString)
      )
      for file in [files.output, files.error] {
        _ = FileManager.default.createFile(atPath: file.path, contents: nil)
      }
      process.standardOutput = FileHandle(forWritingAtPath: files.output.path)
      process.standardError = FileHandle(forWritingAtPath: files.error.path)
      process.standardInput = FileHandle.nullDevice
    }

    func wait() -> Result {
      process.waitUntilExit()
      func text(_ file: URL) -> String {
        defer { try? FileManager.default.removeItem(at: file) }
        return (try? String(contentsOf: file, encoding: .utf8)) ?? ""
      }
      // A process that a signal ended has the status that a shell shows.
      let status = process.terminationStatus
      return Result(
        status: process.terminationReason == .uncaughtSignal ? 128 + status : status,
        output: text(files.output), error: text(files.error))
    }
  }
}

/// A folder that is removed when it is no longer held.
final class TemporaryFolder {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "apus-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func path(_ relative: String) -> String { url.appending(path: relative).path }
}

/// A CSV without the columns that the clock fills.
func withoutClock(_ path: String) throws -> [[Substring]] {
  let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
  let table = lines.map { $0.split(separator: ",", omittingEmptySubsequences: false) }
  let clocks: Set<Substring> = ["wall_seconds", "steps_per_second", "updates_per_second"]
  let kept = try #require(table.first).indices.filter { !clocks.contains(table[0][$0]) }
  return table.map { row in kept.filter { $0 < row.count }.map { row[$0] } }
}
