internal import Foundation

/// A picture or film that is written under another name beside its target, and takes the name when it
/// is whole.
public struct PartialFile: Sendable {
  /// Where to write.
  public let path: String
  private let target: String

  /// Chooses a hidden name in the folder of the target; nothing is made yet.
  public init(for target: String) {
    let url = URL(filePath: target)
    let name = ".\(url.lastPathComponent).\(ProcessInfo.processInfo.processIdentifier).partial"
    path = url.deletingLastPathComponent().appending(path: name).path(percentEncoded: false)
    self.target = url.path(percentEncoded: false)
  }

  /// Gives the file its name, in place of any file that had it.
  ///
  /// - Throws: ``Failure`` of kind `cannotCreate` if it was not written to its end, or cannot have the
  ///   name; then nothing is left of it.
  public func complete() throws {
    guard isWhole else {
      discard()
      throw Failure(
        .cannotCreate, "the file could not be written to its end", at: target,
        remedy: "choose a folder that can be written to, on a disk with room")
    }
    guard rename(path, target) == 0 else {
      let reason = String(cString: strerror(errno))
      discard()
      throw Failure(
        .cannotCreate, "the file cannot be given its name: \(reason)", at: target,
        remedy: "choose a file in a folder that can be written to")
    }
  }

  /// Removes what was written.
  public func discard() { unlink(path) }

  /// How files of a kind end.
  private static let endings: [String: [UInt8]] = [
    "png": [0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82],  // an empty chunk IEND
    "gif": [0x3b], "svg": Array("</svg>".utf8),
  ]

  /// Whether all of it is on the disk: libraries that draw do not tell of a disk that is full.
  private var isWhole: Bool {
    let descriptor = open(path, O_RDONLY)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    let length = lseek(descriptor, 0, SEEK_END)
    guard length > 0, fsync(descriptor) == 0 else { return false }
    let kind = URL(filePath: target).pathExtension.lowercased()
    guard let ending = Self.endings[kind] else { return true }
    var last = [UInt8](repeating: 0, count: min(16, Int(length)))
    guard pread(descriptor, &last, last.count, length - off_t(last.count)) == last.count else {
      return false
    }
    while last.last == 0x0a { last.removeLast() }
    return last.suffix(ending.count).elementsEqual(ending)
  }
}
