internal import Foundation
internal import Synchronization
internal import Training

/// What reaches the terminal.
enum Console {
  /// Whether standard output is a terminal.
  static let isTerminal = isatty(STDOUT_FILENO) == 1
  /// Whether colours are wanted: on a terminal, unless `NO_COLOR` is set.
  static let isColored =
    isTerminal && ProcessInfo.processInfo.environment["NO_COLOR"] == nil
    && ProcessInfo.processInfo.environment["TERM"] != "dumb"

  /// How many columns the terminal has.
  static var columns: Int {
    var size = winsize()
    guard isTerminal, ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
      return 100
    }
    return Int(size.ws_col)
  }

  /// Why standard output took no more, nil while it does; a reader that went away is no reason.
  static var refusal: String? {
    refusedWith.withLock { $0 == 0 ? nil : String(cString: strerror($0)) }
  }
  private static let refusedWith = Mutex<Int32>(0)

  /// Prints a line; a reader that went away is no error.
  static func print(_ line: String = "") { write(line + "\n", to: STDOUT_FILENO) }

  /// Prints without ending the line.
  static func printPart(_ text: String) { write(text, to: STDOUT_FILENO) }

  /// Prints an error as one line.
  static func printError(_ message: String) {
    write("error: \(message.split(separator: "\n").joined(separator: " "))\n", to: STDERR_FILENO)
  }

  /// Prints a warning as one line.
  static func printWarning(_ message: String) {
    write("warning: \(message)\n", to: STDERR_FILENO)
  }

  /// Prints a value as one line of JSON.
  static func printJSON(_ value: some Encodable) throws { print(try ProgramJSON.text(value)) }

  private static func write(_ text: String, to descriptor: Int32) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let written = bytes.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      guard written > 0 || errno == EINTR || errno == EAGAIN else {
        let reason = errno
        if descriptor == STDOUT_FILENO, reason != EPIPE { refusedWith.withLock { $0 = reason } }
        return
      }
      bytes = bytes.dropFirst(max(written, 0))
    }
  }
}

extension String {
  /// The text in a colour, where colours are wanted.
  func colored(_ color: TerminalColor) -> String {
    Console.isColored ? "\u{1B}[\(color.rawValue)m\(self)\u{1B}[0m" : self
  }

  /// The text with spaces after it up to a width.
  func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }

  /// The text with spaces before it up to a width.
  func indented(to width: Int) -> String {
    String(repeating: " ", count: max(0, width - count)) + self
  }
}

/// Colours that a terminal of any background shows.
enum TerminalColor: String {
  case bold = "1"
  case faint = "2"
  case red = "31"
  case green = "32"
  case yellow = "33"
  case blue = "34"
  case cyan = "36"
}
