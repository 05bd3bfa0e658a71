import Diagnostics
import ErdosSelfridgeSpencer
import Foundation
import ReinforcementLearning
import TensorCore
import Testing
import Training

@testable import Imitation

private func trained(
  _ entry: AgentEntry, in world: EnvironmentEntry, steps: Int,
  _ changes: [String: ConfigurationValue] = [:]
) throws -> (evaluation: Evaluation, report: TrainingReport) {
  let batch = world.makeBatch(isSolving: true)
  let agent = try entry.prepare(changes, steps: steps).make(
    AgentContext(
      observationSpace: batch.observationSpace, actionSpace: batch.actionSpace, steps: steps,
      seed: 100))
  let trainer = try Trainer(agent, in: batch, seed: 100)
  while trainer.step < steps { try trainer.advance() }
  return (
    try Evaluator(in: world, episodes: 100, seed: 1).evaluate(trainer.agent), trainer.drain()
  )
}

@Suite struct `Imitation` {
  @Test func `counts every best action as a good answer`() throws {
    let optimum = Optimum(value: 1, actionValues: [1, 0, 1], actions: [[0], [2]])
    let lesson = try #require(Lesson(.discrete(3)))
    #expect(lesson.example(of: optimum) == [0.5, 0, 0.5])
    #expect(lesson.action(by: [0, 2, 1]) == [1])
    let numbers = try #require(Lesson(.box(Box([-1...1, 0...5]))))
    #expect(numbers.example(of: Optimum(value: 0, actions: [[0.5, 4]])) == [0.5, 4])
    #expect(numbers.action(by: [-3, 4]) == [-1, 4])
    #expect(Lesson(.multiDiscrete([2, 2])) == nil)
  }

  /// Of logits 0 and log 3, probabilities ¼ and ¾: −½ log ¼ − ½ log ¾ to either, −log ¾ to the second
  /// alone; half of 1² + 2² between numbers.
  @Test func `has losses that were worked out by hand`() throws {
    let program = try Program("losses") { trace in
      let outputs = trace.constant([0, log(3), 0, log(3)], shape: [2, 2])
      let examples = trace.constant([0.5, 0.5, 0, 1], shape: [2, 2])
      trace.output("choice", Lesson.choice(2).losses(of: outputs, to: examples))
      let numbers = trace.constant([1, 2], shape: [1, 2])
      let wanted = trace.constant([0, 4], shape: [1, 2])
      trace.output(
        "numbers", Lesson.numbers(Box([0...9, 0...9])).losses(of: numbers, to: wanted))
    }
    program.run()
    let choice = Array(program.output("choice"))
    #expect(abs(choice[0] - 0.5 * log(16.0 / 3)) < 1e-6)
    #expect(abs(choice[1] - log(4.0 / 3)) < 1e-6)
    #expect(abs(program.output("numbers")[0] - 2.5) < 1e-6)
  }

  @Test(arguments: [ImitationAgent.cloning, ImitationAgent.dagger])
  func `learns to echo`(_ entry: AgentEntry) throws {
    let choice = try trained(entry, in: Echo.v0, steps: 2_000)
    #expect(choice.evaluation.meanReturn == 10)
    #expect(choice.evaluation.optimalShare == 1)
    let number = try trained(entry, in: EchoContinuous.v0, steps: 2_000)
    #expect(number.evaluation.meanReturn > -0.1)
  }

  @Test(arguments: [ImitationAgent.cloning, ImitationAgent.dagger])
  func `learns to defend on ten levels`(_ entry: AgentEntry) throws {
    let world = try DefenderGame.v0.configured(with: ["potential": .number(0.95)])
    let result = try trained(entry, in: world, steps: 6_000)
    #expect(result.evaluation.meanReturn >= 0.8)
    #expect(try #require(result.evaluation.optimalShare) > 0.95)
  }

  /// The teacher, who always wins here, takes every action of one, and hardly one of the other.
  @Test func `lets the teacher act as long as it says`() throws {
    let untaught: [String: ConfigurationValue] = ["warmUpSteps": .integer(1_000_000)]
    let cloning = try trained(ImitationAgent.cloning, in: Echo.v0, steps: 400, untaught)
    #expect(cloning.report.meanReturn == 10)
    let alone = untaught.merging(["teacherInitial": .integer(0)]) { $1 }
    let dagger = try trained(ImitationAgent.dagger, in: Echo.v0, steps: 400, alone)
    #expect(try #require(dagger.report.meanReturn) < 8)
  }

  @Test func `is refused where nobody knows what is best`() {
    let setting = AgentSetting(
      observationSpace: .box(Box([0...1])), actionSpace: .discrete(2), isSolvable: false)
    #expect(ImitationAgent.dagger.refusal(in: setting) != nil)
  }
}
