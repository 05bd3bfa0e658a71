import Foundation
import ReinforcementLearning

extension RunStore {
  /// The seeds of what a user calls a run: the directory of a seed or of a run, or
  /// `<environment>/<agent>/<name>`, or the end of one that no other has.
  ///
  /// - Throws: `Failure` of kind `missingInput` that names the nearest, or `usage` that names
  ///   those which it could be.
  public func seeds(of text: String) throws -> [RunDirectory] {
    let typed = text.count > 1 && text.hasSuffix("/") ? String(text.dropLast()) : text
    for path in [typed, "\(root)/\(typed)"] {
      let directory = RunDirectory(path: path)
      if FileManager.default.fileExists(atPath: directory.configurationPath) { return [directory] }
      let seeds = Self.seeds(ofRun: path)
      if !seeds.isEmpty { return seeds }
    }
    return try seedsOfRun(endingWith: typed)
  }

  /// The seeds of a run, or of every run in a folder such as `runs/CartPole-v1`.
  ///
  /// - Throws: as ``seeds(of:)``.
  public func seeds(within text: String) throws -> [RunDirectory] {
    let folder = text.count > 1 && text.hasSuffix("/") ? String(text.dropLast()) : text
    for path in [folder, "\(root)/\(folder)"] {
      let inner = Self.seeds(below: path, depth: 3)
      if !inner.isEmpty { return inner }
    }
    return try seeds(of: text)
  }

  private static func seeds(below path: String, depth: Int) -> [RunDirectory] {
    let own = seeds(ofRun: path)
    guard own.isEmpty, depth > 0 else { return own }
    let names = ((try? Folder.names(in: path)) ?? []).filter { !$0.hasPrefix(".") }
    return names.sorted { $0.compare($1, options: .numeric) == .orderedAscending }
      .flatMap { seeds(below: "\(path)/\($0)", depth: depth - 1) }
  }

  /// The one seed that a user means.
  ///
  /// - Throws: as ``seeds(of:)``, and of kind `usage` if there are several.
  public func seed(of text: String) throws -> RunDirectory {
    let seeds = try seeds(of: text)
    if let only = seeds.first, seeds.count == 1 { return only }
    let names = seeds.compactMap(\.seed).prefix(8).map { "seed-\($0)" }.joined(separator: ", ")
    throw Failure(
      .usage, "\(text) has \(seeds.count) seeds", remedy: "add one of /\(names)")
  }

  private func seedsOfRun(endingWith text: String) throws -> [RunDirectory] {
    let all = Dictionary(grouping: seeds()) { ($0.path as NSString).deletingLastPathComponent }
    let wanted = text.split(separator: "/")
    let hasSeed = wanted.last?.hasPrefix("seed-") == true
    let matches = all.keys.sorted().filter { run in
      run.split(separator: "/").suffix(hasSeed ? wanted.count - 1 : wanted.count)
        .elementsEqual(hasSeed ? wanted.dropLast() : wanted[...])
    }
    if let run = matches.first, matches.count == 1 {
      let seeds = (all[run] ?? []).sorted { ($0.seed ?? 0) < ($1.seed ?? 0) }
      let chosen =
        hasSeed ? seeds.filter { $0.path.hasSuffix("/\(wanted[wanted.count - 1])") } : seeds
      if !chosen.isEmpty { return chosen }
    }
    let titles = (matches.isEmpty ? all.keys.sorted() : matches).map(title)
    guard matches.count <= 1 else {
      throw Failure(
        .usage, "\(text) may be any of \(matches.count) runs",
        remedy: "say \(titles.prefix(3).joined(separator: " or "))")
    }
    throw Failure(
      .missingInput, "there is no run \(text)", at: root,
      remedy: Self.remedy(for: text, among: titles))
  }

  /// A run's environment, agent and name.
  private func title(_ run: String) -> String {
    run.split(separator: "/").suffix(3).joined(separator: "/")
  }

  private static func remedy(for text: String, among titles: [String]) -> String {
    if titles.isEmpty { return "no run was started here yet: apus train starts one" }
    let names = titles.compactMap { $0.split(separator: "/").last.map(String.init) }
    let known = text.contains("/") ? titles : Array(Set(names)).sorted()
    return NearestName.remedy(for: text, among: known, otherwise: "apus list runs shows them")
  }
}
