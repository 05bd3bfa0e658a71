import AllocationCounter
import Networks
import TensorCore
import Testing

@Suite struct `Replaying a program` {
  @Test func `allocates nothing in ten thousand updates`() throws {
    let update = try UpdateProgram(seed: 1).program
    update.run()
    let before = apus_allocations_of_this_thread()
    for _ in 0..<10_000 { update.run() }
    #expect(apus_allocations_of_this_thread() == before)
  }

  @Test func `would be seen to allocate`() {
    let before = apus_allocations_of_this_thread()
    let parameter = Parameter("p", shape: [3], values: [1, 2, 3])
    #expect(apus_allocations_of_this_thread() > before)
    #expect(parameter.count == 3)
  }

  @Test func `gives the bits of fresh programs`() throws {
    let fresh = try (0..<3).map { _ in try UpdateProgram.bits(seed: 5, updates: 20) }
    #expect(fresh[0] == fresh[1] && fresh[1] == fresh[2])
    var reused = try UpdateProgram(seed: 5)
    let initial = reused.bits
    for _ in 0..<20 { reused.run() }
    #expect(reused.bits == fresh[0])
    #expect(reused.bits != initial)
  }

  @Test func `gives the same bits again for the same inputs`() throws {
    let network = perceptron()
    let program = try acting(network, rows: 5)
    let runs = (0..<3).map { _ in
      program.run()
      return Array(program.output("values"))
    }
    #expect(runs[0] == runs[1] && runs[1] == runs[2])
  }

  @Test func `gives one row the bits that it has in a batch`() throws {
    let network = perceptron()
    let batch = try acting(network, rows: 37)
    batch.run()
    for rows in [1, 2, 9, 32] {
      let part = try acting(network, rows: rows)
      part.run()
      #expect(Array(part.output("values")) == Array(batch.output("values").prefix(rows * 3)))
    }
  }

  @Test func `on two threads at once is as on one`() async throws {
    let alone = try [UInt64(1), 2].map { try UpdateProgram.bits(seed: $0, updates: 500) }
    async let first = UpdateProgram.bits(seed: 1, updates: 500)
    async let second = UpdateProgram.bits(seed: 2, updates: 500)
    let together = try await [first, second]
    #expect(together == alone)
    #expect(alone[0] != alone[1])
  }

  private func perceptron() -> MultilayerPerceptron {
    var random = TestGenerator(state: 3)
    return MultilayerPerceptron(
      inputs: 5, hidden: [48, 130], outputs: 3, activation: .tanh, name: "network", using: &random)
  }

  /// The network's values of so many rows, always the same ones.
  private func acting(_ network: MultilayerPerceptron, rows: Int) throws -> Program {
    let program = try Program { trace in
      trace.output("values", network(trace.input("x", shape: [rows, 5])))
    }
    var random = TestGenerator(state: 4)
    let input = program.input("x")
    for place in input.indices { input[place] = random.uniform() }
    return program
  }
}

@Suite struct `Layers` {
  @Test func `have named parameters, weights as inputs by outputs`() {
    var random = TestGenerator(state: 1)
    let network = MultilayerPerceptron(
      inputs: 3, hidden: [5], outputs: 2, activation: .relu, name: "online", using: &random)
    #expect(
      network.parameters.map(\.name)
        == ["online/0/weight", "online/0/bias", "online/1/weight", "online/1/bias"])
    #expect(network.parameters.map(\.shape) == [[3, 5], [5], [5, 2], [2]])
  }

  @Test func `are drawn within one over the root of their inputs`() {
    var random = TestGenerator(state: 1)
    let layer = Linear(inputs: 16, outputs: 400, name: "layer", using: &random)
    for parameter in layer.parameters {
      let values = parameter.values
      #expect(values.allSatisfy { abs($0) <= 0.25 })
      #expect((values.max() ?? 0) > 0.24 && (values.min() ?? 0) < -0.24)
    }
    let mean = layer.weight.values.reduce(0, +) / Float(layer.weight.count)
    #expect(abs(mean) < 0.01)
  }

  @Test func `can be drawn otherwise`() {
    var random = TestGenerator(state: 1)
    let layer = Linear(
      inputs: 4, outputs: 50, name: "layer", weights: .uniform(limit: 0.01),
      biases: .constant(0.1), using: &random)
    #expect(layer.weight.values.allSatisfy { abs($0) <= 0.01 && $0 != 0 })
    #expect(layer.bias.values.allSatisfy { $0 == 0.1 })
  }

  @Test func `apply to leading axes as to rows`() throws {
    var random = TestGenerator(state: 1)
    let layer = Linear(inputs: 3, outputs: 2, name: "layer", using: &random)
    let program = try Program { trace in
      let x = trace.input("x", shape: [4, 5, 3])
      trace.output("cube", layer(x))
      trace.output("rows", layer(x.reshaped([20, 3])))
    }
    let input = program.input("x")
    for place in input.indices { input[place] = random.uniform() }
    program.run()
    #expect(Array(program.output("cube")) == Array(program.output("rows")))
  }

  /// ½ · 0.5², 1 · (2 - ½), and 0.5 · (2 - ¼) under a threshold of one half.
  @Test func `have Huber's loss worked by hand`() throws {
    let program = try Program { trace in
      trace.output("one", trace.constant([0.5, -2], shape: [2]).huber())
      trace.output("half", trace.constant([0.5, -2], shape: [2]).huber(threshold: 0.5))
    }
    program.run()
    #expect(Array(program.output("one")) == [0.125, 1.5])
    #expect(Array(program.output("half")) == [0.125, 0.875])
  }
}
