import Foundation
import Testing

/// `apus reproduce`, on a table of its own.
@Suite struct `Reproducing a cell` {
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data("echo: {train: Echo-v0 q-learning --steps 300, bar: 9, atLeast: 10}\n".utf8)
      .write(to: folder.appending(path: "cells.yaml"))
    try Data("# Scores\n\n| Cell |\n".utf8).write(to: folder.appending(path: "SCORES.md"))
  }

  private func reproduce(_ arguments: String...) throws -> Program.Result {
    try Program.start(["reproduce", "--scores", "."] + arguments, in: folder).wait()
  }

  @Test func `records it, and finds the same scores again`() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let first = try reproduce("echo", "--record", "--quiet", "--table", "SCORES.md")
    #expect(first.status == 0, "\(first.error)")
    let table = try String(contentsOf: folder.appending(path: "SCORES.md"), encoding: .utf8)
    #expect(table.hasPrefix("# Scores\n\n| Cell | `apus train …` |"))
    #expect(table.contains("| echo | `Echo-v0 q-learning --steps 300` | ≥ 9 on ≥ 10 |"))

    // The runs are finished: they are measured, not trained.
    let again = try reproduce("echo", "--quiet")
    #expect(again.output.contains("every score is the recorded one"))
    let anew = try reproduce("echo", "--quiet", "--replace")
    #expect(anew.output.contains("every score is the recorded one"))
    #expect(try reproduce().output.contains("echo"))
    #expect(try reproduce("--json").output.contains("\"record\":{"))

    try Data("echo: {train: Echo-v0 q-learning --steps 200}\n".utf8)
      .write(to: folder.appending(path: "cells.yaml"))
    let changed = try reproduce("echo", "--quiet")
    #expect(changed.status != 0)
    #expect(changed.error.contains("started with other values"))
  }

  @Test func `says what is outside of the record`() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let record = """
      {"scores":[1,2,3,4,5,6,7,8,9,10.5],"stepsToBar":[null,null,null,null,null,null,null,null,null,null],
       "seconds":1,"codeRevision":"none"}
      """
    try Data(record.utf8).write(to: folder.appending(path: "echo.json"))
    let result = try reproduce("echo", "--quiet")
    #expect(result.output.contains("outside the record's ["), "\(result.output)")
  }

  @Test func `refuses cells that there are not`() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let result = try reproduce("ecko")
    #expect(result.status != 0)
    #expect(result.error.contains("did you mean echo"))
  }
}
