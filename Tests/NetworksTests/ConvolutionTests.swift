import GoldenOperations
import Networks
import TensorCore
import Testing

@Suite struct `A convolutional layer` {
  private func layer() -> Conv2D {
    var random = TestGenerator(state: 1)
    let window = SlidingWindow(height: 3, width: 2, stride: 2, padding: 1)
    return Conv2D(channels: 2, outputs: 3, window: window, name: "conv", using: &random)
  }

  @Test func `has PyTorch's value and gradients`() throws {
    let layer = layer()
    #expect(layer.parameters.map(\.name) == ["conv/weight", "conv/bias"])
    let program = try LayerProgram("conv", parameters: numbered(layer.parameters, from: 1)) {
      layer($0[0])
    }
    program.expectGolden()
    program.expectSlopes()
  }

  /// 1 / √12.
  @Test func `is drawn within one over the root of its inputs`() {
    var random = TestGenerator(state: 2)
    let layer = Conv2D(
      channels: 3, outputs: 100, window: SlidingWindow(2), name: "conv", using: &random)
    for parameter in layer.parameters {
      let greatest = parameter.values.map(abs).max() ?? 0
      #expect(greatest <= 0.288_68 && greatest > 0.27)
    }
  }

  @Test func `multiplies only for the gradients that are asked for`() throws {
    let layer = layer()
    func products(_ wanted: (Tensor) -> [Tensor]) throws -> Int {
      let program = try Program { trace in
        let x = trace.input("x", shape: [2, 5, 4, 2])
        let loss = layer(x).sumOfSquares()
        for (index, gradient) in trace.gradients(of: loss, for: wanted(x)).enumerated() {
          trace.output("g\(index)", gradient)
        }
      }
      return program.statistics.matrixProducts.count
    }
    #expect(try products { [$0.trace.parameter(layer.bias)] } == 1)
    #expect(try products { [$0.trace.parameter(layer.weight)] } == 2)
    #expect(try products { [$0] } == 2)
    #expect(try products { [$0, $0.trace.parameter(layer.weight)] } == 3)
  }

  @Test func `gives one image the bits that it has in a batch`() throws {
    let layer = layer()
    func values(_ images: Int) throws -> [Float] {
      let program = try Program { trace in
        let features = layer(trace.input("x", shape: [images, 9, 8, 2])).relu()
        trace.output("y", features.maxPooled(SlidingWindow(2, stride: 2)).flattened())
      }
      var random = TestGenerator(state: 3)
      let x = program.input("x")
      for place in x.indices { x[place] = random.uniform() }
      program.run()
      return Array(program.output("y"))
    }
    let batch = try values(7)
    #expect(try values(1) == Array(batch.prefix(batch.count / 7)))
  }

  @Test func `refuses images of other channels`() {
    let layer = layer()
    expectRefusal(
      "convolved: [1, 4, 4, 3] with [3, 2, 2, 3] are not [B, H, W, C] with [h, w, C, O]"
    ) { layer($0.input("x", shape: [1, 4, 4, 3])) }
  }
}
