internal import ArgumentParser

/// Where runs are kept.
struct StoreOptions: ParsableArguments {
  @Option(name: .customLong("runs"), help: "The folder that holds the runs.")
  var folder = "runs"
}
