import Foundation
import ReinforcementLearning
import Testing

@testable import Training

@Suite struct `A configuration` {
  private func read(_ text: String) throws -> RunConfiguration {
    try RunConfiguration(yaml: text, name: "config.yaml")
  }

  private func failure(_ text: String) -> Failure? {
    #expect(throws: Failure.self) { try read(text) }
  }

  private static let start = "environment: CartPole-v1\nagent: dqn\n"

  @Test func `has its defaults where nothing is said`() throws {
    #expect(
      try read(Self.start) == RunConfiguration(environment: "CartPole-v1", agent: "dqn"))
  }

  @Test func `is written in a fixed order`() throws {
    var configuration = RunConfiguration(environment: "CartPole-v1", agent: "dqn")
    configuration.parameters = [
      "learningRate": .number(1e-3), "hiddenWidths": .list([.integer(64), .integer(64)]),
      "name": .text("no"), "double": .boolean(true),
    ]
    #expect(
      configuration.yaml == """
        # What this run is a function of.  Written by apus 0.1.0.
        environment: CartPole-v1
        agent: dqn
        seed: 1
        steps: 100000
        copies: 1
        evaluationInterval: 10000
        evaluationEpisodes: 100
        evaluationSeed: 1000000007
        checkpointInterval: 50000
        logInterval: 1000
        frameworkVersion: "0.1.0"
        codeRevision: unknown
        environmentOptions: {}
        parameters:
          double: true
          hiddenWidths: [64, 64]
          learningRate: 0.001
          name: "no"

        """)
    #expect(try read(configuration.yaml) == configuration)
  }

  @Test func `comes back as it was written, whatever is in it`() throws {
    var random = RandomSource(seed: 2)
    let texts = [
      "", "no", "1e-3", "010", "a: b", "# x", "\"q\"", "tab\t", "é\n", "*a", "!t", "~", "-", "x y",
      "\u{85}",
    ]
    func value(_ depth: Int) -> ConfigurationValue {
      switch random.next() % (depth > 2 ? 5 : 7) {
      case 0: .null
      case 1: .boolean(random.next() % 2 == 0)
      case 2: .integer(Int(truncatingIfNeeded: random.next()) >> Int(random.next() % 60))
      case 3: .number((random.uniform() - 0.5) * 1e10)
      case 4: .text(texts[Int(random.next() % UInt64(texts.count))])
      case 5: .list((0..<Int(random.next() % 3)).map { _ in value(depth + 1) })
      default:
        .table(
          Dictionary(texts.prefix(Int(random.next() % 4)).map { ($0, value(depth + 1)) }) { $1 })
      }
    }
    for _ in 0..<300 {
      var configuration = RunConfiguration(environment: "E v0", agent: "dqn")
      configuration.seed = random.next() >> 2
      configuration.codeRevision = "12345678"
      for key in ["one", "two", "no", "three four"] { configuration.parameters[key] = value(0) }
      #expect(try read(configuration.yaml) == configuration)
    }
  }

  @Test func `says which key is unknown and which was meant`() {
    let failure = failure(Self.start + "stepz: 10\n")
    #expect(
      failure?.description == "there is no key stepz - config.yaml:3:8 - did you mean steps?")
    #expect(failure?.kind == .configuration)
  }

  @Test func `says where a value has the wrong type`() {
    #expect(
      failure(Self.start + "steps: many\n")?.description
        == "steps is many - config.yaml:3:8 - give a whole number that is not negative")
    #expect(failure(Self.start + "seed: -1\n")?.location == "config.yaml:3:7")
    #expect(failure(Self.start + "steps: 1.5\n") != nil)
    #expect(failure(Self.start + "parameters: 3\n")?.remedy == "give a table")
    #expect(failure("agent: dqn\n")?.what == "environment is missing")
    #expect(failure("- a\n")?.what == "not a table of keys and values")
    #expect(failure("") != nil)
  }

  @Test func `takes a whole number in any form`() throws {
    #expect(try read(Self.start + "steps: 1e6\n").steps == 1_000_000)
  }

  @Test(arguments: [
    ("steps: 0", "steps is 0"), ("copies: 0", "copies is 0"), ("copies: 65537", "copies is 65537"),
    ("evaluationInterval: 100001", "evaluationInterval is 100001"),
    ("evaluationEpisodes: 0", "evaluationEpisodes is 0"), ("logInterval: 0", "logInterval is 0"),
    ("steps: 3\ncopies: 4\nevaluationInterval: 0", "copies is 4, but there are only 3 steps"),
  ])
  func `refuses numbers out of range or that do not fit one another`(text: String, what: String) {
    let failure = failure(Self.start + text + "\n")
    #expect(failure?.what == what)
    #expect(failure?.kind == .configuration)
  }

  @Test func `names its task by the environment and what was chosen about it`() throws {
    var configuration = RunConfiguration(environment: "grid:a.txt", agent: "dqn")
    #expect(configuration.task == "grid:a.txt")
    configuration.environmentOptions = [
      "slip": .number(0.5), "definition": .text("#1\n: 2\n"), "mode": .text("full"),
    ]
    // printf '#1\n: 2\n' | sha256sum
    #expect(configuration.task == "grid:a.txt 88621b35 mode=full slip=0.5")
    let reread = try RunConfiguration(yaml: configuration.yaml, name: "config.yaml")
    #expect(reread == configuration)
  }

  @Test func `in a file that is too large, not text or a link is refused`() throws {
    let directory = try TemporaryDirectory()
    try directory.write([UInt8](repeating: 0x23, count: 1 << 20 + 1), to: "large.yaml")
    try directory.write([0x61, 0xff], to: "bytes.yaml")
    for name in ["large.yaml", "bytes.yaml"] {
      let failure = #expect(throws: Failure.self) { try RunConfiguration.read(directory(name)) }
      #expect(failure?.kind == .configuration)
    }
    let failure = #expect(throws: Failure.self) { try RunConfiguration.read(directory("none")) }
    #expect(failure?.kind == .missingInput)
  }
}
