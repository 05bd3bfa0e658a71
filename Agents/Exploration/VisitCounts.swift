/// How often each of some keys was met, in the order in which they first were.
struct VisitCounts<Key: Hashable & Codable & Sendable>: Codable, Sendable {
  private var keys: [Key] = []
  private var counts: [Int] = []
  private var places: [Key: Int] = [:]

  init() {}

  /// How many keys were met.
  var distinct: Int { keys.count }

  /// How often a key was met.
  subscript(key: Key) -> Int { places[key].map { counts[$0] } ?? 0 }

  /// Counts a key once more.
  ///
  /// - Returns: How often it was met by now, at least once.
  mutating func visit(_ key: Key) -> Int {
    guard let place = places[key] else {
      places[key] = keys.count
      keys.append(key)
      counts.append(1)
      return 1
    }
    counts[place] += 1
    return counts[place]
  }

  /// `1 / √n` of a key that was met so often.
  static func novelty(after count: Int) -> Double { 1 / Double(max(count, 1)).squareRoot() }

  // MARK: - Coding

  private enum CodingKeys: CodingKey { case keys, counts }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    keys = try container.decode([Key].self, forKey: .keys)
    counts = try container.decode([Int].self, forKey: .counts)
    guard keys.count == counts.count, Set(keys).count == keys.count else {
      throw DecodingError.dataCorruptedError(
        forKey: .counts, in: container, debugDescription: "keys and counts disagree")
    }
    places = Dictionary(uniqueKeysWithValues: keys.enumerated().map { ($1, $0) })
  }
}
