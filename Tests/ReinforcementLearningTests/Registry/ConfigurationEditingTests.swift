import ReinforcementLearning
import Testing

@Suite struct `The editing of a configuration` {
  private struct Choices: AgentConfiguration {
    var learningRate = 0.001
    var batchSize = 32
    var isDouble = false
    var optimizer = "adam"
    var hiddenWidths = [64, 64]
    var unbounded = 1.0

    static let parameters = [
      ParameterDescription("learningRate", "α", in: .positive),
      ParameterDescription("batchSize", "transitions", in: .atLeastOne),
      ParameterDescription("optimizer", "by which weights move", choices: ["adam", "sgd"]),
      ParameterDescription("hiddenWidths", "units a layer", in: .atLeastOne),
    ]
  }

  private func refusal(_ key: String, _ value: ConfigurationValue) -> Failure? {
    #expect(throws: Failure.self) {
      try Choices.configured(with: [key: value], of: "dqn")
    }
  }

  @Test func `replaces what is named, and nothing else`() throws {
    let edited = try Choices.configured(
      with: [
        "learning_rate": .number(0.5), "BATCHSIZE": .integer(7), "isDouble": .boolean(true),
        "hiddenWidths": .list([.integer(8)]), "optimizer": .text("sgd"),
      ], of: "dqn")
    var expected = Choices()
    expected.learningRate = 0.5
    expected.batchSize = 7
    expected.isDouble = true
    expected.hiddenWidths = [8]
    expected.optimizer = "sgd"
    #expect(edited == expected)
    #expect(try Choices.configured(with: [:], of: "dqn") == Choices())
    #expect(
      try Choices.configured(with: ["learningRate": .integer(1)], of: "").learningRate == 1)
  }

  @Test func `names the nearest key for an unknown one`() {
    let failure = refusal("lerningRate", .number(1))
    #expect(failure?.kind == .configuration)
    #expect(failure?.what == "dqn has no parameter lerningRate")
    #expect(failure?.remedy == "did you mean learningRate?")
    #expect(refusal("zzzzzz", .number(1))?.remedy == "apus describe dqn lists them")
  }

  @Test(arguments: [
    ("learningRate", "0", "choose a number above 0"),
    ("learningRate", "-1", "choose a number above 0"),
    ("batchSize", "0", "choose a number of at least 1"),
    ("batchSize", "0.5", "choose a number of at least 1"),
    ("batchSize", "1.5", "give a whole number"),
    ("batchSize", "many", "give a whole number"),
    ("learningRate", "fast", "give a number"),
    ("learningRate", "NaN", "give a number"),
    ("learningRate", "nan", "give a number"),
    ("learningRate", "inf", "give a number"),
    ("learningRate", "1e999", "give a number"),
    ("learningRate", "0x1p3", "give a number"),
    ("learningRate", "", "give a number"),
    ("learningRate", "true", "give a number"),
    ("isDouble", "maybe", "give true or false"),
    ("isDouble", "1", "give true or false"),
    ("optimizer", "lion", "choose one of adam, sgd"),
    ("optimizer", "3", "give a name"),
    ("hiddenWidths", "[64,0]", "choose a number of at least 1"),
    ("hiddenWidths", "64", "give whole numbers in brackets, as [64,64]"),
  ])
  func `refuses a value that does not fit, and says what does`(
    _ key: String, _ text: String, _ remedy: String
  ) {
    let failure = refusal(key, ConfigurationValue(parsing: text))
    #expect(failure?.kind == .configuration)
    #expect(failure?.what.contains(key) == true)
    #expect(failure?.remedy == remedy)
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity])
  func `refuses numbers that are not finite, whatever the range`(_ number: Double) {
    for key in ["learningRate", "unbounded"] {
      #expect(refusal(key, .number(number))?.remedy == "choose a finite number")
    }
    #expect(refusal("hiddenWidths", .list([.number(number)]))?.remedy == "choose a finite number")
  }

  private struct Nested: AgentConfiguration {
    var meta: [String: ConfigurationValue] = ["agent": .text("dqn")]
    var rate = 0.5

    static let parameters: [ParameterDescription] = []
  }

  @Test func `reaches into tables by keys with dots`() throws {
    let edited = try Nested.configured(
      with: ["meta.agent": .text("sac"), "Meta.inner.learningRate": .number(2.5)], of: "h-dqn")
    #expect(
      edited.meta == ["agent": .text("sac"), "inner": .table(["learningRate": .number(2.5)])])
    let failure = #expect(throws: Failure.self) {
      try Nested.configured(with: ["rate.fast": .number(1)], of: "h-dqn")
    }
    #expect(failure?.what == "h-dqn cannot have rate.fast: rate is no table")
  }

  @Test func `reads what a user typed`() {
    #expect(ConfigurationValue(parsing: "3") == .integer(3))
    #expect(ConfigurationValue(parsing: "3.5") == .number(3.5))
    #expect(ConfigurationValue(parsing: "1e-3") == .number(0.001))
    #expect(ConfigurationValue(parsing: "true") == .boolean(true))
    #expect(ConfigurationValue(parsing: "null") == .null)
    #expect(ConfigurationValue(parsing: "[1,2]") == .list([.integer(1), .integer(2)]))
    #expect(ConfigurationValue(parsing: "adam") == .text("adam"))
    #expect(ConfigurationValue(parsing: #"{"a":1}"#) == .table(["a": .integer(1)]))
  }

  @Test func `reads back what it prints`() throws {
    var random = RandomSource(seed: 1)
    for _ in 0..<200 {
      var choices = Choices()
      choices.learningRate = random.exponential()
      choices.batchSize = 1 + random.integer(below: 1 << 40)
      choices.isDouble = random.integer(below: 2) == 1
      choices.hiddenWidths = (0..<random.integer(below: 4)).map { _ in
        1 + random.integer(below: 512)
      }
      let printed = try ConfigurationValue(encoding: choices).table ?? [:]
      #expect(try Choices.configured(with: printed, of: "dqn") == choices)
    }
  }
}
