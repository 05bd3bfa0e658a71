import Foundation
import GoldenOperations
import TensorCore
import Testing

/// A layer on the inputs of a case of `generate_layers.py`, with gradients.
struct LayerProgram {
  let program: Program
  private let golden: Golden.Operation
  private let parameters: [Int: Parameter]
  private let learned: [Int]

  /// Traces a layer.
  ///
  /// - Parameters:
  ///   - name: That of the case.
  ///   - parameters: What the layer learns, by the inputs that say what it holds.
  ///   - state: What it keeps besides, in the same way.
  ///   - fixed: The inputs that no gradient is taken by.
  ///   - build: The layer's value of the other inputs.
  /// - Throws: If there is no such case, or the layer does not fit it.
  init(
    _ name: String, parameters: [Int: Parameter] = [:], state: [Int: Parameter] = [:],
    fixed: Set<Int> = [], _ build: (_ x: [Tensor]) -> Tensor
  ) throws {
    let golden = try #require(
      Golden.operations("layers", in: .module).first { $0.name == name }, "no case \(name)")
    let held = parameters.merging(state) { first, _ in first }
    let learned = golden.inputs.indices.filter { state[$0] == nil && !fixed.contains($0) }
    for (index, parameter) in held {
      try #require(parameter.shape == golden.inputs[index].shape)
      parameter.values = golden.inputs[index].values
    }
    program = try Program(name) { trace in
      let x = golden.inputs.enumerated().map { index, input in
        held[index].map { trace.parameter($0) } ?? trace.input("x\(index)", shape: input.shape)
      }
      let output = build(x)
      #expect(output.shape == golden.output.shape)
      trace.output("output", output)
      let weights = trace.constant(golden.weights.values, shape: golden.weights.shape)
      let gradients = trace.gradients(of: (output * weights).sum(), for: learned.map { x[$0] })
      for (index, gradient) in zip(learned, gradients) { trace.output("g\(index)", gradient) }
    }
    self.golden = golden
    self.parameters = parameters
    self.learned = learned
    for (index, input) in golden.inputs.enumerated() where held[index] == nil {
      _ = program.input("x\(index)").update(fromContentsOf: input.values)
    }
  }

  /// Expects PyTorch's value and gradients.
  func expectGolden() {
    program.run()
    #expect(distance(program.output("output"), golden.output.values) < 2e-6)
    for index in learned {
      let expected = golden.gradients[index].values
      #expect(distance(program.output("g\(index)"), expected) < 5e-6, "by input \(index)")
    }
  }

  /// Expects the gradients that central differences show.
  func expectSlopes() {
    program.run()
    // All of them before anything is moved.
    let gradients = learned.map { Array(program.output("g\($0)")) }
    for (index, gradient) in zip(learned, gradients) {
      for element in stride(from: 0, to: gradient.count, by: max(1, gradient.count / 12)) {
        let slope = slope(input: index, element: element)
        let error = abs(slope - Double(gradient[element]))
        #expect(error < 5e-3 * max(1, abs(slope)), "by element \(element) of input \(index)")
      }
    }
  }

  private func slope(input: Int, element: Int) -> Double {
    let values = parameters[input]?.buffer ?? program.input("x\(input)")
    let original = values[element]
    func loss(at value: Float) -> Double {
      values[element] = value
      program.run()
      return zip(program.output("output"), golden.weights.values).reduce(0) {
        $0 + Double($1.0) * Double($1.1)
      }
    }
    let (above, below) = (original + 0.002, original - 0.002)
    let slope = (loss(at: above) - loss(at: below)) / Double(above - below)
    values[element] = original
    return slope
  }
}

/// The parameters of a layer by the inputs of a case, in order from one on.
func numbered(_ parameters: [Parameter], from first: Int) -> [Int: Parameter] {
  Dictionary(uniqueKeysWithValues: zip(first..., parameters))
}

/// Expects that tracing something fails with a message.
func expectRefusal(_ message: String, _ body: (Trace) -> Tensor) {
  let error = #expect(throws: TraceError.self) {
    _ = try Program { $0.output("result", body($0)) }
  }
  #expect(error?.description == message)
}
