import Foundation
import GoldenOperations
import Networks
import TensorCore
import Testing

@Suite struct `A recurrent layer` {
  enum Kind: String, CaseIterable, Sendable {
    case gru, lstm

    func layer(
      inputs: Int, units: Int, recurrent: Initialization = .byInputs, horizon: Int? = nil
    ) -> any RecurrentLayer {
      var random = TestGenerator(state: 1)
      return switch self {
      case .gru:
        GRU(
          inputs: inputs, units: units, name: "memory", recurrent: recurrent, horizon: horizon,
          using: &random)
      case .lstm:
        LSTM(
          inputs: inputs, units: units, name: "memory", recurrent: recurrent, horizon: horizon,
          using: &random)
      }
    }
  }

  @Test(arguments: Kind.allCases)
  func `has PyTorch's values and gradients`(kind: Kind) throws {
    let layer = kind.layer(inputs: 3, units: 5)
    #expect(layer.parameters.map(\.name).last == "memory/recurrentBias")
    let parameters = numbered(layer.parameters, from: 2)
    let outputs = try LayerProgram("\(kind) outputs", parameters: parameters) {
      layer.unrolled($0[0], from: $0[1]).outputs
    }
    outputs.expectGolden()
    outputs.expectSlopes()
    let state = try LayerProgram("\(kind) state", parameters: parameters) {
      layer.unrolled($0[0], from: $0[1]).state
    }
    state.expectGolden()
    let step = try LayerProgram("\(kind) step", parameters: parameters) {
      layer.step($0[0].reshaped([2, 3]), from: $0[1])
    }
    step.expectGolden()
    step.expectSlopes()
  }

  @Test(arguments: Kind.allCases)
  func `forgets where an episode begins`(kind: Kind) throws {
    let layer = kind.layer(inputs: 3, units: 5)
    let program = try LayerProgram(
      "\(kind) with beginnings", parameters: numbered(layer.parameters, from: 2), fixed: [6]
    ) {
      let (outputs, state) = layer.unrolled($0[0], from: $0[1], beginnings: $0[6])
      return outputs.reshaped([40]).concatenated(state.reshaped([state.count]), along: 0)
    }
    program.expectGolden()
    program.expectSlopes()
  }

  @Test(arguments: Kind.allCases)
  func `begins with zeros by default`(kind: Kind) throws {
    let layer = kind.layer(inputs: 2, units: 3)
    let program = try Program { trace in
      let x = trace.input("x", shape: [4, 2, 2])
      let zeros = trace.input("zeros", shape: [2, layer.stateWidth])
      trace.output("by default", layer(x))
      trace.output("explicitly", layer.unrolled(x, from: zeros).outputs)
    }
    program.input("x").update(repeating: 0.5)
    program.run()
    #expect(Array(program.output("by default")) == Array(program.output("explicitly")))
  }

  /// The whole sequence of nine rows, and the first row alone, step by step.
  @Test(arguments: Kind.allCases)
  func `acts on a row with the bits of a batch`(kind: Kind) throws {
    let (layer, rows) = (kind.layer(inputs: 7, units: 33), 9)
    let sequence = try Program {
      $0.output("y", layer($0.input("x", shape: [5, rows, 7])))
    }
    let acting = try Program {
      let state = $0.input("state", shape: [1, layer.stateWidth])
      $0.output("next", layer.step($0.input("x", shape: [1, 7]), from: state))
    }
    var random = TestGenerator(state: 4)
    let x = sequence.input("x")
    for place in x.indices { x[place] = random.uniform() }
    sequence.run()
    for step in 0..<5 {
      let start = step * rows * 7
      _ = acting.input("x").update(fromContentsOf: x[start..<start + 7])
      acting.run()
      _ = acting.input("state").update(fromContentsOf: acting.output("next"))
      let expected = sequence.output("y")[step * rows * 33..<step * rows * 33 + 33]
      #expect(Array(acting.output("next").prefix(33)) == Array(expected))
    }
  }

  /// Uniform from 1 to 9: mean 5, deviation 8 / √12.
  @Test(arguments: Kind.allCases)
  func `remembers for as long as its horizon`(kind: Kind) {
    let units = 2000
    let layer = kind.layer(inputs: 1, units: units, recurrent: .zeros, horizon: 10)
    let biases = layer.weights.inputBias.values
    let kept = biases[units..<2 * units].map { exp($0) }
    #expect(kept.allSatisfy { (0.999...9.001).contains($0) })
    #expect(abs(kept.reduce(0, +) / Float(units) - 5) < 0.21)
    #expect(abs((kept.map { ($0 - 5) * ($0 - 5) }.reduce(0, +) / Float(units)) - 5.333) < 0.4)
    let recurrentBiases = layer.weights.recurrentBias.values
    #expect(recurrentBiases[units..<2 * units].allSatisfy { $0 == 0 })
    #expect(recurrentBiases[2 * units..<3 * units].contains { $0 != 0 })
    guard kind == .lstm else { return }
    #expect(zip(biases, biases[units...]).prefix(units).allSatisfy { $0 == -$1 })
    #expect(recurrentBiases[0..<units].allSatisfy { $0 == 0 })
  }

  @Test(arguments: Kind.allCases)
  func `can have orthogonal weights for each gate`(kind: Kind) {
    let layer = kind.layer(inputs: 2, units: 6, recurrent: .orthogonal())
    let weight = layer.weights.recurrent
    let width = weight.shape[1]
    #expect(width == (kind == .gru ? 18 : 24))
    for gate in 0..<width / 6 {
      for first in 0..<6 {
        for second in 0..<6 {
          let product = (0..<6).reduce(Float(0)) { sum, column in
            let place = gate * 6 + column
            return sum + weight.buffer[first * width + place]
              * weight.buffer[second * width + place]
          }
          #expect(abs(product - (first == second ? 1 : 0)) < 1e-5)
        }
      }
    }
  }

  @Test func `is drawn within one over the root of its units`() {
    let layer = Kind.lstm.layer(inputs: 9, units: 25)
    for parameter in layer.parameters {
      let greatest = parameter.values.map(abs).max() ?? 0
      #expect(greatest <= 0.2 && greatest > 0.18)
    }
  }

  @Test func `refuses what does not fit`() {
    let layer = Kind.lstm.layer(inputs: 3, units: 4)
    expectRefusal("recurrent step: [2, 3] from [2, 4]: not [B, I] from [B, 8]") {
      layer.step($0.input("x", shape: [2, 3]), from: $0.input("state", shape: [2, 4]))
    }
    expectRefusal("recurrent sequence: [5, 3]: not [T, B, I], [B, 8], [T, B]") {
      layer($0.input("x", shape: [5, 3]))
    }
    expectRefusal("recurrent sequence: [5, 2, 3], [2, 5]: not [T, B, I], [B, 8], [T, B]") {
      layer.unrolled(
        $0.input("x", shape: [5, 2, 3]), beginnings: $0.input("beginnings", shape: [2, 5])
      ).outputs
    }
    expectRefusal("matmul: [5, 2, 7] · [3, 16]: inner extents 7 and 3 differ") {
      layer($0.input("x", shape: [5, 2, 7]))
    }
  }
}
