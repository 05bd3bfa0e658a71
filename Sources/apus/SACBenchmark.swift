import ActorCritic
import ApusCommands
import ClassicControl
import ReinforcementLearning
import TensorCore
import Training

/// A SAC's updates at the sizes of two known tasks.
extension Benchmarks {
  static func measureSAC(_ seconds: Double) throws -> [BenchmarkEntry.Measurement] {
    try [
      measureBatchedProduct(seconds),
      measureTraining(seconds),
      measureUpdate("Pendulum's size", observed: 3, actions: 1, seconds),
      measureUpdate("HalfCheetah's size", observed: 17, actions: 6, seconds),
    ].flatMap(\.self)
  }

  /// Two products of 256 × 256 matrices at a time, against one after the other.
  private static func measureBatchedProduct(
    _ seconds: Double
  ) throws -> [BenchmarkEntry.Measurement] {
    let shape = [2, 256, 256]
    let together = try Program { trace in
      trace.output("out", trace.input("x", shape: shape).matmul(trace.input("y", shape: shape)))
    }
    let apart = try Program { trace in
      for member in 0..<2 {
        let x = trace.input("x\(member)", shape: [256, 256])
        trace.output("out\(member)", x.matmul(trace.input("y\(member)", shape: [256, 256])))
      }
    }
    let turns = 9
    let ratios = (0..<turns).map { _ in
      rate(seconds / Double(turns)) { together.run() }
        / rate(seconds / Double(turns)) { apart.run() }
    }
    return [
      .init(
        "two products of 256×256 at a time, speed against one by one",
        ratios.sorted()[turns / 2] * 100, "%")
    ]
  }

  private static func measureTraining(
    _ seconds: Double
  ) throws -> [BenchmarkEntry.Measurement] {
    let world = Pendulum.v1.makeBatch()
    var configuration = SACConfiguration()
    configuration.warmUpSteps = 300
    let agent = try ActorCriticAgent(
      configuration,
      AgentContext(
        observationSpace: world.observationSpace, actionSpace: world.actionSpace, steps: 50_000,
        seed: 0))
    let trainer = try Trainer(agent, in: world, seed: 0)
    while trainer.step < 400 { try trainer.advance() }
    let rate = try rate(seconds) { for _ in 0..<10 { try trainer.advance() } } * 10
    return [.init("training on Pendulum, one update a step", rate, "updates/s")]
  }

  private static func measureUpdate(
    _ name: String, observed: Int, actions: Int, _ seconds: Double
  ) throws -> [BenchmarkEntry.Measurement] {
    try ProgramBenchmark(
      name: name,
      fewestOperations: fewestOperations(
        observed: observed, actions: actions, width: 256, batch: 256),
      seconds: seconds
    ) {
      let agent = try ActorCriticAgent(
        SACConfiguration(),
        AgentContext(
          observationSpace: .box(Box(shape: [observed], in: Box.unbounded)),
          actionSpace: .box(Box(shape: [actions], in: -1...1)), steps: 10_000, seed: 0))
      return filled(agent.updatePrograms[0])
    }.measurements()
  }

  /// The program with numbers to compute with.
  private static func filled(_ program: Program) -> Program {
    var random = RandomSource(seed: 0)
    for input in ["observations", "nextObservations", "actions", "rewards", "noise", "nextNoise"] {
      let floats = program.input(input)
      for place in floats.indices { floats[place] = Float(random.uniform(in: -1..<1)) }
    }
    program.input("continuations").update(repeating: 0.99)
    return program
  }

  /// The fewest floating-point operations of an update's products, with two critics of two hidden
  /// layers: no gradient by what was observed, and what critics make of it computed once.
  private static func fewestOperations(
    observed: Int, actions: Int, width: Int, batch: Int
  ) -> Int {
    let (hidden, policy) = (width * width, 2 * actions * width)
    let forward = observed * width + hidden + policy
    let actor = 2 * forward + (forward + hidden + policy)  // next, present; its gradients
    let critic = (observed + actions) * width + hidden + width
    let critics = 2 * (critic + critic + (critic + hidden + width))  // next, taken; its gradients
    let judged = 2 * (actions * width + hidden + width)  // the policy's actions
    return 2 * batch * (actor + critics + 2 * judged)  // and their gradients by the actions
  }
}
