import ApusCommands
import ClassicControl
import ReinforcementLearning
import TensorCore
import Training

/// How fast every agent trains, with its defaults, in the first of a few tasks that it fits.
///
/// The defaults are those of the papers or of Stable-Baselines3, so that
/// `Benchmarks/against_peers.py` can put the same agents beside.
struct AgentBenchmark {
  private let entry: AgentEntry
  private let environment: EnvironmentEntry

  /// One benchmark for every agent that learns.
  static let all = Catalogue.everything.agents
    .filter { !["scripted", "random", "saved"].contains($0.id) }
    .map { entry in
      BenchmarkEntry(
        "agents/\(entry.id)", summary: "steps and updates in training, and the products' share"
      ) { seconds in
        try AgentBenchmark(entry)?.measurements(seconds) ?? []
      }
    }

  private init?(_ entry: AgentEntry) throws {
    let tasks = ["CartPole-v1", "Pendulum-v1", "FourRooms-v0", "DelayedChain-v0", "ESS-v0"]
    let fitting = try tasks.map { try Catalogue.everything.environment($0) }
      .first { entry.refusal(in: $0.setting) == nil }
    guard let fitting else { return nil }
    self.entry = entry
    environment = fitting
  }

  private func measurements(_ seconds: Double) throws -> [BenchmarkEntry.Measurement] {
    let journal = ProgramJournal()
    return try ProgramSettings.$current.withValue(ProgramSettings(journal: journal)) {
      let copies = try TunedSettings.all(of: entry)[environment.id]?.copies ?? 1
      let batch = environment.makeBatch(count: copies, isSolving: environment.isSolvable)
      let agent = try entry.prepare([:], steps: Self.steps).make(
        AgentContext(
          observationSpace: batch.observationSpace, actionSpace: batch.actionSpace,
          copies: copies, steps: Self.steps, seed: 0, goals: environment.goals,
          catalogue: .everything))
      let trainer = try Trainer(agent, in: batch, seed: 0)
      while agent.updates < 20, trainer.step < Self.warmUp { try trainer.advance() }
      let before = journal.entries.map(\.runs)
      let (steps, updates) = (trainer.step, agent.updates)
      let start = ContinuousClock.now
      var elapsed = 0.0
      while elapsed < seconds {
        for _ in 0..<10 { try trainer.advance() }
        elapsed = (ContinuousClock.now - start) / .seconds(1)
      }
      let products = Self.productSeconds(journal.entries, since: before, seconds)
      return [
        .init(
          "\(environment.id), \(copies) \(copies == 1 ? "copy" : "copies")",
          Double(trainer.step - steps) / elapsed, "steps/s"),
        .init("updates", Double(agent.updates - updates) / elapsed, "updates/s"),
        .init("their matrix products by OpenBLAS", products / elapsed * 100, "% of the time"),
      ]
    }
  }

  /// How long OpenBLAS takes for the products of every run of every program since a moment.
  private static func productSeconds(
    _ programs: [ProgramJournal.Entry], since before: [Int], _ seconds: Double
  ) -> Double {
    programs.enumerated().reduce(0.0) { sum, entry in
      let (place, program) = entry
      let runs = program.runs - (place < before.count ? before[place] : 0)
      let products = program.statistics.matrixProducts
      guard runs > 0, !products.isEmpty else { return sum }
      let once = MatrixProductLimit.openBLAS(
        products, measuredFor: seconds / Double(4 * programs.count))
      return sum + Double(runs) * once
    }
  }

  private static let steps = 1_000_000
  private static let warmUp = 20_000
}
