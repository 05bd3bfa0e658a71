import Foundation
import Testing

/// What the documents promise.
@Suite struct `The documents` {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  private func text(_ path: String) throws -> String {
    try String(contentsOf: Self.root.appending(path: path), encoding: .utf8)
  }

  @Test func `show the example that is built`() throws {
    let example = try text("Examples/OwnWorld/Sources/own-world/OwnWorld.swift")
    #expect(try text("README.md").contains(example.trimmingCharacters(in: .newlines)))
  }

  /// Every command that the README shows is one that the program knows.
  @Test func `name only commands that there are`() throws {
    let help = try Program.run("--help").output
    let commands = try text("README.md").matches(of: #/(?m)^apus ([a-z-]+)/#).map(\.output.1)
    #expect(!commands.isEmpty)
    for command in commands { #expect(help.contains("  \(command) "), "apus \(command)") }
  }

  @Test func `list every environment, agent and exploration`() throws {
    let readme = try text("README.md")
    for kind in ["environments", "agents", "explorations"] {
      let output = try Program.run("list", kind, "--json").output
      let ids = output.matches(of: #/"id":"([^"]+)"/#).map(\.output.1)
      #expect(!ids.isEmpty)
      for id in ids { #expect(readme.contains("`\(id)`"), "\(id)") }
    }
  }

  @Test func `show the scores that are recorded`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let scores = try text("SCORES.md")
    try Data(scores.utf8).write(to: folder.appending(path: "SCORES.md"))
    let result = try Program.run(
      "reproduce", "--scores", Self.root.appending(path: "Benchmarks/scores").path, "--table",
      "SCORES.md", in: folder)
    #expect(result.status == 0, "\(result.error)")
    let written = try String(contentsOf: folder.appending(path: "SCORES.md"), encoding: .utf8)
    #expect(written == scores, "apus reproduce --table SCORES.md writes it anew")
  }

  /// The page of every agent but `saved`, which is one of the others, says whence it is and what it earned.
  @Test(arguments: ["Agents", "Explorations"])
  func `tell the source and the results of every agent`(_ kind: String) throws {
    let folder = "Documentation/\(kind)"
    let pages = try FileManager.default.contentsOfDirectory(
      atPath: Self.root.appending(path: folder).path)
    #expect(!pages.isEmpty)
    for page in pages where page != "saved.md" {
      let words = try text("\(folder)/\(page)")
      #expect(words.contains("## Source") || words.contains("| Source |"), "\(page)")
      #expect(words.contains("## Results"), "\(page)")
    }
  }

  @Test func `name every cell on the page of an agent`() throws {
    let cells = try text("Benchmarks/scores/cells.yaml").matches(of: #/(?m)^([a-z0-9-]+):/#)
      .map(\.output.1)
    #expect(!cells.isEmpty)
    let documentation = Self.root.appending(path: "Documentation")
    let pages = try ["Agents", "Explorations"].flatMap { kind in
      try FileManager.default.contentsOfDirectory(
        at: documentation.appending(path: kind), includingPropertiesForKeys: nil)
    }.map { try String(contentsOf: $0, encoding: .utf8) }
    for cell in cells {
      #expect(pages.contains { $0.contains("`\(cell)`") }, "no page names \(cell)")
    }
  }

  @Test func `know of no path of a machine and need no unsafe flags`() throws {
    #expect(try !text("Package.swift").contains("unsafeFlags"))
  }
}
