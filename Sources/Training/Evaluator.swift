public import ReinforcementLearning

/// Measures how good an agent is, in an environment of its own and without disturbing it.
///
/// The episodes are the same for every agent: episode `i` draws from stream `i` of the evaluation
/// seed, whatever the seed of the run.
public final class Evaluator {
  /// How many episodes an evaluation has.
  public let episodes: Int
  /// How actions are chosen.
  public let mode: ActingMode
  private let seed: UInt64
  private let actingSeed: UInt64
  private let batch: any BatchEnvironment
  private let discount: Double

  /// Creates an evaluator.
  ///
  /// - Parameters:
  ///   - environment: Where to evaluate.
  ///   - episodes: How many episodes, at least one.
  ///   - seed: The seed of the episodes.
  ///   - mode: How actions are chosen.
  ///   - actingSeed: The seed of the agent's own chance, so that two runs of an agent that acts at
  ///     random are two samples of it.
  ///   - discount: γ of the discounted returns.
  ///   - threads: How many threads step the episodes; the result does not depend on it.
  public init(
    in environment: EnvironmentEntry, episodes: Int, seed: UInt64, mode: ActingMode = .greedy,
    actingSeed: UInt64 = 0, discount: Double = 0.99, threads: Int = 1
  ) {
    self.episodes = episodes
    self.seed = seed
    self.actingSeed = actingSeed
    self.mode = mode
    batch = environment.makeBatch(
      count: episodes, isSolving: environment.isSolvable, threads: threads)
    self.discount = batch.solvedDiscount ?? discount
  }

  /// Plays the episodes, all at once, until the last of them has ended.
  ///
  /// - Throws: `Failure` if something is not finite, or an action lies outside its space.
  public func evaluate(_ agent: any Agent) throws -> Evaluation {
    try batch.reset(seed: seed, stream: "evaluation")
    var acting = ActingState(
      mode: mode, random: RandomSource(seed: actingSeed, stream: "evaluation/acting"),
      copies: episodes, memoryWidth: agent.memoryWidth)
    var actions = Rows(count: episodes, width: batch.actionSpace.rowWidth)
    var running = (0..<episodes).map { RunningEpisode(optimum: batch.optimum(of: $0)) }
    var remaining = episodes
    while remaining > 0 {
      let observations = Observations(batch.observations, oracle: batch)
      agent.act(on: observations, state: &acting, into: &actions)
      for copy in 0..<episodes where !running[copy].isOver {
        running[copy].note(actions[copy], batch.optimum(of: copy))
      }
      try batch.step(actions)
      acting.noteEndings(batch.endings)
      for copy in 0..<episodes where !running[copy].isOver {
        running[copy].note(batch.rewards[copy], discount: discount)
      }
      for finished in batch.finishedEpisodes where !running[finished.copy].isOver {
        running[finished.copy].finish(finished)
        remaining -= 1
      }
    }
    return Evaluation(episodes: running.map(\.result))
  }
}

/// An episode that is being evaluated.
private struct RunningEpisode {
  var result: EvaluatedEpisode
  var isOver = false
  private var factor = 1.0
  private var decisions = 0
  private var optimalDecisions = 0

  init(optimum: Optimum?) {
    result = EvaluatedEpisode(
      optimalValue: optimum?.value, optimalLength: optimum?.expectedLength)
  }

  mutating func note(_ action: ArraySlice<Float>, _ optimum: Optimum?) {
    guard let optimum else { return }
    decisions += 1
    optimalDecisions += optimum.isOptimal(action) ? 1 : 0
  }

  mutating func note(_ reward: Double, discount: Double) {
    result.discountedReturn += factor * reward
    factor *= discount
  }

  mutating func finish(_ episode: FinishedEpisode) {
    isOver = true
    result.episodeReturn = episode.record.episodeReturn
    result.length = episode.record.length
    result.ending = episode.ending
    if decisions > 0 { result.optimalShare = Double(optimalDecisions) / Double(decisions) }
  }
}

/// One episode of an evaluation.
public struct EvaluatedEpisode: Codable, Hashable, Sendable {
  /// The sum of its rewards.
  public var episodeReturn = 0.0
  /// The sum of its rewards, each discounted by its time.
  public var discountedReturn = 0.0
  /// Its number of steps.
  public var length = 0
  /// How it ended.
  public var ending = Ending.truncated
  /// The share of its actions that were optimal, where that is known.
  public var optimalShare: Double?
  /// The discounted return expected of optimal play from its first state, where that is known.
  public var optimalValue: Double?
  /// The steps expected of optimal play from its first state, where that is known.
  public var optimalLength: Double?
}

/// What an evaluation came to.
public struct Evaluation: Codable, Hashable, Sendable {
  /// The episodes, in the order of their streams.
  public var episodes: [EvaluatedEpisode]

  /// The mean return.
  public var meanReturn: Double { mean(\.episodeReturn) }
  /// The standard deviation of the returns, with n − 1 in the denominator.
  public var standardDeviation: Double {
    guard episodes.count > 1 else { return 0 }
    let center = meanReturn
    let squares = episodes.reduce(0) {
      $0 + ($1.episodeReturn - center) * ($1.episodeReturn - center)
    }
    return (squares / Double(episodes.count - 1)).squareRoot()
  }
  /// The least return.
  public var leastReturn: Double { episodes.map(\.episodeReturn).min() ?? 0 }
  /// The greatest return.
  public var greatestReturn: Double { episodes.map(\.episodeReturn).max() ?? 0 }
  /// The mean discounted return.
  public var meanDiscountedReturn: Double { mean(\.discountedReturn) }
  /// The mean number of steps.
  public var meanLength: Double { mean { Double($0.length) } }
  /// The mean share of optimal actions, where that is known.
  public var optimalShare: Double? { meanIfKnown(\.optimalShare) }
  /// The mean discounted return of optimal play from the same first states, where that is known.
  public var optimalValue: Double? { meanIfKnown(\.optimalValue) }
  /// The mean number of steps of optimal play from the same first states, where that is known.
  public var optimalLength: Double? { meanIfKnown(\.optimalLength) }

  private func mean(_ value: (EvaluatedEpisode) -> Double) -> Double {
    episodes.reduce(0) { $0 + value($1) } / Double(max(episodes.count, 1))
  }

  private func meanIfKnown(_ value: (EvaluatedEpisode) -> Double?) -> Double? {
    let known = episodes.compactMap(value)
    guard !known.isEmpty, known.count == episodes.count else { return nil }
    return known.reduce(0, +) / Double(known.count)
  }
}
