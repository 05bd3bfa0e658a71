import Glibc
import ReinforcementLearning

extension Folder {
  /// What a file that is being written is called until it is whole.
  static let unfinishedPrefix = ".unfinished-"

  /// Writes a file so that it is seen whole or not at all, even after a power cut: under another
  /// name in the same directory, to the disk, then renamed, then the directory to the disk.
  ///
  /// - Parameters:
  ///   - size: How many bytes it will have, for the message if the disk is full.
  ///   - content: Writes the content, and says what the file is to be called.
  /// - Throws: ``Failure`` of kind `inputOutput` or `cannotCreate`; what was there is untouched.
  func replace(size: Int, content: (borrowing OpenFile) throws -> String) throws {
    let unfinished = Self.unfinishedPrefix + "\(getpid())-\(UInt32.random(in: 0...UInt32.max))"
    do {
      let name = try write(to: unfinished, content: content)
      try rename(unfinished, to: name)
      try synchronize()
    } catch let failure as Failure {
      try? remove(unfinished)
      throw lackingSpace(for: size, failure)
    }
  }

  /// Replaces a file by some bytes.
  func replace(_ name: String, with bytes: [UInt8]) throws {
    try replace(size: bytes.count) { file in
      try bytes.withUnsafeBytes { try file.write($0) }
      return name
    }
  }

  private func write(
    to unfinished: String, content: (borrowing OpenFile) throws -> String
  ) throws -> String {
    let file = try open(unfinished, O_WRONLY | O_CREAT | O_EXCL)
    let name = try content(file)
    try file.synchronize()
    return name
  }

  /// Says how much space is needed and how much there is, if that was the reason.
  private func lackingSpace(for size: Int, _ failure: Failure) -> Failure {
    let full = SystemError(code: ENOSPC).phrase
    let quota = SystemError(code: EDQUOT).phrase
    guard failure.what.hasSuffix(full) || failure.what.hasSuffix(quota) else { return failure }
    var failure = failure
    failure.what = "\(full): \(size) bytes needed, \(freeBytes) free"
    failure.location = path
    return failure
  }

  /// Removes what a killed process left half written.
  ///
  /// - Precondition: no other process writes here; the caller holds the lock of the run.
  func removeUnfinished() throws {
    for name in try names() where name.hasPrefix(Self.unfinishedPrefix) { try remove(name) }
  }
}
