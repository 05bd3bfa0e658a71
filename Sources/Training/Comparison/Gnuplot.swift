import Foundation
import ReinforcementLearning

/// Draws by handing a script to gnuplot; the only place where this module starts a program.
enum Gnuplot {
  /// Runs a script.
  ///
  /// - Throws: ``Failure`` of kind `cannotCreate` that names the package if gnuplot is missing, or
  ///   says what it complained of.
  static func run(_ script: String, searching path: String? = nil) throws {
    guard let program = program(in: path ?? ProcessInfo.processInfo.environment["PATH"] ?? "")
    else {
      throw Failure(
        .cannotCreate, "gnuplot, which draws the curves, is not installed",
        remedy: "install the package gnuplot-nox (apt install gnuplot-nox)")
    }
    let process = Process()
    let (input, complaints) = (Pipe(), Pipe())
    process.executableURL = URL(fileURLWithPath: program)
    process.standardInput = input
    process.standardError = complaints
    process.standardOutput = FileHandle.nullDevice
    do {
      try process.run()
      try input.fileHandleForWriting.write(contentsOf: Data(script.utf8))
      try input.fileHandleForWriting.close()
    } catch {
      throw failure("it did not start")
    }
    let text = String(
      decoding: (try? complaints.fileHandleForReading.readToEnd()) ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationReason == .exit, process.terminationStatus == 0 else {
      throw failure(
        text.split(whereSeparator: \.isNewline).last.map(String.init) ?? "no reason given")
    }
  }

  private static func failure(_ reason: String) -> Failure {
    Failure(
      .cannotCreate, "gnuplot did not draw: \(reason.trimmingCharacters(in: .whitespaces))",
      remedy: "see whether the directory can be written, and gnuplot --version works")
  }

  private static func program(in path: String) -> String? {
    path.split(separator: ":").map { "\($0)/gnuplot" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  /// A text as gnuplot reads it.
  ///
  /// Whatever could end the text or begin a command is replaced, since names come from files.
  static func quoted(_ text: String) -> String {
    let harmless = text.map { letter -> Character in
      letter.isLetter || letter.isNumber || " .,:;()[]/+-=_%<>±…²".contains(letter) ? letter : "_"
    }
    return "'\(String(harmless))'"
  }

  /// The name of a file as gnuplot reads it.
  ///
  /// - Throws: ``Failure`` of kind `cannotCreate` if gnuplot could not be told such a name.
  static func quoted(path: String) throws -> String {
    guard path.unicodeScalars.allSatisfy({ $0.value >= 32 && $0.value != 127 }) else {
      throw Failure(
        .cannotCreate, "a picture cannot be written to \(path.debugDescription)",
        remedy: "choose a name without control characters")
    }
    return "'\(path.replacingOccurrences(of: "'", with: "''"))'"
  }
}
