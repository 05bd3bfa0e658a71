import AgentCommons
import Diagnostics
import Networks
import ReinforcementLearning
import TensorCore
import Testing

@testable import PolicyOptimization

/// An actor in two copies of a task of eleven steps, and what its networks said as it acted.
private struct Acted {
  let actor: PolicyActor
  private(set) var outputs: [Float] = []  // [T, n, P]
  private let steps: Int
  private let batch: any BatchEnvironment

  init(_ recurrence: Recurrence, steps: Int, sequenceSteps: Int) throws {
    batch = MemoryLength.v0.makeBatch(count: 2)
    self.steps = steps
    var architecture = PolicyArchitecture(hiddenWidths: [8], activation: .tanh, logDeviation: 0)
    (architecture.recurrence, architecture.recurrentWidth) = (recurrence, 5)
    actor = PolicyActor(
      PolicyActor.Choices(
        architecture: architecture, rolloutSteps: steps, sequenceSteps: sequenceSteps,
        discount: 0.9, normalizesObservations: false, normalizesRewards: false),
      AgentContext(
        observationSpace: batch.observationSpace, actionSpace: batch.actionSpace, copies: 2,
        steps: 100, seed: 0),
      named: "ppo")
    try batch.reset(seed: 0)
    var state = ActingState(
      mode: .explore, random: RandomSource(seed: 1), copies: 2, memoryWidth: actor.memoryWidth)
    // A rollout that is thrown away, so that the next begins in the midst of an episode.
    for _ in 0..<7 { try advance(&state) }
    actor.rollout.removeAll()
    outputs = []
    for _ in 0..<steps { try advance(&state) }
  }

  private mutating func advance(_ state: inout ActingState) throws {
    let before = batch.observations
    var actions = Rows(count: 2, width: 1)
    actor.act(on: Observations(before), state: &state, into: &actions)
    outputs += actor.networks.evaluation(of: 2, isNoisy: true).outputs
    try batch.step(actions)
    state.noteEndings(batch.endings)
    actor.observe(
      Transitions(from: before, by: actions, remembering: state.memory, in: batch))
  }

  /// What a program says of sequences, by place: outputs `[T, n, P]` and values `[T, n]`.
  func learned(from experience: PolicyActor.Experience) throws -> (
    outputs: [Float], values: [Float]
  ) {
    let (rows, width) = (2 * steps, actor.head.outputs)
    let program = try Program { trace in
      let reading = actor.networks.read(in: trace, rows: rows, steps: actor.sequenceSteps)
      trace.output("outputs", reading.outputs)
      trace.output("values", reading.values)
    }
    let inputs = ExperienceInputs(
      of: program, actor.networks, steps: actor.sequenceSteps, readsActions: false)
    var places: [Int] = Array(repeating: 0, count: rows)
    inputs.fill(with: 0..<experience.sequences, of: experience) { places[$0] = $1 }
    program.run()
    var (outputs, values) = (
      [Float](repeating: 0, count: rows * width), [Float](repeating: 0, count: rows)
    )
    for (row, place) in places.enumerated() {
      values[place] = program.output("values")[row]
      for index in 0..<width {
        outputs[place * width + index] = program.output("outputs")[row * width + index]
      }
    }
    return (outputs, values)
  }
}

@Suite struct `A recurrent policy` {
  @Test(arguments: [Recurrence.gru, .lstm], [24, 8])
  func `learns from the bits that it acted by`(_ recurrence: Recurrence, _ sequence: Int) throws {
    let acted = try Acted(recurrence, steps: 24, sequenceSteps: sequence)
    var experience = acted.actor.takeExperience(discount: 0.9, decay: 0.9)
    #expect(experience.sequences == 48 / sequence)
    #expect(experience.beginnings.contains(1))
    let learned = try acted.learned(from: experience)
    #expect(learned.outputs == acted.outputs)
    #expect(learned.values == experience.values)
    // The comparison notices a state or an end of an episode that is lost.
    experience.states = experience.states.map { _ in 0 }
    #expect(try acted.learned(from: experience).outputs != acted.outputs)
    let another = try Acted(recurrence, steps: 24, sequenceSteps: sequence)
    var endless = another.actor.takeExperience(discount: 0.9, decay: 0.9)
    endless.beginnings = endless.beginnings.map { _ in 0 }
    #expect(try another.learned(from: endless).outputs != another.outputs)
  }

  @Test func `refuses sequences that leave a rest`() {
    var configuration = PPOConfiguration()
    (configuration.recurrence, configuration.sequenceSteps) = (.gru, 48)
    let failure = #expect(throws: Failure.self) {
      try PPO(
        configuration,
        AgentContext(
          observationSpace: .box(Box([-1...1])), actionSpace: .discrete(2), steps: 1, seed: 0))
    }
    #expect(failure?.remedy == "choose sequenceSteps that divide rolloutSteps and batchSize")
  }
}

@Suite struct `The noise of a policy` {
  private func agent() throws -> A2C {
    var configuration = A2CConfiguration.noisy
    (configuration.hiddenWidths, configuration.rolloutSteps) = ([8], 1)
    configuration.noiseDeviation = 0.5
    return try A2C(
      configuration,
      AgentContext(
        observationSpace: .box(Box([-1...1])), actionSpace: .discrete(2), copies: 2, steps: 100,
        seed: 0))
  }

  private func outputs(of agent: A2C, isNoisy: Bool) -> [Float] {
    let evaluation = agent.actor.networks.evaluation(of: 2, isNoisy: isNoisy)
    _ = evaluation.features.update(fromContentsOf: [0.3, -0.6])
    evaluation.run()
    return Array(evaluation.outputs) + Array(evaluation.values)
  }

  @Test func `lasts for a round, and leaves the means alone`() throws {
    let agent = try agent()
    let (noisy, means) = (
      outputs(of: agent, isNoisy: true), outputs(of: agent, isNoisy: false)
    )
    #expect(noisy != means)
    #expect(outputs(of: agent, isNoisy: true) == noisy)
    agent.actor.networks.noiseRound += 1
    #expect(outputs(of: agent, isNoisy: true) != noisy)
    #expect(outputs(of: agent, isNoisy: false) == means)
  }

  /// With the values as returns and the noise of acting nothing is missed.
  @Test func `is the same in acting and in learning`() throws {
    let agent = try agent()
    let values = Array(outputs(of: agent, isNoisy: true).suffix(2))
    let buffers = NoiseInputs("noise")
    let networks = agent.actor.networks
    let program = try Program { trace in
      trace.output("values", networks.read(in: trace, rows: 2, noise: buffers).values)
    }
    networks.drawNoise(into: buffers.buffers(of: program))
    _ = program.input("features").update(fromContentsOf: [0.3, -0.6])
    program.run()
    #expect(Array(program.output("values")) == values)
  }
}
