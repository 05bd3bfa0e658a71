import TensorCore
import Testing

@Suite struct `Every operation` {
  @Test(arguments: try Golden.operations())
  func `has PyTorch's value and gradient`(_ golden: Golden.Operation) throws {
    let program = try OperationProgram(golden)
    program.run()
    #expect(program.shape == golden.output.shape)
    #expect(distance(program.output, golden.output.values) < 2e-6)
    for (gradient, expected) in zip(program.gradients, golden.gradients) {
      #expect(distance(gradient, expected.values) < 5e-6)
    }
  }

  /// At points of no derivative, and where a gradient is stopped on purpose, differences differ.
  private static func smooth() throws -> [Golden.Operation] {
    try Golden.operations().filter {
      !["equals", "detached", "clamped", "huber", "softmax by hand", "not smooth"].contains(
        where: $0.name.contains)
        && !$0.gradients.isEmpty
    }
  }

  @Test(arguments: try smooth())
  func `has the gradient that differences show`(_ golden: Golden.Operation) throws {
    let program = try OperationProgram(golden)
    program.run()
    let gradients = program.gradients
    for (input, gradient) in gradients.enumerated() {
      for element in stride(from: 0, to: gradient.count, by: max(1, gradient.count / 16)) {
        let slope = program.slope(input: input, element: element)
        #expect(abs(slope - Double(gradient[element])) < 4e-3 * max(1, abs(slope)))
      }
    }
  }

  @Test func `is seen to fail with a wrong gradient`() throws {
    let golden = try #require(Golden.operations().first { $0.name == "squared [3]" })
    let wrong = try OperationProgram(golden) { x, _ in x[0].detached * x[0] }
    wrong.run()
    #expect(distance(wrong.output, golden.output.values) < 2e-6)
    #expect(distance(wrong.gradients[0], golden.gradients[0].values) > 0.1)
    #expect(abs(wrong.slope(input: 0, element: 0) - Double(wrong.gradients[0][0])) > 0.1)
  }
}

/// One operation with its gradients, as a program.
struct OperationProgram {
  let shape: [Int]
  private let program: Program
  private let golden: Golden.Operation

  init(_ golden: Golden.Operation) throws {
    let build = try #require(
      OperationCases.build(golden.name) ?? FunctionCases.build(golden.name),
      "no operation \(golden.name)")
    try self.init(golden, build)
  }

  init(_ golden: Golden.Operation, _ build: OperationCases.Build) throws {
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

  func run() { program.run() }

  var output: [Float] { Array(program.output("output")) }
  var gradients: [[Float]] { golden.gradients.indices.map { Array(program.output("g\($0)")) } }

  /// The central difference of the weighted sum by one element.
  func slope(input: Int, element: Int) -> Double {
    let values = program.input("x\(input)")
    let original = values[element]
    func loss(at value: Float) -> Double {
      values[element] = value
      program.run()
      return zip(program.output("output"), golden.weights.values).reduce(0) {
        $0 + Double($1.0) * Double($1.1)
      }
    }
    let step: Float = 0.01
    let (above, below) = (original + step, original - step)
    let slope = (loss(at: above) - loss(at: below)) / Double(above - below)
    values[element] = original
    return slope
  }
}
