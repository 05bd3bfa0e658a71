import Glibc
public import ReinforcementLearning

/// A checkpoint that was found sound.
public struct LoadedCheckpoint: Sendable {
  /// The steps taken until then.
  public let step: Int
  /// What was written down.
  public let archive: Archive
  /// How much of the environment is inside.
  public let environment: EnvironmentGrade
  /// Newer checkpoints that are damaged, a line each: which file, what is wrong.
  public let warnings: [String]

  /// Refuses arrays with numbers that are none.
  ///
  /// What an agent keeps may have an infinity in its place; so the caller says which names are
  /// weights.
  ///
  /// - Throws: `Failure` of kind `numerical` that names the array, the place and the value.
  public func requireFinite(where isWeight: (String) -> Bool = { _ in true }) throws {
    for (name, array) in archive.arrays.sorted(by: { $0.key < $1.key }) where isWeight(name) {
      guard let place = array.floats.firstIndex(where: { !$0.isFinite }) else { continue }
      throw Failure(
        .numerical, "\(name)[\(place)] is \(array.floats[place])", at: "step \(step)",
        remedy: "use an older one: --checkpoint and its step")
    }
  }
}

extension CheckpointStore {
  /// The newest checkpoint that is sound, nil if there is none at all.
  ///
  /// Nothing is removed: whatever is damaged can still be looked at.
  ///
  /// - Throws: `Failure` of kind `damagedData` that names every file with its cause if all are
  ///   damaged, or if one was written by a newer version.
  public func newest() throws -> LoadedCheckpoint? {
    try newest(.regular)
  }

  /// The checkpoint of the best evaluation, nil if none was written.
  ///
  /// - Throws: as ``newest()``.
  public func best() throws -> LoadedCheckpoint? {
    try newest(.best)
  }

  /// The checkpoint of a step.
  ///
  /// - Throws: `Failure` of kind `missingInput` that names the steps there are; else as
  ///   ``newest()``.
  public func checkpoint(atStep step: Int) throws -> LoadedCheckpoint {
    let steps = try steps()
    guard steps.contains(step) else {
      let known = steps.map(String.init).joined(separator: ", ")
      throw Failure(
        .missingInput, "there is no checkpoint of step \(step)", at: directory,
        remedy: steps.isEmpty ? "none was written yet" : "there are those of \(known)")
    }
    return try load(CheckpointName(.regular, step: step))
  }

  private func newest(_ role: CheckpointName.Role) throws -> LoadedCheckpoint? {
    var causes: [String] = []
    var steps = try steps(role)
    var tries = 3  // a writer may remove what was just listed
    while let step = steps.popLast() {
      do {
        return try load(CheckpointName(role, step: step), warnings: causes)
      } catch let failure as Failure where failure.kind == .missingInput && tries > 0 {
        tries -= 1
        let present = try self.steps(role)
        if present.last != step { steps = present } else { causes.append("\(failure)") }
      } catch let failure as Failure where Self.leadsToOlder(failure) {
        causes.append("\(failure.location ?? ""): \(failure.what)")
      }
    }
    if causes.isEmpty { return nil }
    throw Failure(
      .damagedData,
      "every \(role == .best ? "best " : "")checkpoint is damaged: "
        + causes.joined(separator: "; "), at: directory,
      remedy: role == .best
        ? "nothing was removed: restore it, or take the newest with --checkpoint last"
        : "nothing was removed: restore one of them, or start anew")
  }

  /// Whether another checkpoint may do; one from a newer version says what to do about it.
  private static func leadsToOlder(_ failure: Failure) -> Bool {
    switch failure.kind {
    case .damagedData: !failure.what.hasPrefix("written by version")
    case .missingInput, .inputOutput: true
    default: false
    }
  }

  // MARK: - One checkpoint

  private func load(_ name: CheckpointName, warnings: [String] = []) throws -> LoadedCheckpoint {
    let folder = try Folder(directory)
    let manifest = try CheckpointManifest(
      contents(of: name.text, in: folder), name: "\(directory)/\(name.text)")
    guard manifest.step == name.step,
      let tensors = CheckpointName(manifest.tensors.file), tensors.isTensors
    else {
      throw Failure(
        .damagedData, "is the manifest of another step", at: "\(directory)/\(name.text)",
        remedy: "restore the right one")
    }
    let arrays = try self.arrays(manifest.tensors, in: folder)
    return LoadedCheckpoint(
      step: manifest.step, archive: Archive(arrays: arrays, values: manifest.values),
      environment: manifest.environment, warnings: warnings)
  }

  private func contents(of name: String, in folder: borrowing Folder) throws -> [UInt8] {
    guard faccessat(folder.descriptor, name, F_OK, AT_SYMLINK_NOFOLLOW) == 0 else {
      throw Failure(
        .missingInput, "is missing", at: "\(directory)/\(name)", remedy: "use another checkpoint")
    }
    return try folder.open(name, O_RDONLY).contents()
  }

  private func arrays(
    _ expected: CheckpointManifest.TensorFile, in folder: borrowing Folder
  ) throws -> [String: Archive.Tensor] {
    let path = "\(directory)/\(expected.file)"
    let bytes = try contents(of: expected.file, in: folder)
    func damaged(_ what: String) -> Failure {
      Failure(.damagedData, what, at: path, remedy: "use an older checkpoint")
    }
    guard bytes.count == expected.bytes else {
      throw damaged(
        "has \(bytes.count) bytes instead of \(expected.bytes)"
          + ", digest \(expected.sha256.prefix(16))… expected")
    }
    var digest = SHA256()
    bytes.withUnsafeBytes { digest.update($0) }
    let found = digest.finish()
    guard found == expected.sha256 else {
      throw damaged(
        "has digest \(found.prefix(16))… instead of \(expected.sha256.prefix(16))…")
    }
    return try SafeTensorsFile.decoded(bytes, name: path)
  }
}
