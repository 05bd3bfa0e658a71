internal import Foundation
internal import ReinforcementLearning

/// Actions without a thought, as they are before the first update: uniform over the action space, and
/// correlated from one step to the next as the noise of exploration is.
///
/// Numbers in a box are `Φ(ξ)` of the way from the least to the greatest, with the normal process `ξ`
/// of ``ActionNoise``, which makes them uniform whatever the correlation; a discrete action is done
/// again with the probability of the correlation.
struct RandomActions {
  private let space: Space
  private let noise: ActionNoise

  /// Creates actions of a space, of which `correlation` is left after a step; 0 if they are independent.
  init(_ space: Space, correlation: Float) {
    self.space = space
    if case .box(let box) = space {
      noise = ActionNoise(width: box.count, correlation: correlation)
    } else {
      noise = ActionNoise(width: 1, correlation: correlation)
    }
  }

  /// Chooses an action for every copy.
  func act(_ state: inout ActingState, into actions: inout Rows) {
    if case .box(let box) = space, noise.memoryWidth > 0 {
      return actCorrelated(in: box, &state, into: &actions)
    }
    var row: [Float] = []
    for copy in 0..<actions.count {
      if noise.memoryWidth > 0, !state.isFirst[copy],
        state.random.uniform() < Double(noise.correlation)
      {
        actions[copy, 0] = state.memory[copy, 0]
        continue
      }
      row.removeAll(keepingCapacity: true)
      space.appendSample(to: &row, using: &state.random)
      for place in row.indices { actions[copy, place] = row[place] }
      if noise.memoryWidth > 0 { state.memory[copy, 0] = row[0] }
    }
  }

  private func actCorrelated(
    in box: Box, _ state: inout ActingState, into actions: inout Rows
  ) {
    withUnsafeTemporaryAllocation(of: Float.self, capacity: actions.count * box.count) { normal in
      noise.draw(&state, into: normal)
      for place in normal.indices {
        let (copy, component) = (place / box.count, place % box.count)
        let part = Float(0.5 * erfc(-Double(normal[place]) / 2.squareRoot()))
        let (low, high) = (box.low[component], box.high[component])
        actions[copy, component] = min(max(low + (high - low) * part, low), high)
      }
    }
  }
}
