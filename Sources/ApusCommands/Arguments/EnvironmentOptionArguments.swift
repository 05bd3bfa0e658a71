internal import ArgumentParser
internal import ReinforcementLearning

/// What a user chose about an environment.
struct EnvironmentOptionArguments: ParsableArguments {
  @Option(
    name: .customLong("env-option"),
    help: "Replace an option of the environment: slip=0.2; apus describe shows them.")
  var settings: [Setting] = []

  /// The options by key; of two for one key, the last.
  var table: [String: ConfigurationValue] {
    Dictionary(settings.map { ($0.key, $0.value) }) { $1 }
  }
}
