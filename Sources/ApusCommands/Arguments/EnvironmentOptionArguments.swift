internal import ArgumentParser
internal import ReinforcementLearning

/// What a user chose about an environment.
struct EnvironmentOptionArguments: ParsableArguments {
  @Option(
    name: .customLong("env-option"),
    help: "Replace an option of the environment: slip=0.2; apus describe shows them.")
  var settings: [Setting] = []
  @Option(
    name: .customLong("wrap"),
    help:
      "Wrap the environment: frame-stack=4; the first is innermost, apus list wrappers shows all.")
  var wrappers: [String] = []

  /// The options by key; of two for one key, the last.
  var table: [String: ConfigurationValue] {
    var table = Dictionary(settings.map { ($0.key, $0.value) }) { $1 }
    if !wrappers.isEmpty {
      table[EnvironmentEntry.wrappersKey] = .list(wrappers.map { .text($0) })
    }
    return table
  }
}
