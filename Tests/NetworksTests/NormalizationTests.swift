import Foundation
import GoldenOperations
import Networks
import TensorCore
import Testing

@Suite struct `A normalizing layer` {
  @Test(arguments: ["rmsNorm", "rmsNorm small"])
  func `divides rows by their root mean square as PyTorch does`(name: String) throws {
    let isSmall = name.hasSuffix("small")
    let layer =
      isSmall ? RMSNorm(width: 5, name: "n", epsilon: 1e-5) : RMSNorm(width: 7, name: "n")
    #expect(layer.parameters.map(\.name) == ["n/weight"])
    let program = try LayerProgram(name, parameters: [1: layer.weight]) {
      layer(isSmall ? $0[0] / 4096 : $0[0])
    }
    program.expectGolden()
    program.expectSlopes()
  }

  @Test func `with a wrong gradient is seen to fail`() throws {
    let layer = RMSNorm(width: 7, name: "n")
    func program(_ build: (Tensor) -> Tensor) throws -> LayerProgram {
      try LayerProgram("rmsNorm", parameters: [1: layer.weight]) { build($0[0]) }
    }
    // The square stopped, the value is right and the slope is not.
    let wrong = try program { x in
      let meanSquare = x.detached.squared().mean(axis: -1, keepingDimensions: true)
      return x / (meanSquare + layer.epsilon).sqrt() * x.trace.parameter(layer.weight)
    }
    withKnownIssue { wrong.expectGolden() }
    withKnownIssue { wrong.expectSlopes() }
  }

  private func batchNorm(_ name: String, momentum: Float = 0.1, isTraining: Bool) throws
    -> (BatchNorm, LayerProgram)
  {
    let layer = BatchNorm(width: 3, name: "norm", momentum: momentum)
    let program = try LayerProgram(
      name, parameters: numbered(layer.parameters, from: 1), state: numbered(layer.state, from: 3)
    ) { isTraining ? layer.training($0[0]) : layer($0[0]) }
    return (layer, program)
  }

  @Test(arguments: ["batchNorm training", "batchNorm acting", "batchNorm of images"])
  func `normalizes columns as PyTorch does`(name: String) throws {
    let (_, program) = try batchNorm(name, isTraining: name != "batchNorm acting")
    program.expectGolden()
    program.expectSlopes()
  }

