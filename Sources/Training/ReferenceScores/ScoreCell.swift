import ReinforcementLearning

/// A cell of the reference table: a command, and what it has to earn.
public struct ScoreCell: Hashable, Sendable {
  /// What users type: `cartpole-dqn`.
  public let id: String
  /// What `apus train` is told besides seeds, episodes and name, text by text.
  public let arguments: [String]
  /// What a seed's score is.
  public let measure: Measure
  /// The score that seeds are to reach; nil where nothing is claimed.
  public let bar: Double?
  /// Of how many seeds that is claimed.
  public let seedsAtBar: ClosedRange<Int>
  /// What was departed from, or is to be known.
  public let note: String?

  /// What a seed's score is.
  public enum Measure: String, Hashable, Sendable, CaseIterable {
    /// The mean return of the last evaluation, of 100 greedy episodes.
    case evaluation
    /// The mean return of the episodes of the last tenth of the training.
    case training
    /// The part of the actions of the last evaluation that was optimal.
    case optimality
  }

  /// The seeds of every cell.
  public static let seeds: [UInt64] = Array(0...9)
  /// The episodes of every evaluation.
  public static let episodes = 100

  /// Reads a list of cells: a table by id of `train`, `measure`, `bar`, `atLeast`, `atMost` and
  /// `note`.
  ///
  /// - Parameter path: The YAML file.
  /// - Returns: The cells, in the order of their ids.
  /// - Throws: `Failure` of kind `missingInput` or `configuration`.
  public static func read(_ path: String) throws -> [ScoreCell] {
    let document = try YAMLDocument.read(contentsOf: path)
    return try (document.value.table ?? [:]).sorted { $0.key < $1.key }.map { id, value in
      try ScoreCell(id, value.table ?? [:]) { document.location(id, $0) }
    }
  }

  private static let keys = ["train", "measure", "bar", "atLeast", "atMost", "note"]

  private init(
    _ id: String, _ table: [String: ConfigurationValue], location: (String) -> String
  ) throws {
    func refuse(_ key: String, _ what: String, _ remedy: String) -> Failure {
      Failure(.configuration, "the cell \(id) \(what)", at: location(key), remedy: remedy)
    }
    if let unknown = table.keys.sorted().first(where: { !Self.keys.contains($0) }) {
      throw refuse(
        unknown, "has a key \(unknown)",
        NearestName.remedy(for: unknown, among: Self.keys, otherwise: "remove it"))
    }
    func whole(_ key: String) throws -> Int? {
      guard let value = table[key] else { return nil }
      guard case .integer(let number) = value, (0...Self.seeds.count).contains(number) else {
        throw refuse(key, "says \(key): \(value)", "give 0 to \(Self.seeds.count)")
      }
      return number
    }
    func text(_ key: String) -> String? {
      if case .text(let text) = table[key] { text } else { nil }
    }
    guard let train = text("train") else {
      throw refuse("train", "does not say what to train", "add train: ENVIRONMENT AGENT …")
    }
    let name = text("measure") ?? Measure.evaluation.rawValue
    guard let measure = Measure(rawValue: name) else {
      throw refuse(
        "measure", "measures \(name)",
        "choose one of \(Measure.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    let (least, most) = (try whole("atLeast") ?? 0, try whole("atMost") ?? Self.seeds.count)
    guard least <= most else {
      throw refuse("atLeast", "wants at least \(least) and at most \(most)", "swap them")
    }
    self.id = id
    self.measure = measure
    arguments = train.split(separator: " ").map(String.init)
    bar = table["bar"]?.number
    seedsAtBar = least...most
    note = text("note")
  }

  /// How many scores reach the bar; nil where there is none.
  public func seedsReaching(_ scores: [Double]) -> Int? {
    bar.map { bar in scores.count { $0 >= bar } }
  }

  /// Whether scores are what is claimed; nil where nothing is.
  public func isMet(by scores: [Double]) -> Bool? { seedsReaching(scores).map(seedsAtBar.contains) }
}
