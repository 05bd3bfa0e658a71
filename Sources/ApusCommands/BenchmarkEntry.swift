/// Something that `apus benchmark` can measure.
public struct BenchmarkEntry: Sendable {
  /// What users type.
  public let id: String
  /// What is measured, in a sentence.
  public let summary: String
  /// Measures, for about so many seconds.
  public let measure: @Sendable (_ seconds: Double) throws -> [Measurement]

  /// Registers a benchmark.
  public init(
    _ id: String, summary: String,
    measure: @escaping @Sendable (_ seconds: Double) throws -> [Measurement]
  ) {
    self.id = id
    self.summary = summary
    self.measure = measure
  }

  /// One figure.
  public struct Measurement: Codable, Hashable, Sendable {
    /// What was measured.
    public var name: String
    /// How much.
    public var value: Double
    /// Of what: `steps/s`, `µs`, `%`.
    public var unit: String

    /// Creates a figure.
    public init(_ name: String, _ value: Double, _ unit: String) {
      self.name = name
      self.value = value
      self.unit = unit
    }
  }
}
