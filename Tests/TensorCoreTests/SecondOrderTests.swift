import TensorCore
import Testing

/// Three rows through two inputs, four hidden units and three logits: 27 weights.
private struct Small {
  let w = [
    Parameter("w", shape: [2, 4], values: [0.5, -0.3, 0.8, 0.1, -0.7, 0.4, 0.2, -0.9]),
    Parameter("c", shape: [4], values: [0.1, -0.2, 0.3, 0]),
    Parameter(
      "u", shape: [4, 3], values: [0.6, -0.4, 0.3, -0.5, 0.9, 0.2, 0.7, -0.1, -0.8, 0.4, 0.3, -0.6]),
    Parameter("d", shape: [3], values: [0.2, 0, -0.3]),
  ]
  let count = 27
  let vector = (0..<27).map { Float(($0 * 7) % 11) / 5 - 1 }

  func logits(_ trace: Trace) -> Tensor {
    let x = trace.constant([1, -0.5, 0.3, 0.8, -1.2, 0.4], shape: [3, 2])
    let p = w.map { trace.parameter($0) }
    return (x.matmul(p[0]) + p[1]).tanh().matmul(p[2]) + p[3]
  }

  /// The mean divergence from the policy, held fast, to itself, `[]`.
  func divergence(_ logits: Tensor) -> Tensor {
    let old = logits.detached.logSoftmax()
    return (old.exp() * (old - logits.logSoftmax())).sum() / 3
  }

  /// A program of `vector` to `product`.
  func program(_ body: @escaping (Trace, [Tensor], Tensor) -> Tensor) throws -> Program {
    try Program { trace in
      let v = trace.input("vector", shape: [count])
      trace.output("product", body(trace, v.parted(like: w), v))
    }
  }

  func product(_ program: Program) -> [Float] {
    _ = program.input("vector").update(fromContentsOf: vector)
    program.run()
    return Array(program.output("product"))
  }

  /// The derivatives of each logit and the probabilities, one backward pass for each row.
  func jacobian() throws -> (rows: [[Float]], probabilities: [Float]) {
    let program = try Program { trace in
      let logits = logits(trace)
      trace.output("p", logits.softmax())
      for (index, logit) in logits.reshaped([9]).split(into: 9, axis: 0).enumerated() {
        trace.output("\(index)", .flattened(trace.gradients(of: logit.sum(), for: w)))
      }
    }
    program.run()
    return ((0..<9).map { Array(program.output("\($0)")) }, Array(program.output("p")))
  }

  /// `Jᵀ (diag p - p pᵀ) J / 3`, row by row.
  func fisher() throws -> [[Float]] {
    let (rows, p) = try jacobian()
    var matrix = Array(repeating: [Float](repeating: 0, count: count), count: count)
    for batch in 0..<3 {
      for a in 0..<3 {
        for b in 0..<3 {
          let (first, second) = (batch * 3 + a, batch * 3 + b)
          let weight = ((a == b ? p[first] : 0) - p[first] * p[second]) / 3
          for i in 0..<count {
            for j in 0..<count { matrix[i][j] += rows[first][i] * weight * rows[second][j] }
          }
        }
      }
    }
    return matrix
  }
}

private func product(_ matrix: [[Float]], _ vector: [Float]) -> [Float] {
  matrix.map { row in zip(row, vector).reduce(0) { $0 + $1.0 * $1.1 } }
}

private func error(_ first: [Float], _ second: [Float]) -> Float {
  first.count == second.count ? zip(first, second).map { abs($0 - $1) }.max() ?? 0 : .infinity
}

@Suite struct `Products with matrices of derivatives` {
  private let small = Small()

  @Test func `are those of the explicit Jacobian`() throws {
    let program = try small.program { trace, v, _ in
      trace.jacobianProduct(of: small.logits(trace), for: small.w, times: v)
    }
    let expected = product(try small.jacobian().rows, small.vector)
    #expect(error(small.product(program), expected) < 1e-5)
  }

  @Test func `are those of the explicit Fisher matrix, by the divergence's Hessian`() throws {
    let program = try small.program { trace, v, _ in
      let divergence = small.divergence(small.logits(trace))
      return .flattened(trace.hessianProduct(of: divergence, for: small.w, times: v))
    }
    let expected = product(try small.fisher(), small.vector)
    #expect(error(small.product(program), expected) < 1e-5)
    #expect(error(small.product(program), small.vector) > 0.1)
  }

  /// The Hessian of cross-entropy by logits is the categorical Fisher matrix, whatever the classes.
  @Test func `are those of the explicit Gauss-Newton matrix`() throws {
    let program = try small.program { trace, v, _ in
      let logits = small.logits(trace)
      let classes = trace.constant([1, 0, 0, 0, 0, 1, 0, 1, 0], shape: [3, 3])
      let loss = -(classes * logits.logSoftmax()).sum() / 3
      return .flattened(
        trace.gaussNewtonProduct(of: loss, through: logits, for: small.w, times: v))
    }
    let expected = product(try small.fisher(), small.vector)
    #expect(error(small.product(program), expected) < 1e-5)
  }

  @Test func `refuse a vector over other parameters`() {
    #expect(throws: TraceError.self) {
      try small.program { trace, v, _ in
        .flattened(
          trace.hessianProduct(
            of: small.divergence(small.logits(trace)), for: small.w, times: v.reversed()))
      }
    }
  }

  @Test func `let conjugate gradients solve a damped system`() throws {
    let program = try small.program { trace, v, flat in
      let divergence = small.divergence(small.logits(trace))
      return .flattened(trace.hessianProduct(of: divergence, for: small.w, times: v)) + 0.1 * flat
    }
    let solution = ConjugateGradients(iterations: 30).solution(for: small.vector, by: program)
    let image = zip(product(try small.fisher(), solution), solution).map { $0 + 0.1 * $1 }
    #expect(error(image, small.vector) < 1e-4)
    let early = ConjugateGradients(iterations: 1).solution(for: small.vector, by: program)
    #expect(error(early, solution) > 1e-2)
  }
}

@Suite struct `A line search` {
  /// 4x + y = 1 and x + 3y = 2 at (1/11, 7/11), after as many products as there are unknowns.
  @Test func `is preceded by conjugate gradients that are exact after two products`() {
    let solution = ConjugateGradients(iterations: 2).solution(for: [1, 2]) {
      [4 * $0[0] + $0[1], $0[0] + 3 * $0[1]]
    }
    #expect(error(solution, [1 / 11, 7 / 11]) < 1e-6)
  }

  @Test func `shrinks until a step is accepted, or gives up`() {
    let search = BacktrackingLineSearch()
    #expect(search.fraction { _ in true } == 1)
    #expect(abs((search.fraction { $0 < 0.7 } ?? 0) - 0.64) < 1e-6)
    var tries = 0
    #expect(
      search.fraction { _ in
        tries += 1
        return false
      } == nil)
    #expect(tries == 10)
  }
}
