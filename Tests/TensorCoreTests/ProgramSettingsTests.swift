import Testing

@testable import TensorCore

@Suite struct `A watch of numbers` {
  /// What is noted of a program on some input.
  private func problem(
    of input: [Float], _ body: @escaping (Trace, Tensor) -> Void
  ) throws -> String? {
    let watch = NumberWatch()
    let program = try ProgramSettings.$current.withValue(ProgramSettings(numbers: watch)) {
      try Program("watched") { trace in body(trace, trace.input("x", shape: [2, 2])) }
    }
    _ = program.input("x").update(fromContentsOf: input)
    program.run()
    return watch.problem
  }

  @Test func `names the first operation in the midst of what is fused`() throws {
    let weight = Parameter("layer/weight", shape: [2, 2], values: [1, 0, 0, 1])
    let found = try problem(of: [1, 2, -3, 4]) { trace, x in
      trace.output("y", x.matmul(trace.parameter(weight)).log().exp().sum())
    }
    #expect(
      found == "nan at [1, 0] of log of [2, 2] -> [2, 2], computed from layer/weight in watched")
  }

  @Test func `names an input and a parameter`() throws {
    let input = try problem(of: [1, .infinity, 0, 0]) { trace, x in trace.output("y", x + 1) }
    #expect(input == "inf at [0, 1] of x [2, 2] in watched")
    let weight = Parameter("w", shape: [2], values: [0, .nan])
    let parameter = try problem(of: [0, 0, 0, 0]) { trace, x in
      trace.output("y", x * trace.parameter(weight))
    }
    #expect(parameter == "nan at [1] of w [2] in watched")
  }

  @Test func `names a parameter that an update spoils`() throws {
    let weight = Parameter("w", shape: [2], values: [1, 0])
    let found = try problem(of: [-2, 0, -2, 0]) { trace, x in
      let loss = (x.mean(axis: 0) * trace.parameter(weight)).sum()
      trace.minimize(loss, over: [weight], with: SGD(learningRate: 3e38))
    }
    #expect(found == "inf at [0] of w [2] after sgd w in watched")
  }

  @Test func `lets infinity pass where it is meant`() throws {
    let found = try problem(of: [1, 2, -3, 4]) { trace, x in
      let masked = x.select(where: x.greater(than: 0), otherwise: -.infinity)
      trace.output("y", masked.softmax())
    }
    #expect(found == nil)
  }

  @Test func `sees nothing unless it is asked`() throws {
    let program = try Program { trace in
      trace.output("y", trace.input("x", shape: [2]).tanh().exp() + 1)
    }
    #expect(program.plan.check == nil)
    #expect(program.statistics.instructionCount == 1)
  }
}

@Suite struct `The picture of a plan` {
  @Test func `shows operations, fused frames, buffers and effects`() throws {
    let weight = Parameter("w", shape: [3], values: [1, 2, 3])
    let program = try Program("drawn") { trace in
      let y = (trace.input("x", shape: [2, 3]) * trace.parameter(weight)).tanh()
      trace.output("y", y.matmul(trace.input("z", shape: [3, 2])))
      trace.assign(y.sum(axis: 0), to: weight)
    }
    let picture = program.describeAsGraph()
    for part in [
      "\"tanh\\n[2, 3]\"", "\"matmul\\n[2, 2]\"", "0: 24 bytes at ", "lightyellow",
      "label=\"assign w\"", "label=\"w\\n[3]\", shape=ellipse, fillcolor=lightblue",
      "label=\"x\\n[2, 3]\", shape=ellipse, fillcolor=honeydew2",
      "label=\"y\", shape=ellipse, style=\"filled,bold\"",
    ] {
      #expect(picture.contains(part), "\(part) in \(picture)")
    }
    #expect(picture.count { $0 == "{" } == picture.count { $0 == "}" })
  }

  @Test func `is kept in a journal with the plan's figures`() throws {
    let journal = ProgramJournal()
    try ProgramSettings.$current.withValue(ProgramSettings(journal: journal)) {
      _ = try Program("one") { trace in
        let x = trace.input("x", shape: [4, 8])
        trace.output("y", x.matmul(trace.input("w", shape: [8, 2])).exp())
      }
    }
    let entry = try #require(journal.entries.first)
    #expect(entry.name == "one" && entry.text.contains("matmul"))
    // 2 · 4 · 8 · 2 of the product, and an exponential of each of its elements.
    #expect(entry.statistics.floatingPointOperations == 128 + 8)
    // Both factors and the product, which is read again and written.
    #expect(entry.statistics.bytesMoved == 4 * (32 + 16 + 8 + 8 + 8))
    #expect(entry.statistics.liveBytes == 4 * (32 + 16 + 8))
  }
}
