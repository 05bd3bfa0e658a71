import Foundation
import Testing

@Suite struct `A gallery` {
  @Test func `shows the environments that are named`() throws {
    let folder = try TemporaryFolder()
    let result = try Program.run(
      "gallery", "CartPole-v1", "FourRooms-v0", "--side", "64", "--output", "two.png",
      in: folder.url)
    #expect(result.status == 0, "\(result.error)")
    #expect(result.output.contains("2 environments in two.png"))
    let picture = try Data(contentsOf: URL(filePath: folder.path("two.png")))
    // A gap of 16 pixels around pictures of 64, and 22 above each for its name.
    #expect(picture[16..<24] == Data([0, 0, 0, 16 + 2 * 80, 0, 0, 0, 16 + 102]))
  }

  @Test func `refuses what it cannot show or write`() throws {
    #expect(try Program.run("gallery", "CartPoole-v1").error.contains("did you mean CartPole-v1?"))
    let result = try Program.run("gallery", "CartPole-v1", "--output", "/no/such/folder/a.png")
    #expect(result.status == 73)
    #expect(result.error.split(separator: "\n").count == 1)
    #expect(try Program.run("gallery", "--columns", "0").status == 64)
  }
}
