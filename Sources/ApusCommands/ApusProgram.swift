internal import ArgumentParser
internal import Foundation
public import ReinforcementLearning
internal import Training

/// The whole command line, for a catalogue of environments and agents.
///
/// A program of one's own hands over what it adds, and gets every command for it:
///
/// ```swift
/// ApusProgram.run(Catalogue(environments: [MyWorld.entry], agents: [MyAgent.entry]))
/// ```
public enum ApusProgram {
  /// The version of the program, as `--version` prints it.
  public static let version = "0.1.0"

  /// What the commands find by name.
  @TaskLocal static var catalogue = Catalogue(environments: [], agents: [])
  /// What `apus benchmark` can measure.
  @TaskLocal static var benchmarks: [BenchmarkEntry] = []

  /// Runs the command that the arguments of the process name, and ends the process.
  ///
  /// - Parameters:
  ///   - catalogue: The environments and agents that there are.
  ///   - benchmarks: What `benchmark` can measure.
  public static func run(_ catalogue: Catalogue, benchmarks: [BenchmarkEntry] = []) -> Never {
    $catalogue.withValue(catalogue) {
      $benchmarks.withValue(benchmarks) {
        Interruption.ignoreWriteSignals()
        do {
          var command = try RootCommand.parseAsRoot()
          try command.run()
        } catch let failure as Failure {
          Console.printError(failure.description)
          exit(failure.kind.rawValue)
        } catch let reported as Reported {
          exit(reported.failure.kind.rawValue)
        } catch let stop as Stopped {
          Interruption.finish(by: stop.signal)
        } catch {
          RootCommand.exit(withError: error)
        }
        if let reason = Console.refusal {
          Console.printError(
            "the output could not be written: \(reason) - check where it is sent to")
          exit(Failure.Kind.inputOutput.rawValue)
        }
        exit(0)
      }
    }
  }
}

/// A command that was interrupted after it had saved everything.
struct Stopped: Error {
  let signal: Interruption.Signal
}

/// `apus`, without a command.
struct RootCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: CommandLine.arguments.first.map { URL(filePath: $0).lastPathComponent } ?? "apus",
    abstract: "Train agents, watch them, and find out how good they are and why.",
    discussion: """
      EXAMPLES
        apus train CartPole-v1 dqn              five seeds, spread over the cores
        apus watch CartPole-v1/dqn              the best checkpoint, in a window
        apus compare runs/CartPole-v1           who is better, and how sure that is
        apus list environments                  what there is
        apus describe dqn                       what may be chosen, and its defaults
      """,
    version: ApusProgram.version,
    subcommands: [
      TrainCommand.self, ResumeCommand.self, EvaluateCommand.self, WatchCommand.self,
      GalleryCommand.self,
      CompareCommand.self, RolloutCommand.self, ListCommand.self, DescribeCommand.self,
      SolveCommand.self, CheckEnvironmentCommand.self,
      InspectCommand.self,
      ReproduceCommand.self, BenchmarkCommand.self, NewCommand.self, CompletionCommand.self,
    ])
}
