internal import Foundation

/// What an option-critic has learned, and how it learns from one step.
///
/// Shapes: `S` states, `N` options, `A` actions.
struct OptionCriticTables: Codable {
  let actionCount: Int
  let optionCount: Int
  /// `Q(s, o)`, `[S, N]`.
  var optionValues: [Double]
  /// `Q(s, o, a)`, `[S, N, A]`.
  var actionValues: [Double]
  /// The preferences of the options' policies, `[S, N, A]`.
  var preferences: [Double]
  /// The logits of β, `[S, N]`.
  var endings: [Double]

  init(states: Int, options: Int, actions: Int) {
    optionCount = options
    actionCount = actions
    optionValues = Array(repeating: 0, count: states * options)
    actionValues = Array(repeating: 0, count: states * options * actions)
    preferences = actionValues
    endings = optionValues
  }

  /// What each option is worth in a state, `[N]`.
  func values(in state: Int) -> ArraySlice<Double> {
    optionValues[state * optionCount..<(state + 1) * optionCount]
  }

  /// What the best option of a state is worth.
  func best(in state: Int) -> Double { values(in: state).max() ?? 0 }

  private func places(_ state: Int, _ option: Int) -> Range<Int> {
    let first = (state * optionCount + option) * actionCount
    return first..<first + actionCount
  }

  /// π(·|s, o), `[A]`.
  func policy(in state: Int, of option: Int, temperature: Double) -> [Double] {
    let own = preferences[places(state, option)]
    let greatest = own.max() ?? 0
    let weights = own.map { exp(($0 - greatest) / temperature) }
    let sum = weights.reduce(0, +)
    return weights.map { $0 / sum }
  }

  /// β(s, o), how likely an option ends on arriving in a state.
  func termination(in state: Int, of option: Int) -> Double {
    1 / (1 + exp(-endings[state * optionCount + option]))
  }

  /// One step, as algorithm 1 has it; nothing follows where `next` is nil.
  ///
  /// `g = r + γ [(1 − β(s′)) Q(s′, o) + β(s′) maxₒ′ Q(s′, o′)]` is the target of both values;
  /// `θ(b) ← θ(b) + α (1[b = a] − π(b)) (Q(s, o, a) − Q(s, o))`;
  /// `ϑ ← ϑ − α β (1 − β) (Q(s′, o) − maxₒ′ Q(s′, o′) + ξ)`.
  ///
  /// - Returns: The error of the value of the action.
  mutating func learn(
    from state: Int, with option: Int, by action: Int, reward: Double, next: Int?,
    _ configuration: OptionCriticConfiguration
  ) -> Double {
    let place = state * optionCount + option
    let actionPlace = place * actionCount + action
    let target = reward + (next.map { configuration.discount * onArrival(in: $0, option) } ?? 0)
    let error = target - actionValues[actionPlace]
    actionValues[actionPlace] += configuration.criticLearningRate * error
    optionValues[place] += configuration.criticLearningRate * (target - optionValues[place])

    let baseline = configuration.hasBaseline ? optionValues[place] : 0
    let weight = configuration.policyLearningRate * (actionValues[actionPlace] - baseline)
    let policy = policy(in: state, of: option, temperature: configuration.temperature)
    for (other, probability) in policy.enumerated() {
      preferences[place * actionCount + other] += weight * ((other == action ? 1 : 0) - probability)
    }
    if let next { adaptTermination(in: next, of: option, configuration) }
    return error
  }

  private func onArrival(in state: Int, _ option: Int) -> Double {
    let ending = termination(in: state, of: option)
    return (1 - ending) * optionValues[state * optionCount + option] + ending * best(in: state)
  }

  private mutating func adaptTermination(
    in state: Int, of option: Int, _ configuration: OptionCriticConfiguration
  ) {
    let place = state * optionCount + option
    let ending = termination(in: state, of: option)
    let advantage = optionValues[place] - best(in: state) + configuration.deliberationCost
    endings[place] -=
      configuration.terminationLearningRate * ending * (1 - ending) * advantage
  }
}
