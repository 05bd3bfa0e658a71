import Foundation
import ReinforcementLearning
import Testing

@Suite struct `A file that is written beside its target` {
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  private static let whole: [(name: String, bytes: [UInt8])] = [
    ("a.png", Array("IEND".utf8) + [0xae, 0x42, 0x60, 0x82]), ("a.gif", [1, 0x3b]),
    ("a.svg", Array("<svg></svg>\n".utf8)), ("a.mp4", [0]),
  ]

  @Test func `takes its name once it is whole`() throws {
    for (name, bytes) in Self.whole {
      let target = folder.appending(path: name)
      let file = PartialFile(for: target.path)
      try Data(bytes).write(to: URL(filePath: file.path))
      try file.complete()
      #expect(try Data(contentsOf: target) == Data(bytes))
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 4)
  }

  @Test func `leaves the target alone if its end is missing`() throws {
    for (name, bytes) in Self.whole {
      let target = folder.appending(path: name)
      try Data([7]).write(to: target)
      let file = PartialFile(for: target.path)
      try Data(bytes.prefix(max(0, bytes.count - 3))).write(to: URL(filePath: file.path))
      let failure = try #require(throws: Failure.self) { try file.complete() }
      #expect(failure.kind == .cannotCreate)
      #expect(try Data(contentsOf: target) == Data([7]))
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 4)
  }
}
