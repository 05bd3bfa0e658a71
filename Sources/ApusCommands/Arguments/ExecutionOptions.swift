internal import ArgumentParser
internal import Foundation
internal import ReinforcementLearning
internal import TensorCore

/// How a run is computed, which changes nothing of what comes out.
struct ExecutionOptions: ParsableArguments {
  @Option(help: "How many threads compute and step the copies of one run.")
  var threadsPerRun = 1
  @Flag(help: "Look at every number that is computed, and name the first that is not finite.")
  var checkNumbers = false

  func validate() throws {
    guard (1...64).contains(threadsPerRun) else {
      throw ValidationError("--threads-per-run is \(threadsPerRun); give 1 to 64")
    }
  }

  /// How many runs there are at a time, unless it is said.
  var defaultJobs: Int { max(1, ProcessInfo.processInfo.activeProcessorCount / threadsPerRun) }

  /// The settings of one run, with threads of its own.
  func settings() throws -> ProgramSettings {
    let team = ThreadTeam(threadsPerRun)
    if threadsPerRun > 1, team == nil {
      throw Failure(
        .configuration, "the system starts no \(threadsPerRun) threads",
        remedy: "lower --threads-per-run")
    }
    return ProgramSettings(team: team, numbers: checkNumbers ? NumberWatch() : nil)
  }
}

extension NumberWatch {
  /// Stops a run at the first number that is not finite.
  func requireFinite() throws {
    guard let problem else { return }
    throw Failure(
      .numerical, "a number is not finite: \(problem)",
      remedy: "lower the step size, scale the rewards down, or mend what is computed there")
  }
}
