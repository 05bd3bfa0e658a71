import Glibc
import ReinforcementLearning

/// An open directory; what lies in it is reached through it, and not through a path that may have
/// been replaced by a link meanwhile.
struct Folder: ~Copyable {
  let descriptor: Int32
  let path: String

  /// Opens a directory, and makes it first if it is missing and asked for; its parent must exist.
  init(_ path: String, creating: Bool = false) throws {
    if creating, mkdir(path, 0o755) != 0, errno != EEXIST {
      throw SystemError.last.failure("cannot create", path, creating: true)
    }
    let opened = Glibc.open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard opened >= 0 else {
      throw SystemError.last.failure("cannot open", path, creating: creating)
    }
    self.init(descriptor: opened, path: path)
  }

  private init(descriptor: Int32, path: String) {
    self.descriptor = descriptor
    self.path = path
  }

  deinit { close(descriptor) }

  /// Opens a file in the directory, which is not a link.
  func open(_ name: String, _ flags: Int32) throws -> OpenFile {
    let file = openat(descriptor, name, flags | O_NOFOLLOW | O_CLOEXEC, 0o644)
    guard file >= 0 else {
      throw SystemError.last.failure(
        "cannot open", "\(path)/\(name)", creating: flags & O_CREAT != 0)
    }
    return OpenFile(descriptor: file, path: "\(path)/\(name)")
  }

  /// Gives a file another name, replacing what had it.
  func rename(_ old: String, to new: String) throws {
    guard renameat(descriptor, old, descriptor, new) == 0 else {
      throw SystemError.last.failure("cannot rename \(old)", "\(path)/\(new)")
    }
  }

  /// Removes a file; one that is not there is as good as removed.
  func remove(_ name: String) throws {
    guard unlinkat(descriptor, name, 0) == 0 || errno == ENOENT else {
      throw SystemError.last.failure("cannot remove", "\(path)/\(name)")
    }
  }

  /// Waits until the names in the directory have reached the disk.
  func synchronize() throws {
    guard fsync(descriptor) == 0 else { throw SystemError.last.failure("cannot write", path) }
  }

  /// The names in the directory, sorted.
  func names() throws -> [String] { try Self.names(in: path) }

  /// How many bytes are free for this process on the disk of the directory.
  var freeBytes: Int {
    var information = statvfs()
    guard fstatvfs(descriptor, &information) == 0 else { return 0 }
    return Int(clamping: UInt64(information.f_bavail) * UInt64(information.f_frsize))
  }

  /// The names in a directory, sorted.
  static func names(in path: String) throws -> [String] {
    guard let stream = opendir(path) else { throw SystemError.last.failure("cannot list", path) }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }
}
