import Glibc

/// The program itself.
public enum Framework {
  /// Its version, as written into every run and every checkpoint.
  public static let version = "0.1.0"

  /// What tells this build from any other: the digest of the program's file.
  public static let revision: String = {
    guard let file = try? OpenFile(program, O_RDONLY), let bytes = try? file.contents() else {
      return "unknown"
    }
    return "sha256-" + SHA256.digest(of: bytes).prefix(16)
  }()

  private static var program: String {
    var path = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink("/proc/self/exe", &path, path.count - 1)
    return String(decoding: path.prefix(max(count, 0)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
