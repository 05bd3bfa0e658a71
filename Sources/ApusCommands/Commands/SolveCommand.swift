internal import ArgumentParser
internal import ReinforcementLearning
internal import Training
internal import Visualization

/// `apus solve`: the best that can be done in an environment.
struct SolveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "solve",
    abstract: "Solve an environment exactly: the best return, and what every state is worth.",
    discussion: """
      A finite environment is solved by dynamic programming, for episodes as they
      are, for a number of steps (--horizon) or for the average reward of a step, an
      episode that ends beginning anew (--average). Where only a closed form is
      known, its mean over sampled beginnings is given. The solution knows of no time
      limit, except where it says so.

      EXAMPLES
        apus solve FourRooms-v0
        apus solve FourRooms-v0 --env-option slip=0.3 --plot values.png
        apus solve RiverSwim-StrehlLittman-v0 --average
        apus solve mdp:Examples/Processes/recycling.yaml --json
      """)

  @Argument(help: "The environment's id, or a file: mdp:process.yaml.")
  var environment: String
  @OptionGroup var environmentOptions: EnvironmentOptionArguments
  @Option(help: "γ, that of the environment unless it is said.")
  var discount: Double?
  @Option(help: "How to solve it.")
  var method = SolvingMethod.valueIteration
  @Option(help: "Solve for so many steps.")
  var horizon: Int?
  @Flag(help: "Solve for the average reward of a step.")
  var average = false
  @Option(
    help: """
      Write the values of the states as a picture: a PNG file. A place shows the first state that an \
      episode can have there.
      """)
  var plot: String?
  @Flag(help: "Print JSON, with the value and the action of every state.")
  var json = false

  func validate() throws {
    if let discount, !(0...1).contains(discount) {
      throw ValidationError("--discount is \(discount); give a number from 0 to 1")
    }
    if let horizon, !(1...1_000_000).contains(horizon) {
      throw ValidationError("--horizon is \(horizon); give 1 to 1000000")
    }
    guard !average || (horizon == nil && discount == nil) else {
      throw ValidationError("--average excludes --horizon and --discount")
    }
  }

  func run() throws {
    let entry = try ApusProgram.catalogue.environment(
      environment, options: environmentOptions.table)
    let batch = entry.makeBatch()
    guard let world = batch.environment(of: 0) as? any FiniteMDP else {
      return try showSample(of: entry)
    }
    let model = try FiniteModel(of: world)
    var report = SolutionReport(of: entry, model)
    report.timeLimit = batch.timeLimit
    if average {
      try report.solveAverage(model)
    } else if let horizon {
      try report.solve(model, steps: horizon, discount: discount ?? 1)
    } else {
      try report.solve(model, discount: discount ?? model.discount, by: method)
    }
    if let plot {
      let map =
        report.actionBars(named: entry.actionNames)
        ?? ValueMap(
          report.values, of: model.reachableStates(), over: world, titled: report.mapTitle)
      try Screenshot.save(map.canvas, to: plot, size: map.size)
    }
    if json { try Console.printJSON(report) } else { Console.print(report.text) }
  }

  /// The optimum from sampled beginnings, where only a closed form is known.
  private func showSample(of entry: EnvironmentEntry) throws {
    guard entry.isSolvable else {
      let solvable = ApusProgram.catalogue.environments.filter(\.isSolvable).map(\.id)
      guard !solvable.contains(entry.id) else {
        throw Failure(
          .configuration, "no exact solution of \(entry.id) as it is changed here is known",
          remedy: "leave out --wrap, or options that go beyond a table of states")
      }
      throw Failure(
        .configuration, "no exact solution of \(entry.id) is known",
        remedy: "these have one: \(solvable.joined(separator: ", "))")
    }
    guard discount == nil, horizon == nil, !average, plot == nil else {
      throw Failure(
        .configuration, "\(entry.id) is solved in closed form, as it is",
        remedy: "leave out --discount, --horizon, --average and --plot")
    }
    let report = try SampledOptimum(of: entry)
    if json { try Console.printJSON(report) } else { Console.print(report.text) }
  }
}
