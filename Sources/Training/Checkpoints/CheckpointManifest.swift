import Foundation
import ReinforcementLearning

/// How much of the environment a checkpoint holds, and so what resuming promises.
public enum EnvironmentGrade: String, Codable, Hashable, Sendable {
  /// Everything: the run continues bit for bit.
  case exact
  /// Nothing of the episode: it begins anew.
  case restartedEpisode = "restarted-episode"
  /// Nothing.
  case none
}

/// The second file of a checkpoint, written last: what the first must be, and every value.
///
/// The file is JSON, `{"sha256":"…","manifest":{…}}`, in which the digest is that of the bytes of
/// the manifest, so that a single flipped bit anywhere is noticed.
struct CheckpointManifest: Codable {
  /// The version of the layout.
  var format = CheckpointManifest.currentFormat
  /// The version of the program that wrote it.
  var framework: String
  /// The steps taken until then.
  var step: Int
  /// How much of the environment is inside.
  var environment: EnvironmentGrade
  /// The other file.
  var tensors: TensorFile
  /// The values of the archive, each JSON.
  var values: [String: String]

  static let currentFormat = 1

  /// What is known about the file of tensors.
  struct TensorFile: Codable {
    var file: String
    var bytes: Int
    var sha256: String
  }

}

// MARK: - Writing

extension CheckpointManifest {
  /// The bytes of the file.
  func encoded() throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let body = try encoder.encode(self)
    return Self.opening(SHA256.digest(of: body)) + body + Self.closing
  }

  private static func opening(_ digest: String) -> [UInt8] {
    Array("{\"sha256\":\"\(digest)\",\n\"manifest\":".utf8)
  }
  private static let closing = Array("}\n".utf8)
}

// MARK: - Reading

extension CheckpointManifest {
  /// Reads the bytes of a file.
  ///
  /// - Throws: ``Failure`` of kind `damagedData` that names both digests, or the version.
  init(_ bytes: [UInt8], name: String) throws {
    func damaged(_ what: String) -> Failure {
      Failure(.damagedData, what, at: name, remedy: "an older checkpoint is used if there is one")
    }
    let start = Self.opening(String(repeating: "0", count: 64)).count
    guard bytes.count > start + Self.closing.count else {
      throw damaged("cut off: only \(bytes.count) bytes")
    }
    let body = bytes[start..<bytes.count - Self.closing.count]
    let digest = SHA256.digest(of: body)
    guard bytes[..<start] == Self.opening(digest)[...], bytes[body.endIndex...] == Self.closing[...]
    else {
      let said = String(decoding: bytes[11..<75], as: UTF8.self)
      let printable = said.allSatisfy(\.isHexDigit) ? said : "an unreadable one"
      throw damaged("has digest \(digest.prefix(16))… instead of \(printable.prefix(17))…")
    }
    let decoder = JSONDecoder()
    if let version = try? decoder.decode(Version.self, from: Data(body)),
      version.format > Self.currentFormat
    {
      throw Failure(
        .damagedData, "written by version \(version.framework), in format \(version.format)",
        at: name, remedy: "use that version or a newer one")
    }
    do {
      self = try decoder.decode(Self.self, from: Data(body))
    } catch {
      throw damaged("not a manifest of format \(Self.currentFormat)")
    }
  }

  /// What every format has.
  private struct Version: Codable {
    var format: Int
    var framework: String
  }
}
