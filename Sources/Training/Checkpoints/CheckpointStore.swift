import Glibc
public import ReinforcementLearning

/// The checkpoints of one run, each a file of tensors and a manifest.
///
/// A checkpoint is seen whole or not at all: both files are written under another name, forced to
/// the disk and renamed, the manifest last; only then is the oldest removed.  The name of a file of
/// tensors ends in its digest, so that a checkpoint written twice for one step never mixes.
public struct CheckpointStore: Sendable {
  /// The directory, which need not exist before the first is written.
  public let directory: String
  /// How many are kept besides the best.
  public let kept: Int
  /// The version that is noted in the manifest.
  public let framework: String

  /// Looks at a directory; nothing is read or made yet.
  public init(directory: String, kept: Int = 3, framework: String = Framework.version) {
    self.directory = directory
    self.kept = max(kept, 2)
    self.framework = framework
  }

  // MARK: - Writing

  /// Makes the directory, removes what a killed process left unfinished, and sets aside whatever
  /// is newer than the step from which the run goes on.
  ///
  /// - Precondition: the caller holds the lock of the run.
  /// - Throws: `Failure` of kind `cannotCreate` or `inputOutput`.
  public func prepare(resumingFrom step: Int? = nil) throws {
    let folder = try Folder(directory, creating: true)
    try folder.removeUnfinished()
    let names = try folder.names()
    for name in names.compactMap(CheckpointName.init) where name.step > step ?? .max {
      try folder.rename(name.text, to: "set-aside-\(name.text)")
    }
    try removeOrphans(in: folder)
  }

  /// Writes a checkpoint, and removes the oldest beyond those kept.
  ///
  /// - Throws: `Failure` of kind `inputOutput`, with the bytes needed and free if the disk is
  ///   full, or `cannotCreate`; the checkpoints before are untouched.
  public func write(
    _ archive: Archive, step: Int, isBest: Bool = false, environment: EnvironmentGrade = .exact
  ) throws {
    let folder = try Folder(directory, creating: true)
    let tensors = try writeTensors(archive.arrays, step: step, in: folder)
    let manifest = try CheckpointManifest(
      framework: framework, step: step, environment: environment, tensors: tensors,
      values: archive.values
    ).encoded()
    try folder.replace(CheckpointName(.regular, step: step).text, with: manifest)
    if isBest { try folder.replace(CheckpointName(.best, step: step).text, with: manifest) }
    try removeOldest(in: folder)
  }

  private func writeTensors(
    _ arrays: [String: Archive.Tensor], step: Int, in folder: borrowing Folder
  ) throws -> CheckpointManifest.TensorFile {
    for name in arrays.keys where !SafeTensorsHeader.isHarmless(name) {
      throw Failure(
        .internalFault, "an array is called \(name.debugDescription)", at: directory,
        remedy: "give it a name of letters, digits, dots and slashes")
    }
    var digest = SHA256()
    var file = CheckpointManifest.TensorFile(
      file: "", bytes: SafeTensorsFile.size(of: arrays), sha256: "")
    try folder.replace(size: file.bytes) { output in
      try SafeTensorsFile.write(arrays) { piece in
        digest.update(piece)
        try output.write(piece)
      }
      file.sha256 = digest.finish()
      file.file = CheckpointName(.tensors(digest: file.sha256), step: step).text
      return file.file
    }
    return file
  }

  // MARK: - Cleaning

  private func removeOldest(in folder: borrowing Folder) throws {
    let names = try folder.names().compactMap(CheckpointName.init)
    let best = names.filter { $0.role == .best }.map(\.step).sorted()
    for step in best.dropLast() { try folder.remove(CheckpointName(.best, step: step).text) }
    let regular = names.filter { $0.role == .regular }.map(\.step).sorted()
    for step in regular.dropLast(kept) {
      try folder.remove(CheckpointName(.regular, step: step).text)
    }
    try removeOrphans(in: folder)
  }

  /// Removes tensors to whose step no manifest is left.
  private func removeOrphans(in folder: borrowing Folder) throws {
    let names = try folder.names().compactMap(CheckpointName.init)
    let needed = Set(names.filter { !$0.isTensors }.map(\.step))
    for name in names where name.isTensors && !needed.contains(name.step) {
      try folder.remove(name.text)
    }
  }

  // MARK: - Listing

  /// The steps of the checkpoints that are there, damaged or not, oldest first.
  ///
  /// - Throws: `Failure` of kind `inputOutput`.
  public func steps() throws -> [Int] { try steps(.regular) }

  func steps(_ role: CheckpointName.Role) throws -> [Int] {
    guard access(directory, F_OK) == 0 else { return [] }
    return try Folder.names(in: directory).compactMap(CheckpointName.init)
      .filter { $0.role == role }.map(\.step).sorted()
  }
}
