/// How much of an error each of the steps of an episode is answerable for, the least of them left out.
struct EligibilityTraces: Codable, Hashable, Sendable {
  /// A place in a table, and how much of an error it gets.
  struct Trace: Codable, Hashable, Sendable {
    let place: Int
    var weight: Double
  }

  private static let leastWeight = 1e-4

  /// The traces, in the order in which their places were first taken.
  private(set) var traces: [Trace] = []

  /// Lets every trace fade to a share of itself.
  mutating func fade(to share: Double) {
    for index in traces.indices { traces[index].weight *= share }
    traces.removeAll { $0.weight < Self.leastWeight }
  }

  /// Marks a place as taken just now.
  mutating func mark(_ place: Int, isReplacing: Bool) {
    guard let index = traces.firstIndex(where: { $0.place == place }) else {
      traces.append(Trace(place: place, weight: 1))
      return
    }
    traces[index].weight = isReplacing ? 1 : traces[index].weight + 1
  }

  /// Forgets everything, as between episodes.
  mutating func clear() { traces.removeAll(keepingCapacity: true) }
}
