internal import ReinforcementLearning
internal import Training

/// The optimum in the mean over sampled beginnings, of an environment solved in closed form.
struct SampledOptimum: Encodable {
  let environment: String
  let discount: Double
  let beginnings: Int
  let optimalReturn: Double
  let standardError: Double
  let expectedLength: Double?

  /// Samples beginnings.
  init(of entry: EnvironmentEntry, beginnings: Int = 10_000) throws {
    let batch = entry.makeBatch(count: beginnings, isSolving: true)
    try batch.reset(seed: 0)
    let optima = (0..<beginnings).compactMap { batch.optimum(of: $0) }
    guard optima.count == beginnings, let discount = batch.solvedDiscount else {
      throw Failure(
        .internalFault, "\(entry.id) knows no optimum of its beginnings", remedy: "report this")
    }
    environment = entry.id
    self.discount = discount
    self.beginnings = beginnings
    let count = Double(beginnings)
    let mean = optima.reduce(0) { $0 + $1.value } / count
    let squares = optima.reduce(0) { $0 + ($1.value - mean) * ($1.value - mean) }
    optimalReturn = mean
    standardError = (squares / (count - 1) / count).squareRoot()
    let lengths = optima.compactMap(\.expectedLength)
    expectedLength = lengths.count == beginnings ? lengths.reduce(0, +) / count : nil
  }

  var text: String {
    var lines = [
      environment.colored(.bold),
      "solved by".padded(to: 17) + "a closed form, from \(beginnings) sampled beginnings",
      "discount".padded(to: 17) + "\(discount)",
      "optimal return".padded(to: 17)
        + "\(Formatting.number(optimalReturn)) ± \(Formatting.significant(standardError, digits: 2))",
    ]
    if let expectedLength {
      lines.append("expected length".padded(to: 17) + "\(Formatting.number(expectedLength)) steps")
    }
    return lines.joined(separator: "\n")
  }
}
