import Foundation
import ReinforcementLearning

/// All runs below one directory.
public struct RunStore: Sendable {
  /// The directory, which need not exist before the first run.
  public let root: String

  /// Looks at a directory; nothing is read or made yet.
  public init(root: String = "runs") { self.root = root }

  // MARK: - Creating

  /// Makes a directory for each seed of a run.
  ///
  /// Without a name the run is the first of `run-1`, `run-2` and so on that is free, also against
  /// other processes which do the same at this moment.
  ///
  /// - Throws: `Failure` of kind `cannotCreate` if a seed exists or the disk refuses, or `usage`
  ///   for a name that cannot be one of a directory.
  public func create(
    environment: String, agent: String, name: String? = nil, seeds: [UInt64]
  ) throws -> [RunDirectory] {
    for part in [environment, agent, name ?? "run-1"] { try Self.requireName(part) }
    if let name, RunDirectory(path: name).seed != nil {
      throw Failure(
        .usage, "\(name) would be taken for a seed", remedy: "choose another --name")
    }
    let parent = "\(root)/\(environment)/\(agent)"
    try Self.makeDirectories(parent)
    let run = try name.map { "\(parent)/\($0)" } ?? firstFree(in: parent)
    try Self.makeDirectories(run)
    let paths = seeds.map { "\(run)/seed-\($0)" }
    func taken(_ path: String) -> Failure {
      Failure(
        .cannotCreate, "the run exists", at: path,
        remedy: "resume it, choose another --name or --seed, or --replace it")
    }
    if let path = paths.first(where: FileManager.default.fileExists) { throw taken(path) }
    return try paths.map { path in
      guard try Self.makeNew(path) else { throw taken(path) }
      return RunDirectory(path: path)
    }
  }

  /// Removes a run with all its seeds, if it exists.
  ///
  /// - Throws: `Failure` of kind `busy` if a process is training one of them, or `cannotCreate`.
  public func remove(environment: String, agent: String, name: String) throws {
    for part in [environment, agent, name] { try Self.requireName(part) }
    let path = "\(root)/\(environment)/\(agent)/\(name)"
    // A folder without a configuration holds something else, which stays.
    let seeds = Self.seeds(ofRun: path).filter {
      FileManager.default.fileExists(atPath: $0.configurationPath)
    }
    let locks = try seeds.map { try RunLock(path: $0.lockPath) }
    try withExtendedLifetime(locks) {
      do {
        for seed in seeds { try FileManager.default.removeItem(atPath: seed.path) }
        rmdir(path)
      } catch {
        throw Failure(
          .cannotCreate, "the run cannot be replaced: \(error.localizedDescription)", at: path,
          remedy: "check its permissions, or choose another --name")
      }
    }
  }

  private func firstFree(in parent: String) throws -> String {
    var number = 1
    while try !Self.makeNew("\(parent)/run-\(number)") { number += 1 }
    return "\(parent)/run-\(number)"
  }

  /// Makes a directory; false if the name is taken.
  private static func makeNew(_ path: String) throws -> Bool {
    if mkdir(path, 0o755) == 0 { return true }
    if errno == EEXIST { return false }
    let error = SystemError.last
    var failure = error.failure("cannot create", path, creating: true)
    if error.code == ENOENT {
      failure.kind = .cannotCreate
      failure.remedy = "nothing can be made there: choose another directory with --runs"
    }
    throw failure
  }

  private static func makeDirectories(_ path: String) throws {
    let names = path.split(separator: "/", omittingEmptySubsequences: true)
    var current = path.hasPrefix("/") ? "" : "."
    for name in names {
      current += "/\(name)"
      if try makeNew(current) { continue }
      var isDirectory: ObjCBool = false
      guard FileManager.default.fileExists(atPath: current, isDirectory: &isDirectory),
        isDirectory.boolValue
      else { throw SystemError(code: ENOTDIR).failure("cannot create", current, creating: true) }
    }
  }

  private static func requireName(_ name: String) throws {
    let isSound =
      !name.isEmpty && name.utf8.count <= 100 && !name.hasPrefix(".") && !name.hasPrefix("-")
      && name.unicodeScalars.allSatisfy { $0.value >= 32 && $0 != "/" && $0.value != 127 }
    guard isSound else {
      throw Failure(
        .usage, "\(name.debugDescription) cannot be the name of a run",
        remedy: "choose up to 100 letters, digits, dots and dashes, beginning with neither of these"
      )
    }
  }

  // MARK: - Listing

  /// Every seed of every run, in the order of their names, seeds by number.
  ///
  /// A directory that cannot be listed hides no other.
  public func seeds() -> [RunDirectory] {
    names(in: root).flatMap { environment in
      names(in: "\(root)/\(environment)").flatMap { agent in
        names(in: "\(root)/\(environment)/\(agent)").flatMap { name in
          Self.seeds(ofRun: "\(root)/\(environment)/\(agent)/\(name)")
        }
      }
    }
  }

  /// The seeds of one run, by number.
  public static func seeds(ofRun path: String) -> [RunDirectory] {
    ((try? Folder.names(in: path)) ?? [])
      .map { RunDirectory(path: "\(path)/\($0)") }
      .filter { $0.seed != nil }
      .sorted { ($0.seed ?? 0) < ($1.seed ?? 0) }
  }

  /// Every seed of every run with its status; one that is damaged comes with the cause.
  public func listing() -> [RunListing] {
    seeds().map { directory in
      do {
        let configuration = try directory.configuration()
        return RunListing(
          directory: directory, configuration: configuration, status: try directory.status())
      } catch {
        return RunListing(directory: directory, cause: "\(error)")
      }
    }
  }

  private func names(in path: String) -> [String] {
    let names = ((try? Folder.names(in: path)) ?? []).filter { !$0.hasPrefix(".") }
    return names.sorted { $0.compare($1, options: .numeric) == .orderedAscending }
  }
}

/// A run as it is listed.
public struct RunListing: Sendable {
  /// Where it lies.
  public var directory: RunDirectory
  /// What was chosen; nil if that cannot be read.
  public var configuration: RunConfiguration?
  /// How far it has come; nil before it began.
  public var status: RunStatus?
  /// Why it cannot be read.
  public var cause: String?
}
