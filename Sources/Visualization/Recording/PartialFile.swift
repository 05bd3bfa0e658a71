import Foundation
import ReinforcementLearning

/// A file that is written under another name beside its target, and takes the name when complete.
struct PartialFile {
  /// Where to write.
  let path: String
  private let target: String

  init(for target: String) {
    let url = URL(filePath: target)
    let name = ".\(url.lastPathComponent).\(ProcessInfo.processInfo.processIdentifier).partial"
    path = url.deletingLastPathComponent().appending(path: name).path(percentEncoded: false)
    self.target = url.path(percentEncoded: false)
  }

  /// Gives the file its name, in place of any file that had it.
  ///
  /// - Throws: ``Failure`` of kind `cannotCreate`.
  func complete() throws {
    guard rename(path, target) == 0 else {
      let reason = String(cString: strerror(errno))
      discard()
      throw Failure(
        .cannotCreate, "the file cannot be given its name: \(reason)", at: target,
        remedy: "choose a file in a folder that can be written to")
    }
  }

  /// Removes what was written.
  func discard() { unlink(path) }
}
