internal import AgentCommons
internal import ReinforcementLearning

/// What each option is worth in each state, and the two ways to learn it.
///
/// Shapes: `S` states, `N` options.  Options that cannot be begun in a state have no value there.
/// Follows Sutton, Precup and Singh, 1999: equation 8 for whole courses, section 6.2 for single
/// steps.
struct OptionValues {
  let options: [Option]
  let discount: Double
  let learningRate: Double
  /// `Q(s, o)`, `[S, N]`.
  var table: [Double]

  init(
    _ options: [Option], states: Int, discount: Double, learningRate: Double, initialValue: Double
  ) {
    self.options = options
    self.discount = discount
    self.learningRate = learningRate
    table = Array(repeating: initialValue, count: states * options.count)
  }

  /// The options that can be begun in a state.
  func possible(in state: Int) -> [Int] {
    options.indices.filter { options[$0].canBegin(in: state) }
  }

  /// What an option is worth in a state.
  func value(of option: Int, in state: Int) -> Double { table[state * options.count + option] }

  /// What the best option of a state is worth.
  func best(in state: Int) -> Double {
    possible(in: state).map { value(of: $0, in: state) }.max() ?? 0
  }

  /// One of the best options of a state.
  func greedy(in state: Int, using random: inout RandomSource) -> Int {
    let possible = possible(in: state)
    let values = possible.map { value(of: $0, in: state) }
    return possible[ActionChoice.greedy(values, breakingTiesWith: &random)]
  }

  /// `U(s′, o) = (1 − β(s′)) Q(s′, o) + β(s′) maxₒ′ Q(s′, o′)`.
  func onArrival(in state: Int, with option: Int) -> Double {
    let ending = options[option].terminations[state]
    let going = ending < 1 ? (1 - ending) * value(of: option, in: state) : 0
    return going + ending * best(in: state)
  }

  /// `Q(s, o) ← Q(s, o) + α [R + γᵏ maxₒ′ Q(s′, o′) − Q(s, o)]`, after a course of `k` steps that
  /// earned `R`; nothing follows where `next` is nil.
  ///
  /// - Returns: The size of the error.
  mutating func learn(
    course option: Int, from state: Int, earning sum: Double, lasting duration: Int, next: Int?
  ) -> Double {
    let following = next.map { discount.power(duration) * best(in: $0) } ?? 0
    return move(option, in: state, to: sum + following)
  }

  /// `Q(s, o) ← Q(s, o) + α [r + γ U(s′, o) − Q(s, o)]`, for every option that would have done the
  /// same; nothing follows where `next` is nil.
  ///
  /// - Returns: The mean size of the errors.
  mutating func learn(step action: Int, from state: Int, reward: Double, next: Int?) -> Double {
    let fitting = options.indices.filter { options[$0].actions[state] == action }
    let targets = fitting.map { option in
      reward + (next.map { discount * onArrival(in: $0, with: option) } ?? 0)
    }
    let errors = zip(fitting, targets).map { move($0, in: state, to: $1) }
    return errors.isEmpty ? 0 : errors.reduce(0, +) / Double(errors.count)
  }

  private mutating func move(_ option: Int, in state: Int, to target: Double) -> Double {
    let place = state * options.count + option
    let error = target - table[place]
    table[place] += learningRate * error
    return abs(error)
  }
}
