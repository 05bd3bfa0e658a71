internal import ArgumentParser
internal import Foundation
internal import ReinforcementLearning

/// `apus new`: a package of one's own, ready to build.
struct NewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "Begin a package with an environment or an agent of your own.",
    discussion: """
      The package builds a program with every command of apus for what it adds.

      EXAMPLES
        apus new environment Corridor
        apus new agent GoRight --apus ../apus
      """)

  @Argument(help: "environment or agent.")
  var kind: Kind
  @Argument(help: "The name of its type: letters and digits, a capital first.")
  var name: String
  @Option(help: "Where apus is: a folder, or a git address.")
  var apus = "../apus"

  enum Kind: String, ExpressibleByArgument, CaseIterable {
    case environment
    case agent
  }

  func validate() throws {
    let isName =
      name.first?.isUppercase == true
      && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
    guard isName else {
      throw ValidationError(
        "\(name) cannot be the name of a type; use letters and digits, a capital first")
    }
    guard !PackageTemplate(kind: kind, name: "", apus: apus).mentions(name) else {
      throw ValidationError("\(name) is the name of another type; choose another")
    }
  }

  func run() throws {
    let package = PackageTemplate(kind: kind, name: name, apus: apus)
    let folder = package.folder
    guard !FileManager.default.fileExists(atPath: folder) else {
      throw Failure(
        .cannotCreate, "\(folder) exists already", remedy: "choose another name, or remove it")
    }
    do {
      for (path, text) in package.files {
        let url = URL(filePath: folder).appending(path: path)
        try FileManager.default.createDirectory(
          at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
      }
    } catch {
      throw Failure(
        .cannotCreate, "\(folder) cannot be written: \(error.localizedDescription)",
        remedy: "check the folder's permissions and the space on the disk")
    }
    Console.print(
      """
      Wrote \(folder). Now:
        cd \(folder)
        swift build -c release
        \(package.trial)
      """)
  }
}
