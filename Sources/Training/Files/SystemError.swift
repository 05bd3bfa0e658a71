import Glibc
import ReinforcementLearning

/// An error number of the operating system.
struct SystemError: Error, Hashable {
  let code: Int32

  /// The error of the call before.
  static var last: SystemError { SystemError(code: errno) }

  /// What the system says of it.
  var phrase: String { String(cString: strerror(code)) }

  /// The failure that a user reads; creating is whether an output could not be made, rather than
  /// written to.
  func failure(_ what: String, _ path: String, creating: Bool = false) -> Failure {
    Failure(
      creating && !Self.running.contains(code) ? .cannotCreate : .inputOutput,
      "\(what): \(phrase)", at: path, remedy: remedy)
  }

  /// What happens to a path which was in order when the run began.
  private static let running: Set<Int32> = [ENOSPC, EDQUOT, EIO, EFBIG, ENOENT, EMFILE, ENFILE]

  private var remedy: String {
    switch code {
    case ENOSPC, EDQUOT: "free some space on the disk, then resume"
    case EFBIG: "raise the limit on the size of files (ulimit -f), then resume"
    case EACCES, EPERM, EROFS: "make it writable, or choose another directory with --runs"
    case ELOOP: "it is a symbolic link, which is not followed inside a run: replace it"
    case ENOTDIR, EEXIST: "a file stands where a directory should: remove it, or choose another"
    case ENAMETOOLONG: "choose a shorter name"
    case ENOENT: "it is gone: restore it, or start anew"
    default: "check the disk, then resume"
    }
  }
}
