import Foundation
import ReinforcementLearning

/// The right to write into a run; as long as one process has it, no other gets it.
///
/// The lock belongs to the open file, so that the system frees it however the process ends.
public final class RunLock {
  private let file: OpenFile

  private static let tries = 10  // whoever looks whether a run is held, holds it for an instant
  private static let pause: UInt32 = 20_000  // µs

  /// Takes the lock.
  ///
  /// - Throws: `Failure` of kind `busy` that names the process, the host and the time.
  public init(path: String) throws {
    file = try OpenFile(path, O_RDWR | O_CREAT)
    try take(path)
    let holder = "process \(getpid()) on \(Self.host) since \(Date().ISO8601Format())\n"
    try file.truncate(to: 0)
    try Array(holder.utf8).withUnsafeBytes { try file.write($0) }
  }

  private func take(_ path: String) throws {
    for attempt in 1...Self.tries {
      if flock(file.descriptor, LOCK_EX | LOCK_NB) == 0 { return }
      guard errno == EWOULDBLOCK || errno == EINTR else {
        throw SystemError.last.failure("cannot lock", path, creating: true)
      }
      if attempt < Self.tries { usleep(Self.pause) }
    }
    throw Failure(
      .busy, "the run is held by \(Self.holder(of: path) ?? "another process")", at: path,
      remedy: "wait for it, or stop it")
  }

  /// Who holds a lock now: process, host and time; nil if nobody does.
  public static func currentHolder(path: String) -> String? {
    guard let file = try? OpenFile(path, O_RDONLY) else { return nil }
    if flock(file.descriptor, LOCK_SH | LOCK_NB) == 0 { return nil }
    return holder(of: path) ?? "another process"
  }

  private static func holder(of path: String) -> String? {
    guard let file = try? OpenFile(path, O_RDONLY), let bytes = try? file.contents() else {
      return nil
    }
    let text = String(decoding: bytes.prefix(200), as: UTF8.self)
    return text.split(whereSeparator: \.isNewline).first.map(String.init)
  }

  private static var host: String {
    var name = [CChar](repeating: 0, count: 256)
    guard gethostname(&name, name.count - 1) == 0 else { return "this machine" }
    return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
