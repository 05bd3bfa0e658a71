/// A wrapper as the command line knows it: `frame-stack=4`.
///
/// Statistics of observations belong to what learns, and are kept by agents; so none is here.
public enum WrapperEntry: String, CaseIterable, Sendable {
  /// Ends episodes after so many steps: ``TimeLimited``.
  case timeLimit = "time-limit"
  /// Shows the last observations together: ``FrameStacked``.
  case frameStack = "frame-stack"
  /// Makes observations one vector: ``ObservationFlattened``.
  case flatten
  /// Shuffles observations by a seed: ``ObservationPermuted``.
  case permute
  /// Multiplies rewards: ``RewardScaled``.
  case rewardScale = "reward-scale"
  /// Clips rewards: ``RewardClipped``.
  case rewardClip = "reward-clip"
  /// Adds noise to rewards: ``RewardNoisy``.
  case rewardNoise = "reward-noise"
  /// Pays every so many steps: ``RewardDelayed``.
  case rewardDelay = "reward-delay"
  /// Pays at the end of the episode: ``RewardDelayed``.
  case rewardSparse = "reward-sparse"
  /// Takes every action so many times: ``ActionRepeated``.
  case actionRepeat = "action-repeat"
  /// Repeats actions by chance: ``ActionSticky``.
  case stickyActions = "sticky-actions"
  /// Makes actions numbers within ±1: ``ActionRescaled``.
  case rescaleActions = "rescale-actions"

  /// What it does, in a sentence.
  public var summary: String {
    switch self {
    case .timeLimit: "ends episodes after so many steps"
    case .frameStack: "shows so many of the last observations together"
    case .flatten: "makes observations one vector, indices one-hot"
    case .permute: "shuffles observations, by a seed"
    case .rewardScale: "multiplies rewards by a factor"
    case .rewardClip: "clips rewards to a limit on either side"
    case .rewardNoise: "adds noise of a deviation to rewards"
    case .rewardDelay: "pays every so many steps"
    case .rewardSparse: "pays at the end of the episode only"
    case .actionRepeat: "takes every action so many times"
    case .stickyActions: "takes the action before again, with a probability"
    case .rescaleActions: "makes actions numbers within ±1"
    }
  }

  /// Which numbers may follow the equals sign, and which is meant where none does.
  public struct Value: Sendable {
    /// The least and the greatest number allowed.
    public var range: ClosedRange<Double>
    /// Whether only whole numbers are.
    public var isWhole: Bool
    /// What is meant where none is given; nil where one must be.
    public var standard: Double?

    /// The numbers allowed, in words.
    public var phrase: String { "\(isWhole ? "whole " : "")number \(range.phrase)" }

    fileprivate static func whole(_ range: ClosedRange<Double>, _ standard: Double? = nil) -> Value
    {
      Value(range: range, isWhole: true, standard: standard)
    }

    fileprivate static func number(
      _ range: ClosedRange<Double>, _ standard: Double? = nil
    ) -> Value {
      Value(range: range, isWhole: false, standard: standard)
    }
  }

  /// What may follow the equals sign; nil where nothing may.
  public var value: Value? {
    switch self {
    case .timeLimit, .rewardDelay: .whole(1...1e9)
    case .frameStack: .whole(1...1024, 4)
    case .permute: .whole(0...1e9, 0)
    case .actionRepeat: .whole(1...1e6)
    case .rewardScale: .number(-1e9...1e9)
    case .rewardClip: .number(.positive, 1)
    case .rewardNoise: .number(.nonNegative)
    case .stickyActions: .number(.unit, 0.25)
    case .flatten, .rewardSparse, .rescaleActions: nil
    }
  }

  /// Whether it changes rewards, so that returns are to be recorded inside of it.
  private var changesRewards: Bool { rawValue.hasPrefix("reward") }
}

// MARK: - Wrapping

extension WrapperEntry {
  /// Wraps an environment as texts say, the first innermost.
  ///
  /// - Parameters:
  ///   - world: The environment.
  ///   - texts: Ids with values: `frame-stack=4`.
  /// - Returns: The environment in its wrappers, the unchanged returns recorded.
  /// - Throws: ``Failure`` of kind `configuration` that names the wrapper.
  static func wrap(_ world: any Environment, in texts: [String]) throws -> any Environment {
    let wrappers = try texts.map { try parse($0) }
    var world = world
    for (index, (wrapper, number)) in wrappers.enumerated() {
      if wrapper.changesRewards, !wrappers[..<index].contains(where: \.0.changesRewards) {
        world = recorded(world)
      }
      world = try wrapper.wrap(world, number)
    }
    return world
  }

  private static func recorded(_ world: some Environment) -> any Environment {
    StatisticsRecorded(world)
  }

  private func wrap(_ world: some Environment, _ number: Double) throws -> any Environment {
    switch self {
    case .timeLimit: TimeLimited(world, steps: Int(number))
    case .frameStack: try FrameStacked(world, frames: Int(number))
    case .flatten: ObservationFlattened(world)
    case .permute: try ObservationPermuted(world, seed: UInt64(number))
    case .rewardScale: RewardScaled(world, by: number)
    case .rewardClip: RewardClipped(world, to: number)
    case .rewardNoise: RewardNoisy(world, deviation: number)
    case .rewardDelay: RewardDelayed(world, steps: Int(number))
    case .rewardSparse: RewardDelayed(world)
    case .actionRepeat: ActionRepeated(world, count: Int(number))
    case .stickyActions: ActionSticky(world, probability: number)
    case .rescaleActions: try ActionRescaled(world)
    }
  }

  private static func parse(_ text: String) throws -> (WrapperEntry, Double) {
    let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
    let id = parts.first ?? ""
    guard let wrapper = WrapperEntry(rawValue: id) else {
      throw Failure(
        .configuration, "there is no wrapper \(id)",
        remedy: NearestName.remedy(
          for: id, among: allCases.map(\.rawValue), otherwise: "apus list wrappers shows them"))
    }
    guard let value = wrapper.value else {
      guard parts.count == 1 else {
        throw Failure(.configuration, "\(id) takes no number", remedy: "write \(id) alone")
      }
      return (wrapper, 0)
    }
    guard let number = parts.count == 2 ? Double(parts[1]) : value.standard,
      value.range.contains(number), !value.isWhole || number == number.rounded()
    else {
      throw Failure(
        .configuration, "\(text) is no wrapper with its number",
        remedy: "write \(id)= and a \(value.phrase)")
    }
    return (wrapper, number)
  }
}
