package import TensorCore
import Testing

/// One operation with its gradients, as a program.
package struct OperationProgram {
  /// The shape of the result.
  package let shape: [Int]
  private let program: Program
  private let golden: Golden.Operation

  /// What a case computes: of floats `x` that gradients are taken by, and of indices `i`, if it has
  /// some.
  package typealias Build = @Sendable (_ x: [Tensor], _ i: Tensor?) -> Tensor

  /// Traces a case, which fails if nobody knows how to build it.
  package init(_ golden: Golden.Operation, _ build: Build?) throws {
    let build = try #require(build, "no operation \(golden.name)")
    var shape: [Int] = []
    program = try Program(golden.name) { trace in
      let x = golden.inputs.enumerated().map { trace.input("x\($0)", shape: $1.shape) }
      let indices = golden.indices.map { trace.indices("i", shape: $0.shape) }
      let output = build(x, indices)
      shape = output.shape
      trace.output("output", output)
      guard !golden.gradients.isEmpty else { return }
      let weights = trace.constant(golden.weights.values, shape: golden.weights.shape)
      let gradients = trace.gradients(of: (output * weights).sum(), for: x)
      for (index, gradient) in gradients.enumerated() { trace.output("g\(index)", gradient) }
      let weighed = Self.weighed(gradients)
      trace.output("weighed gradients", weighed)
      for (index, second) in trace.gradients(of: weighed, for: x).enumerated() {
        trace.output("h\(index)", second)
      }
    }
    self.shape = shape
    self.golden = golden
    for (index, input) in golden.inputs.enumerated() {
      _ = program.input("x\(index)").update(fromContentsOf: input.values)
    }
    if let indices = golden.indices {
      _ = program.indices("i").update(fromContentsOf: indices.values)
    }
  }

  /// Expects the reference's value, shape and gradients.
  package func expectGolden() {
    run()
    #expect(shape == golden.output.shape)
    #expect(distance(output, golden.output.values) < 2e-6)
    for (gradient, expected) in zip(gradients, golden.gradients) {
      #expect(distance(gradient, expected.values) < 5e-6)
    }
  }

  /// Expects the gradients that central differences show.
  package func expectSlopes() {
    run()
    for (input, gradient) in gradients.enumerated() {
      for element in stride(from: 0, to: gradient.count, by: max(1, gradient.count / 16)) {
        let slope = slope(input: input, element: element)
        #expect(abs(slope - Double(gradient[element])) < 4e-3 * max(1, abs(slope)))
      }
    }
  }

  /// The gradients' elements, each times another number, and summed, `[]`.
  private static func weighed(_ gradients: [Tensor]) -> Tensor {
    let products = gradients.map { gradient in
      let numbers = (0..<gradient.count).map { Float(($0 * 7) % 11) / 5 - 0.9 }
      return (gradient * gradient.trace.constant(numbers, shape: gradient.shape)).sum()
    }
    return products.dropFirst().reduce(products[0], +)
  }

  /// Expects gradients of the gradients that central differences show.
  package func expectSecondSlopes() {
    run()
    let seconds = golden.gradients.indices.map { Array(program.output("h\($0)")) }
    for (input, second) in seconds.enumerated() {
      for element in stride(from: 0, to: second.count, by: max(1, second.count / 16)) {
        let slope = secondSlope(input: input, element: element)
        #expect(abs(slope - Double(second[element])) < 1e-2 * max(1, abs(slope)))
      }
    }
  }

  /// The central difference of the weighed gradients by one element.
  private func secondSlope(input: Int, element: Int) -> Double {
    difference(input: input, element: element) { Double(program.output("weighed gradients")[0]) }
  }

  /// Computes everything once.
  package func run() { program.run() }

  /// The result.
  package var output: [Float] { Array(program.output("output")) }
  /// The gradients by each input.
  package var gradients: [[Float]] {
    golden.gradients.indices.map { Array(program.output("g\($0)")) }
  }

  /// The central difference of the weighted sum by one element.
  package func slope(input: Int, element: Int) -> Double {
    difference(input: input, element: element) {
      zip(program.output("output"), golden.weights.values).reduce(0) {
        $0 + Double($1.0) * Double($1.1)
      }
    }
  }

  private func difference(input: Int, element: Int, of quantity: () -> Double) -> Double {
    let values = program.input("x\(input)")
    let original = values[element]
    func result(at value: Float) -> Double {
      values[element] = value
      program.run()
      return quantity()
    }
    let step: Float = 0.01
    let (above, below) = (original + step, original - step)
    let slope = (result(at: above) - result(at: below)) / Double(above - below)
    values[element] = original
    return slope
  }
}