  @Test(arguments: [("batchNorm", Float(0.1)), ("batchNorm of images", 0.3)])
  func `moves its statistics as PyTorch does`(name: String, momentum: Float) throws {
    let source = name == "batchNorm" ? "batchNorm training" : name
    let moved = try #require(
      Golden.operations("layers", in: .module).first { $0.name == "\(name) moved" })
    let layer = BatchNorm(width: 3, name: "norm", momentum: momentum)
    for (parameter, input) in zip(layer.state, moved.inputs.dropFirst()) {
      parameter.values = input.values
    }
    let program = try Program(source) { trace in
      trace.output("y", layer.training(trace.input("x", shape: moved.inputs[0].shape)))
    }
    _ = program.input("x").update(fromContentsOf: moved.inputs[0].values)
    program.run()
    #expect(distance(layer.state.flatMap(\.values), moved.output.values) < 1e-6)
    #expect(layer.state.map(\.name) == ["norm/runningMean", "norm/runningVariance"])
  }

  @Test func `acts on a row as on a batch`() throws {
    let layer = BatchNorm(width: 3, name: "norm")
    layer.runningMean.values = [1, 2, 3]
    layer.runningVariance.values = [0.5, 2, 7]
    func values(rows: Int) throws -> [Float] {
      let program = try Program { $0.output("y", layer($0.input("x", shape: [rows, 3]))) }
      for (place, value) in (0..<rows * 3).enumerated() {
        program.input("x")[place] = Float(value).squareRoot()
      }
      program.run()
      return Array(program.output("y"))
    }
    #expect(try values(rows: 1) == Array(values(rows: 9).prefix(3)))
  }

  @Test func `keeps statistics for each step of a sequence, and learns one scale`() throws {
    let norm = RecurrentBatchNorm(width: 2, steps: 3, name: "norm")
    #expect(norm.parameters.map(\.name) == ["norm/weight", "norm/bias"])
    #expect(norm.parameters[0].values == [0.1, 0.1])
    #expect(norm.state.count == 6 && norm.state[4].name == "norm/2/runningMean")
    let program = try Program { trace in
      let x = trace.input("x", shape: [3, 4, 2])
      var loss = trace.constant(0)
      for step in 0..<3 {
        let rows = x.sliced(step..<step + 1, axis: 0).reshaped([4, 2])
        loss = loss + norm[step].training(rows).exp().sum()
      }
      trace.output("g", trace.gradients(of: loss, for: norm.parameters)[1])
    }
    let x = program.input("x")
    for place in x.indices { x[place] = Float(place / 8) + (place % 8 < 4 ? 0.5 : -0.5) }
    program.run()
    // Step t has the mean t, of which a tenth is taken over.
    for step in 0..<3 {
      #expect(
        distance(norm[step].runningMean.values, [0.1 * Float(step), 0.1 * Float(step)]) < 1e-6)
    }
    #expect(norm[7].runningMean === norm[2].runningMean)
    // Of each step two rows are ±0.1 from each column's mean: three times 2 (e^0.1 + e^-0.1).
    #expect(distance(program.output("g"), [12.060_05, 12.060_05]) < 1e-4)
  }

  @Test func `has PyTorch's values and gradients within an LSTM`() throws {
    let layer = normalizedLSTM()
    let program = try LayerProgram(
      "batchNormLSTM",
      parameters: Dictionary(uniqueKeysWithValues: zip(1..., layer.parameters))
    ) { layer.training($0[0]) }
    program.expectGolden()
    #expect(layer.state.count == 18 && layer.state[17].name == "memory/cellNorm/2/runningVariance")
    // Nothing recurs at the first step.
    #expect(layer.recurrentNorm[0].runningVariance.values.allSatisfy { abs($0 - 0.9) < 1e-6 })
    program.expectSlopes()
  }

  /// What acts on one sequence acts on it among five as well, longer than it was trained on.
  @Test func `acts within an LSTM on a sequence as on a batch`() throws {
    let layer = normalizedLSTM()
    for (place, parameter) in layer.state.enumerated() {
      parameter.values = parameter.values.indices.map { 0.5 + Float(($0 + place) % 5) / 4 }
    }
    func outputs(rows: Int) throws -> [Float] {
      let program = try Program { $0.output("y", layer($0.input("x", shape: [4, rows, 2]))) }
      let x = program.input("x")
      for place in x.indices {
        let (step, row, column) = (place / (2 * rows), place / 2 % rows, place % 2)
        x[place] = Float(step * 10 + row * 2 + column).squareRoot()
      }
      program.run()
      return Array(program.output("y"))
    }
    let (alone, batch) = (try outputs(rows: 1), try outputs(rows: 5))
    for step in 0..<4 {
      #expect(alone[step * 3..<step * 3 + 3] == batch[step * 15..<step * 15 + 3])
    }
    expectRefusal("batchNormLSTM: [4, 5, 2] has more than the 3 steps of it") {
      layer.training($0.input("x", shape: [4, 5, 2]))
    }
    expectRefusal("batchNormLSTM: [5, 2] is not [T, B, I]") {
      layer($0.input("x", shape: [5, 2]))
    }
  }

  private func normalizedLSTM() -> BatchNormLSTM {
    var random = TestGenerator(state: 1)
    return BatchNormLSTM(inputs: 2, units: 3, steps: 3, name: "memory", using: &random)
  }

  @Test func `refuses to be trained on one row, or twice in a program`() {
    let layer = BatchNorm(width: 3, name: "norm")
    expectRefusal("batchNorm: [1, 3] is not more than one row of 3 to train on") {
      layer.training($0.input("x", shape: [1, 3]))
    }
    expectRefusal("batchNorm: [6, 2] is not more than one row of 3 to train on") {
      layer.training($0.input("x", shape: [6, 2]))
    }
    expectRefusal("assign: norm/runningMean is written twice") {
      let x = $0.input("x", shape: [2, 3])
      return layer.training(x) + layer.training(2 * x)
    }
  }

  @Test func `leaves out what the noise says, as PyTorch does`() throws {
    let layer = Dropout(probability: 0.3)
    let program = try LayerProgram("dropout", fixed: [1]) { layer($0[0], noise: $0[1]) }
    program.expectGolden()
    program.expectSlopes()
  }

  @Test func `changes nothing without noise, and the mean of nothing with it`() throws {
    let layer = Dropout(probability: 0.25)
    let program = try Program { trace in
      let x = trace.input("x", shape: [10_000])
      trace.output("same", layer(x))
      trace.output("dropped", layer(x, noise: trace.input("noise", shape: [10_000])))
    }
    var random = TestGenerator(state: 5)
    program.input("x").update(repeating: 3)
    let noise = program.input("noise")
    for place in noise.indices { noise[place] = 0.5 * (random.uniform() + 1) }
    program.run()
    #expect(program.output("same").allSatisfy { $0 == 3 })
    #expect(program.output("dropped").allSatisfy { $0 == 0 || $0 == 4 })
    // The mean has the deviation 3 √(1/3) / 100.
    #expect(abs(program.output("dropped").reduce(0, +) / 10_000 - 3) < 0.07)
  }

  @Test func `refuses to leave out everything`() {
    expectRefusal("dropout: the probability 1.0 is not within 0..<1") {
      let x = $0.input("x", shape: [3])
      return Dropout(probability: 1)(x, noise: x)
    }
  }
}
