import Foundation
import GoldenOperations
import Networks
import TensorCore
import Testing

@Suite struct `A layer with normalized weights` {
  private func linear() -> Linear {
    var random = TestGenerator(state: 1)
    return Linear(inputs: 4, outputs: 3, name: "layer", using: &random)
  }

  @Test func `learns their direction and length as PyTorch does`() throws {
    let layer = WeightNormalized(linear())
    #expect(layer.parameters.map(\.name) == ["layer/weight", "layer/bias", "layer/weightLength"])
    let program = try LayerProgram(
      "weightNormalized", parameters: numbered(layer.parameters, from: 1)
    ) { layer($0[0]) }
    program.expectGolden()
    program.expectSlopes()
  }

  @Test func `may convolve`() throws {
    var random = TestGenerator(state: 1)
    let layer = WeightNormalized(
      Conv2D(channels: 2, outputs: 3, window: SlidingWindow(2), name: "conv", using: &random))
    let program = try LayerProgram(
      "weightNormalized conv", parameters: numbered(layer.parameters, from: 1)
    ) { layer($0[0]) }
    program.expectGolden()
    program.expectSlopes()
  }

  @Test func `begins as the layer that it is made of`() throws {
    let layer = linear()
    let program = try Program { trace in
      let x = trace.input("x", shape: [5, 4])
      trace.output("layer", layer(x))
      trace.output("normalized", WeightNormalized(layer)(x))
    }
    program.input("x").update(repeating: 0.7)
    program.run()
    #expect(distance(program.output("normalized"), program.output("layer")) < 1e-6)
  }

  private func spectral() -> SpectrallyNormalized<Linear> {
    var random = TestGenerator(state: 2)
    return SpectrallyNormalized(linear(), using: &random)
  }

  @Test func `divides them by their norm as PyTorch does`() throws {
    let layer = spectral()
    let (parameters, state) = (numbered(layer.parameters, from: 1), numbered(layer.state, from: 3))
    let acting = try LayerProgram(
      "spectrallyNormalized acting", parameters: parameters, state: state
    ) { layer($0[0]) }
    acting.expectGolden()
    acting.expectSlopes()
    // Differences would iterate further, and show the slope through the vectors too.
    let training = try LayerProgram(
      "spectrallyNormalized training", parameters: parameters, state: state
    ) { layer.training($0[0]) }
    training.expectGolden()
    let moved = try #require(
      Golden.operations("layers", in: .module).first { $0.name == "spectrallyNormalized vectors" })
    #expect(distance(layer.state.flatMap(\.values), moved.output.values) < 1e-6)
    #expect(layer.state.map(\.name) == ["layer/weightOutputVector", "layer/weightInputVector"])
  }

  /// The greatest singular value of the divided weights: after many iterations it is one.
  @Test func `brings their greatest singular value to one`() throws {
    let layer = spectral()
    let program = try Program { trace in
      let x = trace.constant(
        (0..<16).map { $0.isMultiple(of: 5) ? 1 : 0 }, shape: [4, 4])
      trace.output("weight", layer.training(x) - trace.parameter(layer.base.bias))
    }
    for _ in 0..<200 { program.run() }
    let weight = Array(program.output("weight"))
    var vector: [Float] = [1, 1, 1]
    var norm: Float = 0
    for _ in 0..<200 {
      let image = (0..<4).map { i in (0..<3).reduce(0) { $0 + weight[i * 3 + $1] * vector[$1] } }
      vector = (0..<3).map { j in (0..<4).reduce(0) { $0 + weight[$1 * 3 + j] * image[$1] } }
      norm = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
      vector = vector.map { $0 / norm }
    }
    #expect(abs(norm - 1) < 1e-5)
  }

  @Test func `begins near its norm`() throws {
    let layer = spectral()
    let norms = (layer.outputVector.values, layer.inputVector.values)
    for vector in [norms.0, norms.1] {
      #expect(abs(vector.reduce(0) { $0 + $1 * $1 } - 1) < 1e-5)
    }
    let before = layer.outputVector.values
    let program = try Program { $0.output("y", layer.training($0.input("x", shape: [1, 4]))) }
    program.run()
    #expect(distance(layer.outputVector.values, before) < 0.05)
  }
}
