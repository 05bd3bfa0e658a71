import AgentCommons
import ReinforcementLearning
import TensorCore
import Testing

@testable import ActorCritic

@Suite struct `The losses of deterministic policies` {
  /// Runs a rule's loss on two transitions and outputs of `[K, 2, N]`.
  private func loss(
    _ rule: any DeterministicRule, outputs: [Float], next: [Float]
  ) throws -> Float {
    let program = try Program { trace in
      let shape = [rule.critics, 2, rule.outputs]
      let batch = TransitionTensors(trace, count: 2, features: 1, actionWidth: 1)
      trace.output(
        "loss",
        rule.criticLosses(
          of: trace.constant(outputs, shape: shape), next: trace.constant(next, shape: shape),
          batch
        ).mean())
    }
    _ = program.input("rewards").update(fromContentsOf: [1, 1])
    _ = program.input("continuations").update(fromContentsOf: [0.5, 0])
    program.run()
    return program.output("loss")[0]
  }

  /// (1 + 0.5 · 4 − 1)² = 4 and (1 − 3)² = 4.
  @Test func `bootstrap, and not beyond an end`() throws {
    #expect(try loss(DDPG(DDPGConfiguration()), outputs: [1, 3], next: [4, 9]) == 4)
  }

  /// y = 1 + 0.5 · min(4, 2) = 2 and 1: (2 − 1)² + (2 − 0)² and (1 − 3)² + (1 − 1)², in the mean.
  @Test func `bootstrap from the lesser of two values`() throws {
    let loss = try loss(TD3(TD3Configuration()), outputs: [1, 3, 0, 1], next: [4, 9, 2, 8])
    #expect(loss == 4.5)
  }

  /// Noise of 0.2 · (1, −4), of which the second is kept at −0.5; then both within ±1.
  @Test func `disturb the actions of targets, within limits`() throws {
    let rule = TD3(TD3Configuration())
    let program = try Program { trace in
      trace.output(
        "a", rule.targetActions(trace.constant([0.9, 0.25, 0.25, -0.75], shape: [4, 1])))
    }
    _ = program.input("smoothing").update(fromContentsOf: [1, 1, -4, -4])
    program.run()
    for (action, expected) in zip(program.output("a"), [1, 0.45, -0.25, -1] as [Float]) {
      #expect(abs(action - expected) < 1e-6)
    }
  }

  /// The atoms −1, 0 and 1, all equally likely, become 0.5, 1 and 1.5.
  ///
  /// The first is shared by 0 and 1, the last is kept at 1: masses of 0, 1/6 and 5/6; and all on 1
  /// where nothing follows.  The cross-entropy with a uniform law is log 3 = 1.098612 whatever they
  /// are; with logits 0, 0 and log 2 it is log 4 − m₃ log 2.
  @Test func `follow the law of the return`() throws {
    var configuration = D4PGConfiguration()
    (configuration.atoms, configuration.leastReturn, configuration.greatestReturn) = (3, -1, 1)
    let rule = D4PG(configuration)
    let uniform = [Float](repeating: 0, count: 6)
    #expect(abs(try loss(rule, outputs: uniform, next: uniform) - 1.098612) < 1e-5)
    let logTwo: Float = 0.693147
    let raised = [0, 0, logTwo, 0, 0, logTwo]
    let expected = ((2 - 5 / 6) * logTwo + logTwo) / 2
    #expect(abs(try loss(rule, outputs: raised, next: uniform) - expected) < 1e-5)
    let program = try Program { trace in
      trace.output("worth", rule.worth(of: trace.constant(raised, shape: [1, 2, 3])))
    }
    program.run()
    #expect(abs(program.output("worth")[0] - 0.25) < 1e-6)  // −¼ + ½
  }
}

@Suite struct `An update of a deterministic policy` {
  private func method(_ rule: any DeterministicRule) throws -> DeterministicPolicyGradient {
    let context = context()
    return try DeterministicPolicyGradient(rule, FeatureEncoder(context.observationSpace), context)
  }

  /// The actor climbs one critic, whose weights need no gradients.
  @Test func `does every product that it needs, and no other`() throws {
    var configuration = TD3Configuration()
    configuration.hiddenWidths = [64]
    configuration.batchSize = 16
    let programs = try method(TD3(configuration)).programs
    func products(_ program: Program) -> [String] {
      program.statistics.matrixProducts.map(\.description).sorted()
    }
    let actor = ["[16, 2] · [2, 64]", "[16, 64] · [64, 2]"]
    let critics = ["2 × [16, 4] · [4, 64]", "2 × [16, 64] · [64, 1]"]
    let gradients = [
      "2 × [4, 16] · [16, 64]", "2 × [64, 16] · [16, 1]", "2 × [16, 1] · [1, 64]",
    ]
    #expect(products(programs[0]) == (actor + critics + critics + gradients).sorted())
    let one = ["[16, 4] · [4, 64]", "[16, 64] · [64, 1]"]
    let back = ["[16, 1] · [1, 64]", "[16, 64] · [64, 4]"]
    let actorGradients = ["[64, 16] · [16, 2]", "[16, 2] · [2, 64]", "[2, 16] · [16, 64]"]
    #expect(products(programs[1]) == (actor + one + back + actorGradients).sorted())
  }

  /// What was not weighed counts nothing, and every error is handed to the replay.
  @Test func `weighs transitions that are drawn by their error`() throws {
    var configuration = D4PGConfiguration()
    configuration.hiddenWidths = [8]
    configuration.batchSize = 4
    configuration.isPrioritized = true
    let method = try method(D4PG(configuration))
    let batch = method.batch
    for place in batch.observations.indices { batch.observations[place] = Float(place) / 8 }
    let weights = try #require(batch.weights)
    _ = weights.update(fromContentsOf: [0, 0.5, 0, 1])
    method.programs[0].run()
    let errors = try #require(method.errors)
    #expect(Set(errors).count == 4)
    let expected = (0.5 * errors[1] + errors[3]) / 4
    #expect(abs(method.programs[0].output("critic_loss")[0] - expected) < 1e-6)
    configuration.isPrioritized = false
    #expect(try self.method(D4PG(configuration)).errors == nil)
  }

  @Test func `moves the policy and all targets as often as it is told`() throws {
    var configuration = TD3Configuration()
    configuration.hiddenWidths = [8]
    configuration.batchSize = 4
    configuration.actorInterval = 3
    let method = try method(TD3(configuration))
    for place in method.batch.observations.indices { method.batch.observations[place] = 0.5 }
    func archive() -> Archive {
      var archive = Archive()
      method.save(to: &archive)
      return archive
    }
    var random = RandomSource(seed: 0)
    var recorder = MetricRecorder(method.metrics)
    var before = archive()
    for number in 1...6 {
      try method.update(number, drawing: &random, recording: &recorder)
      let after = archive()
      func moved(_ name: String) -> Bool {
        before.arrays["\(name)/0/bias"] != after.arrays["\(name)/0/bias"]
      }
      #expect(moved("critics/critics"))
      for name in ["actor/actor", "targetActor/targetActor", "targetCritics/targetCritics"] {
        #expect(moved(name) == number.isMultiple(of: 3), "\(name) at \(number)")
      }
      before = after
    }
  }
}
