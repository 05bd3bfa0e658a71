internal import AgentCommons
internal import Foundation
internal import ReinforcementLearning

/// How the outputs of a policy network become actions.
///
/// Shapes: `B` situations, `P` outputs.
enum PolicyHead: Hashable {
  /// Indices, each by its own logits: one for a discrete space, several for a multi-discrete one.
  case categorical([Int])
  /// Numbers around a mean, of a deviation that is learned but the same everywhere.
  case gaussian(Box)

  /// The head for an action space; nil if there is none.
  init?(_ space: Space) {
    switch space {
    case .discrete(let count): self = .categorical([count])
    case .multiDiscrete(let counts): self = .categorical(counts)
    case .multiBinary(let count): self = .categorical(Array(repeating: 2, count: count))
    case .box(let box): self = .gaussian(box)
    case .tuple, .dictionary: return nil
    }
  }

  /// How many numbers the network puts out, `P`.
  var outputs: Int {
    switch self {
    case .categorical(let counts): counts.reduce(0, +)
    case .gaussian(let box): box.count
    }
  }

  /// How many floats an action has before it is fitted to its space.
  var width: Int {
    switch self {
    case .categorical(let counts): counts.count
    case .gaussian(let box): box.count
    }
  }

  /// Why an agent with a head cannot act in a setting; nil if it can.
  static let refusal: @Sendable (AgentSetting) -> String? = { setting in
    PolicyHead(setting.actionSpace) == nil ? "its actions are neither indices nor numbers" : nil
  }

  // MARK: - Acting

  /// Chooses an action for one row of outputs.
  ///
  /// - Parameters:
  ///   - outputs: Logits or means, `[P]`.
  ///   - logDeviations: `log σ` of a Gaussian head, `[P]`.
  ///   - random: Where chance comes from.
  ///   - isGreedy: Whether to choose the likeliest, and draw nothing.
  ///   - action: Where to append the action as it was drawn.
  func choose(
    by outputs: some RandomAccessCollection<Float>, _ logDeviations: [Float],
    using random: inout RandomSource, isGreedy: Bool, into action: inout [Float]
  ) {
    switch self {
    case .categorical(let counts):
      var rest = Array(outputs)[...]
      for count in counts {
        let logits = rest.prefix(count)
        rest = rest.dropFirst(count)
        action.append(Float(Self.choose(by: logits, using: &random, isGreedy: isGreedy)))
      }
    case .gaussian:
      for (mean, logDeviation) in zip(outputs, logDeviations) {
        action.append(
          isGreedy ? mean : mean + Float(exp(Double(logDeviation)) * random.normal()))
      }
    }
  }

  private static func choose(
    by logits: ArraySlice<Float>, using random: inout RandomSource, isGreedy: Bool
  ) -> Int {
    guard !isGreedy else { return ActionChoice.greedy(logits) }
    let probabilities = softmax(logits)
    var rest = random.uniform()
    for (index, probability) in probabilities.enumerated() {
      rest -= probability
      if rest < 0 { return index }
    }
    return ActionChoice.greedy(logits)  // the sum fell short of one by rounding
  }

  /// The probabilities that logits stand for, in double precision.
  static func softmax(_ logits: some Collection<Float>) -> [Double] {
    let greatest = Double(logits.max() ?? 0)
    let weights = logits.map { exp(Double($0) - greatest) }
    let sum = weights.reduce(0, +)
    return weights.map { $0 / sum }
  }

  /// Fits an action as it was drawn to its space: numbers are clipped to their bounds.
  func fit(_ drawn: [Float], into action: inout ArraySlice<Float>) {
    for (place, number) in zip(action.indices, drawn.indices) {
      action[place] = drawn[number]
      if case .gaussian(let box) = self {
        action[place] = min(max(drawn[number], box.low[number]), box.high[number])
      }
    }
  }

  /// Writes what a program reads of an action as it was drawn: indices one-hot, numbers as they
  /// are, `[P]`.
  func encode(_ drawn: ArraySlice<Float>, into features: inout ArraySlice<Float>) {
    switch self {
    case .categorical(let counts):
      for place in features.indices { features[place] = 0 }
      var start = features.startIndex
      for (index, count) in zip(drawn, counts) {
        features[start + Int(index)] = 1
        start += count
      }
    case .gaussian:
      for (place, number) in zip(features.indices, drawn) { features[place] = number }
    }
  }
}
