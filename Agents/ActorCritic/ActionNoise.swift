internal import ReinforcementLearning

/// Standard normal numbers for the actions of every copy, correlated from one step to the next.
///
/// `ξ ← ρ ξ + √(1 - ρ²) N(0, 1)`, begun anew with each episode: the process of Ornstein and
/// Uhlenbeck (1930) observed at every step, with `ρ = exp(-θ)` and the variance one whatever the
/// correlation.  What it remembers lies in the acting state.
struct ActionNoise: Sendable {
  /// How many numbers an action has, `D`.
  let width: Int
  /// `ρ`, what is left of the noise after a step.
  let correlation: Float

  /// How many floats are remembered of each copy's episode.
  var memoryWidth: Int { correlation > 0 ? width : 0 }

  /// Draws the noise of a step, `[n, D]`.
  func draw(_ state: inout ActingState, into noise: UnsafeMutableBufferPointer<Float>) {
    let rest = (1 - correlation * correlation).squareRoot()
    let isCorrelated = memoryWidth > 0 && state.mode == .explore
    for place in noise.indices {
      var number = Float(state.random.normal())
      if isCorrelated {
        let (copy, component) = (place / width, place % width)
        if !state.isFirst[copy] {
          number = correlation * state.memory[copy, component] + rest * number
        }
        state.memory[copy, component] = number
      }
      noise[place] = number
    }
  }
}
