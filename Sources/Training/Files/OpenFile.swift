import Glibc
import ReinforcementLearning

/// An open file, closed when it goes out of scope.
///
/// Every return value of the system is looked at, symbolic links are refused, and nobody is waited for
/// at the other end of a pipe: a run directory may come from anywhere.
struct OpenFile: ~Copyable {
  let descriptor: Int32
  /// What messages call it.
  let path: String

  private static let chunk = 4 << 20  // bytes a call

  init(descriptor: Int32, path: String) {
    self.descriptor = descriptor
    self.path = path
  }

  init(_ path: String, _ flags: Int32) throws {
    let descriptor = open(path, flags | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0o644)
    guard descriptor >= 0 else {
      throw SystemError.last.failure("cannot open", path, creating: flags & O_CREAT != 0)
    }
    self.init(descriptor: descriptor, path: path)
  }

  deinit { close(descriptor) }

  // MARK: - Reading

  /// How many bytes the file has.
  var size: Int {
    get throws {
      var information = stat()
      guard fstat(descriptor, &information) == 0 else {
        throw SystemError.last.failure("cannot examine", path)
      }
      guard information.st_mode & S_IFMT == S_IFREG else {
        throw Failure(
          .damagedData, "not an ordinary file", at: path, remedy: "remove it, or restore the run")
      }
      return Int(information.st_size)
    }
  }

  /// The whole content.
  ///
  /// It is read rather than mapped, so that a file which changes meanwhile cannot stop the process.
  func contents() throws -> [UInt8] {
    let size = try size
    return try [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      while count < size {
        let wanted = min(Self.chunk, size - count)
        let got = pread(
          descriptor, buffer.baseAddress.map { $0 + count }, wanted, off_t(count))
        if got < 0, errno == EINTR { continue }
        guard got >= 0 else { throw SystemError.last.failure("cannot read", path) }
        if got == 0 { return }
        count += got
      }
    }
  }

  // MARK: - Writing

  /// Writes all bytes, in one call where they fit into one.
  func write(_ bytes: UnsafeRawBufferPointer) throws {
    var rest = bytes
    while !rest.isEmpty {
      let count = Glibc.write(descriptor, rest.baseAddress, min(Self.chunk, rest.count))
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw SystemError.last.failure("cannot write", path) }
      rest = UnsafeRawBufferPointer(rebasing: rest[count...])
    }
  }

  /// Waits until everything written has reached the disk.
  func synchronize() throws {
    guard fsync(descriptor) == 0 else { throw SystemError.last.failure("cannot write", path) }
  }

  /// Cuts the file off behind so many bytes.
  func truncate(to length: Int) throws {
    guard ftruncate(descriptor, off_t(length)) == 0 else {
      throw SystemError.last.failure("cannot shorten", path)
    }
  }
}
