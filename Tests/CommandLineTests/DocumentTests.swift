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

  @Test func `know of no path of a machine and need no unsafe flags`() throws {
    #expect(try !text("Package.swift").contains("unsafeFlags"))
  }
}
