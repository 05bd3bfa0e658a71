internal import ArgumentParser

/// Where runs are kept.
struct StoreOptions: ParsableArguments {
  @Option(name: .customLong("runs"), help: "The folder that holds the runs.")
  var folder = "runs"

  func validate() throws {
    if folder.isEmpty { throw ValidationError("--runs is empty; name a folder") }
  }
}
