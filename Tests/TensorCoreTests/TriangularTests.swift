import GoldenOperations
import Testing

@testable import TensorCore

@Suite struct `Triangular matrices` {
  /// `L = [2 0; 1 3]`, `L Lᵀ = [4 2; 2 10]`, whose determinant is 36.
  @Test func `have factor, determinant and solutions worked by hand`() throws {
    let program = try Program { trace in
      // Only the symmetric part counts.
      let factor = trace.constant([4, 1, 3, 10], shape: [2, 2]).choleskyFactor()
      let right = trace.constant([4, 8], shape: [2])
      trace.output("factor", factor)
      trace.output("determinant", factor.logDeterminantOfProduct().exp())
      trace.output("lower", factor.triangularSolution(vectors: right))
      trace.output("transposed", factor.triangularSolution(vectors: right, isTransposed: true))
      let upper = trace.constant([2, 1, 7, 4], shape: [2, 2])
      trace.output("upper", upper.triangularSolution(vectors: right, isUpper: true))
    }
    program.run()
    #expect(Array(program.output("factor")) == [2, 0, 1, 3])
    #expect(distance(program.output("determinant"), [36]) < 1e-6)
    #expect(distance(program.output("lower"), [2, 2]) < 1e-6)
    #expect(distance(program.output("transposed"), [2 / 3, 8 / 3]) < 1e-6)
    #expect(Array(program.output("upper")) == [1, 2])
  }

  /// The second of two matrices has the eigenvalues 3 and -1.
  @Test func `are not numbers where a matrix is not positive definite, and nowhere else`() throws {
    let program = try Program { trace in
      let matrices = trace.constant([4, 2, 2, 10, 1, 2, 2, 1], shape: [2, 2, 2])
      let factor = matrices.choleskyFactor()
      trace.output("factor", factor)
      trace.output("determinant", factor.logDeterminantOfProduct())
      let right = trace.constant([1, 1, 1, 1], shape: [2, 2])
      trace.output("solution", factor.triangularSolution(vectors: right))
    }
    program.run()
    #expect(Array(program.output("factor").prefix(7)) == [2, 0, 1, 3, 1, 0, 2])
    #expect(program.output("factor")[7].isNaN)
    #expect(program.output("determinant")[0].isFinite)
    #expect(program.output("determinant")[1].isNaN)
    #expect(Array(program.output("solution")).map(\.isNaN) == [false, false, false, true])
  }

  @Test func `that are not numbers are found by the watch`() throws {
    let watch = NumberWatch()
    let program = try ProgramSettings.$current.withValue(ProgramSettings(numbers: watch)) {
      try Program("watched") { trace in
        trace.output("y", trace.input("x", shape: [2, 2]).choleskyFactor().sum())
      }
    }
    _ = program.input("x").update(fromContentsOf: [0, 0, 0, 1])
    program.run()
    let problem = try #require(watch.problem)
    #expect(problem.contains("nan"))
    #expect(problem.contains("of choleskyFactor of [1, 2, 2]"))
  }
}

@Suite struct `Gamma functions` {
  /// `Γ(5) = 24`, `ψ(1) = -γ`, `ψ(2) = 1 - γ`, `ψ'(1) = π² / 6`, `ψ''(1) = -2 ζ(3)`.
  @Test func `have known values`() throws {
    let program = try Program { trace in
      trace.output("gamma", trace.constant([1, 2, 5], shape: [3]).logGamma())
      trace.output("digamma", trace.constant([1, 2], shape: [2]).digamma())
      let one = trace.constant(1)
      trace.output("polygamma", Tensor.stacked([one.polygamma(1), one.polygamma(2)]))
    }
    program.run()
    #expect(distance(program.output("gamma"), [0, 0, 3.178_053_8]) < 1e-6)
    #expect(distance(program.output("digamma"), [-0.577_215_66, 0.422_784_34]) < 1e-6)
    #expect(distance(program.output("polygamma"), [1.644_934_1, -2.404_113_8]) < 1e-6)
  }

  @Test func `end at zero`() throws {
    let program = try Program { trace in
      let x = trace.constant([0, -1.5, .infinity, .nan], shape: [4])
      trace.output("gamma", x.logGamma())
      trace.output("digamma", x.digamma())
      trace.output("trigamma", x.polygamma(1))
    }
    program.run()
    let expected: [(String, Float, Float)] = [
      ("gamma", .infinity, .infinity), ("digamma", -.infinity, .infinity),
      ("trigamma", .infinity, 0),
    ]
    for (name, zero, infinity) in expected {
      let found = Array(program.output(name))
      #expect(found[0] == zero && found[2] == infinity, "\(name)")
      #expect(found[1].isNaN && found[3].isNaN, "\(name)")
    }
  }
}
