import GoldenOperations
import Networks
import TensorCore
import Testing

@Suite struct `Multi-head attention` {
  private func layer(width: Int = 6, heads: Int = 2) -> MultiHeadAttention {
    var random = TestGenerator(state: 1)
    return MultiHeadAttention(width: width, heads: heads, name: "attention", using: &random)
  }

  @Test func `among rows has PyTorch's value and gradients`() throws {
    let layer = layer()
    #expect(
      layer.parameters.map(\.name)
        == ["inputWeight", "inputBias", "output/weight", "output/bias"].map { "attention/\($0)" })
    let parameters = numbered(layer.parameters, from: 1)
    let plain = try LayerProgram("attention", parameters: parameters) { layer($0[0]) }
    plain.expectGolden()
    plain.expectSlopes()
    let masked = try LayerProgram("attention masked", parameters: parameters, fixed: [5]) {
      layer($0[0], mask: $0[5])
    }
    masked.expectGolden()
    masked.expectSlopes()
  }

  @Test func `to other rows has PyTorch's value and gradients`() throws {
    let layer = layer()
    let parameters = numbered(layer.parameters, from: 2)
    let plain = try LayerProgram("attention to others", parameters: parameters) {
      layer($0[0], to: $0[1])
    }
    plain.expectGolden()
    plain.expectSlopes()
    let masked = try LayerProgram(
      "attention to others masked", parameters: parameters, fixed: [6]
    ) { layer($0[0], to: $0[1], mask: $0[6]) }
    masked.expectGolden()
    masked.expectSlopes()
  }

  @Test func `gives one sequence the bits that it has in a batch`() throws {
    let layer = layer(width: 24, heads: 3)
    func values(_ sequences: Int) throws -> [Float] {
      let program = try Program { $0.output("y", layer($0.input("x", shape: [sequences, 5, 24]))) }
      var random = TestGenerator(state: 3)
      let x = program.input("x")
      for place in x.indices { x[place] = random.uniform() }
      program.run()
      return Array(program.output("y"))
    }
    #expect(try values(1) == Array(values(6).prefix(120)))
  }

  /// √(6 / (8 + 24)) and 1 / √8.
  @Test func `is drawn as PyTorch does`() {
    let layer = layer(width: 8)
    for (parameter, limit) in [
      (layer.inputWeight, Float(0.433_02)), (layer.output.weight, 0.353_56),
    ] {
      let greatest = parameter.values.map(abs).max() ?? 0
      #expect(greatest <= limit && greatest > 0.9 * limit)
    }
    #expect((layer.inputBias.values + layer.output.bias.values).allSatisfy { $0 == 0 })
  }

  @Test func `refuses what does not fit`() {
    let layer = layer()
    expectRefusal("attention: [2, 6] to [2, 6]: not [B, L, 6] to [B, S, 6] in 2 equal heads") {
      layer($0.input("x", shape: [2, 6]))
    }
    expectRefusal(
      "attention: [2, 3, 6] to [1, 3, 6]: not [B, L, 6] to [B, S, 6] in 2 equal heads"
    ) { layer($0.input("x", shape: [2, 3, 6]), to: $0.input("y", shape: [1, 3, 6])) }
    expectRefusal("attention: [1, 3, 6] to [1, 3, 6]: not [B, L, 6] to [B, S, 6] in 4 equal heads")
    { self.layer(heads: 4)($0.input("x", shape: [1, 3, 6])) }
    expectRefusal("select: [3, 2] and [1, 2, 3, 3] and [] do not fit each other") {
      layer($0.input("x", shape: [1, 3, 6]), mask: $0.input("mask", shape: [3, 2]))
    }
  }
}
