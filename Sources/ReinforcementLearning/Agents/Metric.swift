/// A number that an agent records while it learns, and what it means.
public struct Metric: Hashable, Sendable {
  /// The name of its column.
  public let name: String
  /// What it means, in a sentence.
  public let meaning: String

  /// Names a metric.
  public init(_ name: String, _ meaning: String) {
    self.name = name
    self.meaning = meaning
  }
}

/// The means of an agent's metrics since they were last read.
public struct MetricRecorder: Codable, Sendable {
  private let names: [String]
  private var sums: [Double]
  private var counts: [Int]

  /// Creates a recorder that has seen nothing.
  public init(_ metrics: [Metric]) {
    names = metrics.map(\.name)
    sums = Array(repeating: 0, count: metrics.count)
    counts = Array(repeating: 0, count: metrics.count)
  }

  /// Takes note of a value.
  ///
  /// - Precondition: the metric is one of the agent's.
  public mutating func record(_ metric: Metric, _ value: Double) {
    guard let place = names.firstIndex(of: metric.name) else {
      preconditionFailure("\(metric.name) is not among the metrics \(names)")
    }
    sums[place] += value
    counts[place] += 1
  }

  /// The mean of each metric since the last call, nil where nothing was recorded.
  public mutating func drain() -> [Double?] {
    let means = zip(sums, counts).map { $1 == 0 ? nil : $0 / Double($1) }
    for place in names.indices {
      sums[place] = 0
      counts[place] = 0
    }
    return means
  }
}
