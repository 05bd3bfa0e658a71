internal import ArgumentParser
internal import ReinforcementLearning
internal import Visualization

/// `apus gallery`: a picture of every environment.
struct GalleryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gallery",
    abstract: "Write a picture of every environment, side by side.",
    discussion: """
      Each is shown after some random steps; the same seed gives the same picture.

      EXAMPLES
        apus gallery
        apus gallery CartPole-v1 FourRooms-v0 --columns 2 --output two.png
      """)

  @Argument(help: "Environments; all that can be drawn unless given.")
  var environments: [String] = []
  @Option(help: "Where to write the PNG file.")
  var output = "gallery.png"
  @Option(help: "How many pictures stand beside one another.")
  var columns = 6
  @Option(help: "The width and the height of a picture, in pixels.")
  var side = 240
  @Option(help: "How many random steps to take first.")
  var steps = 12
  @Option(help: "The seed of the episodes.")
  var seed: UInt64 = 0

  func validate() throws {
    for (name, value, range) in [
      ("columns", columns, 1...50), ("side", side, 32...1024), ("steps", steps, 0...100_000),
    ] where !range.contains(value) {
      throw ValidationError(
        "--\(name) is \(value); give \(range.lowerBound) to \(range.upperBound)")
    }
  }

  func run() throws {
    let catalogue = ApusProgram.catalogue
    let entries =
      try environments.isEmpty
      ? catalogue.environments : environments.map { try catalogue.environment($0) }
    let pictures = try entries.compactMap { entry in
      try picture(of: entry).map { (name: entry.id, canvas: $0) }
    }
    guard !pictures.isEmpty else {
      throw Failure(
        .configuration, "none of the environments has a picture",
        remedy: "make one Drawable, or name others")
    }
    try ContactSheet(pictures, columns: columns, side: side).save(to: output)
    Console.print("\(pictures.count) environments in \(output)")
  }

  /// What an environment looks like after the steps, or before its first episode ends.
  private func picture(of entry: EnvironmentEntry) throws -> Canvas? {
    let batch = entry.makeBatch()
    var random = RandomSource(seed: seed, stream: "gallery")
    try batch.reset(seed: seed)
    var canvas = Canvas()
    guard batch.draw(0, on: &canvas) else { return nil }
    for _ in 0..<steps {
      var row: [Float] = []
      batch.actionSpace.appendSample(to: &row, using: &random)
      try batch.step(Rows(row))
      guard batch.endings[0] == nil else { break }
      canvas = Canvas()
      _ = batch.draw(0, on: &canvas)
    }
    return canvas
  }
}
