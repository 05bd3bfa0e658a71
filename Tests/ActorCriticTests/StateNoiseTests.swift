import Foundation
import ReinforcementLearning
import TensorCore
import Testing

@testable import ActorCritic

@Suite struct `The noise of the state` {
  private func noise(steps: Int = 3) -> StateNoise {
    var configuration = SACConfiguration()
    configuration.stateNoiseSteps = steps
    configuration.stateNoiseLogDeviation = log(0.5)
    return StateNoise(hidden: 2, width: 1, configuration)
  }

  /// σ = ½ on z = (3, 4): √(1.5² + 2²) = 2.5; with ξ = (1, −1), 1.5 − 2 = −0.5.
  @Test func `grows with what the policy sees`() throws {
    let program = try Program { trace in
      let layer = trace.constant([3, 4], shape: [1, 2])
      trace.output("deviation", noise().logDeviation(on: layer).exp())
      trace.output("noise", noise().noise(on: layer))
    }
    _ = program.input("noise").update(fromContentsOf: [1, -1])
    program.run()
    #expect(abs(program.output("deviation")[0] - 2.5) < 1e-5)
    #expect(abs(program.output("noise")[0] + 0.5) < 1e-6)
  }

  /// Kept for three steps, but not into the next episode, and drawn at every step unless exploring.
  @Test func `is kept for as long as it is told`() {
    let noise = noise()
    func draws(_ mode: ActingMode) -> [Float] {
      var state = ActingState(
        mode: mode, random: RandomSource(seed: 1), copies: 1, memoryWidth: noise.memoryWidth)
      var row: [Float] = [0, 0]
      return (0..<8).map { step in
        row.withUnsafeMutableBufferPointer { noise.draw(&state, into: $0) }
        state.noteEndings([step == 3 ? .terminated : nil])
        return row[0]
      }
    }
    let kept = draws(.explore)
    #expect(kept[0] == kept[1] && kept[1] == kept[2] && kept[2] != kept[3])
    #expect(kept[3] != kept[4] && kept[4] == kept[6] && kept[6] != kept[7])
    #expect(Set(draws(.sample)).count == 8)
  }

  @Test func `explores by one function of the state, and is learned`() throws {
    let agent = try ActorCriticAgent.sac.prepare(
      ["hasStateNoise": .boolean(true), "warmUpSteps": .integer(0)], steps: 2_000
    ).make(context(steps: 2_000))
    var state = ActingState(
      mode: .explore, random: RandomSource(seed: 1), copies: 1, memoryWidth: agent.memoryWidth)
    var action = Rows(count: 1, width: 2)
    let actions = (0..<16).map { _ in
      agent.act(on: Observations(Rows([0.5, -0.5])), state: &state, into: &action)
      state.noteEndings([nil])
      return action.storage
    }
    #expect(Set(actions[..<8]).count == 1 && Set(actions).count == 2)
    var archive = Archive()
    agent.save(to: &archive)
    #expect(archive.arrays.keys.contains { $0.hasPrefix("actor/stateNoise") })
  }
}
