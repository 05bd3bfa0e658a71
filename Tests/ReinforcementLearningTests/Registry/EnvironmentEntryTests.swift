import Foundation
import ReinforcementLearning
import Testing

/// A corridor of so many places.
private struct Corridor: Environment {
  var length: Int
  var place = 0

  var observationSpace: Space { .discrete(length) }
  var actionSpace: Space { .discrete(2) }
  mutating func reset(using random: inout RandomSource) { place = 0 }
  mutating func step(_ action: Int, using random: inout RandomSource) -> Outcome {
    place += 1
    return Outcome(reward: 1, ending: place == length - 1 ? .terminated : nil)
  }
  func observe(into row: inout MutableSpan<Float>) { row[0] = Float(place) }
}

/// A corridor whose place is a number.
private struct Measured: Environment {
  var corridor: Corridor

  var observationSpace: Space { .box(Box([0...Float(corridor.length)])) }
  var actionSpace: Space { corridor.actionSpace }
  mutating func reset(using random: inout RandomSource) { corridor.reset(using: &random) }
  mutating func step(_ action: Int, using random: inout RandomSource) -> Outcome {
    corridor.step(action, using: &random)
  }
  func observe(into row: inout MutableSpan<Float>) { corridor.observe(into: &row) }
}

private struct CorridorOptions: EnvironmentOptions {
  enum Observation: String, Codable { case index, number }
  var length = 5
  var observation = Observation.index

  static let parameters = [
    ParameterDescription("length", "how many places", in: 2...100),
    ParameterDescription("observation", "how", choices: ["index", "number"]),
  ]

  func validate() throws {
    guard length != 13 else {
      throw Failure(.configuration, "length is 13", remedy: "choose a luckier one")
    }
  }
}

private let corridor = EnvironmentEntry(
  "Corridor-v0", summary: "walk", rewards: "1 a step", source: "own", randomReturn: 4,
  solvedReturn: 4, options: CorridorOptions.self
) { options in
  let corridor = Corridor(length: options.length)
  return switch options.observation {
  case .index: EnvironmentPrototype(corridor)
  case .number: EnvironmentPrototype(Measured(corridor: corridor), actionNames: ["go", "run"])
  }
}

@Suite struct `An entry of an environment` {
  @Test func `makes what its options say`() throws {
    #expect(corridor.makeBatch().observationSpace == .discrete(5))
    let longer = try corridor.configured(with: ["length": .integer(9)])
    #expect(longer.makeBatch().observationSpace == .discrete(9))
    let measured = try corridor.configured(with: ["observation": .text("number")])
    #expect(measured.setting.observationSpace == .box(Box([0...5])))
    #expect(measured.actionNames == ["go", "run"])
    #expect(corridor.actionNames.isEmpty)
  }

  @Test func `keeps the options that differ from the defaults, and scores for the defaults only`()
    throws
  {
    let same = try corridor.configured(with: ["length": .integer(5)])
    #expect(same.options.isEmpty && same.solvedReturn == 4 && same.randomReturn == 4)
    let longer = try corridor.configured(with: ["length": .integer(9)])
    #expect(longer.options == ["length": .integer(9)])
    #expect(longer.solvedReturn == nil && longer.randomReturn == nil)
  }

  @Test(arguments: [
    ("lenght", ConfigurationValue.integer(5), "Corridor-v0 has no parameter lenght"),
    ("length", .integer(1), "Corridor-v0 cannot have length=1"),
    ("length", .integer(13), "length is 13"),
    ("observation", .text("smell"), "Corridor-v0 cannot have observation=smell"),
  ])
  func `refuses what does not fit`(key: String, value: ConfigurationValue, what: String) throws {
    let failure = #expect(throws: Failure.self) { try corridor.configured(with: [key: value]) }
    #expect(failure?.what == what)
    #expect(failure?.kind == .configuration)
  }
}

@Suite struct `An environment from a file` {
  private let catalogue = Catalogue(
    environments: [corridor], agents: [],
    files: [
      EnvironmentFileFormat("corridor", summary: "a number") { id, text in
        guard let length = Int(text.trimmingCharacters(in: .whitespacesAndNewlines)) else {
          throw Failure(.damagedData, "not a number", at: "\(id), line 1", remedy: "write one")
        }
        return EnvironmentEntry(id, summary: "", rewards: "", source: "") {
          Corridor(length: length)
        }
      }
    ])

  private func write(_ bytes: Data) throws -> String {
    let url = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try bytes.write(to: url)
    return url.path
  }

  @Test func `is read once, and then made of the text that was kept`() throws {
    let path = try write(Data("7\n".utf8))
    let entry = try catalogue.environment("corridor:\(path)")
    #expect(entry.id == "corridor:\((path as NSString).lastPathComponent)")
    #expect(entry.makeBatch().observationSpace == .discrete(7))
    #expect(entry.options == ["definition": .text("7\n")])
    try FileManager.default.removeItem(atPath: path)
    let again = try catalogue.environment(entry.id, options: entry.options)
    #expect(again.makeBatch().observationSpace == .discrete(7))
    #expect(again.options == entry.options)
  }

  @Test func `is refused if the file is missing, no text, too large or wrong`() throws {
    let cases: [(String, Failure.Kind)] = [
      ("/no/such/file", .missingInput), (try write(Data([0xff, 0xfe, 0x00])), .damagedData),
      (try write(Data(count: 1 << 20)), .damagedData), (try write(Data("x".utf8)), .damagedData),
    ]
    for (path, kind) in cases {
      let failure = #expect(throws: Failure.self) {
        try catalogue.environment("corridor:\(path)")
      }
      #expect(failure?.kind == kind, "\(path)")
    }
    let unknown = #expect(throws: Failure.self) { try catalogue.environment("labyrinth:x") }
    #expect(unknown?.what == "there is no environment labyrinth:x")
  }
}
