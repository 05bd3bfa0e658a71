internal import AgentCommons
internal import Foundation
internal import Networks
internal import ReinforcementLearning
internal import TensorCore

/// How an MPO acts: it remembers the action as drawn, and the logarithm of its probability.
final class MPOActor {
  private let policy: any ImprovingPolicy
  private let scaling: ActionScaling?  // none where actions are discrete
  private let actions: RowPrograms
  private let thoughts: RowPrograms
  private let width: Int

  init(_ networks: MPONetworks, _ encoder: FeatureEncoder, _ space: Space) {
    let policy = networks.policy
    self.policy = policy
    scaling = space.box.map { ActionScaling($0) }
    width = space.rowWidth
    actions = RowPrograms("mpo actions", encoder) { _, states in policy.traceActing(in: states) }
    thoughts = RowPrograms("mpo thoughts", encoder) { _, states in
      policy.traceThoughts(in: states, by: networks.critic)
    }
  }

  /// An action and `log μ(a|s)`.
  var memoryWidth: Int { width + 1 }

  func act(on rows: Rows, state: inout ActingState, into actions: inout Rows) {
    let program = self.actions.program(on: rows)
    guard let scaling else { return choose(by: program, state: &state, into: &actions) }
    let noise = program.input("noise")
    for place in noise.indices {
      noise[place] = state.mode == .greedy ? 0 : Float(state.random.normal())
    }
    program.run()
    let (drawn, logarithms) = (program.output("actions"), program.output("logProbabilities"))
    scaling.expand(drawn, into: &actions)
    for copy in 0..<rows.count {
      for place in 0..<width { state.memory[copy, place] = drawn[copy * width + place] }
      state.memory[copy, width] = logarithms[copy]
    }
  }

  private func choose(
    by program: Program, state: inout ActingState, into actions: inout Rows
  ) {
    program.run()
    let (all, count) = (program.output("logProbabilities"), policy.valueWidth)
    for copy in 0..<actions.count {
      let own = all[copy * count..<(copy + 1) * count]
      let action =
        state.mode == .greedy
        ? ActionChoice.greedy(own)
        : state.random.choice(weightedBy: own.map { exp(Double($0)) })
      actions[copy, 0] = Float(action)
      state.memory[copy, 0] = Float(action)
      state.memory[copy, 1] = all[copy * count + action]
    }
  }

  func introspect(_ rows: Rows) -> [Introspection] {
    let program = thoughts.program(on: rows)
    program.run()
    let (values, count) = (program.output("values"), policy.valueWidth)
    return (0..<rows.count).map { row in
      let own = row * count..<(row + 1) * count
      guard policy.actionWidth == nil else { return Introspection(value: values[row]) }
      let probabilities = Array(program.output("policy")[own])
      let actionValues = Array(values[own])
      return Introspection(
        actionValues: actionValues, policy: probabilities,
        value: zip(probabilities, actionValues).reduce(0) { $0 + $1.0 * $1.1 })
    }
  }
}
