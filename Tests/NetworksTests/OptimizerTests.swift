import TensorCore
import Testing

@Suite struct `Optimizers` {
  /// Where 30,000 steps on the losses `3 x, -x, -x, 3 x, …` lead within [-1, 1], from zero.
  ///
  /// This is the example of Reddi, Kale and Kumar, *On the convergence of Adam and beyond*, 2018,
  /// theorem 1, with `C = 3`, `β₁ = 0`, `β₂ = 1 / (1 + C²)` and `α = 1 / √t`; the best point is -1.
  private func end(isMaximal: Bool) throws -> Float {
    let p = Parameter("p", shape: [], values: [0])
    let adam = Adam(learningRate: 1, beta1: 0, beta2: 0.1, isMaximal: isMaximal)
    let program = try Program { trace in
      let loss = trace.input("slope", shape: []) * trace.parameter(p)
      trace.minimize(loss, over: [p], with: adam)
    }
    for step in 1...30_000 {
      program.input("slope")[0] = step % 3 == 1 ? 3 : -1
      adam.learningRate = 1 / Float(step).squareRoot()
      program.run()
      p.buffer[0] = min(max(p.buffer[0], -1), 1)
    }
    return p.buffer[0]
  }

  @Test func `go where Reddi, Kale and Kumar say`() throws {
    #expect(try end(isMaximal: false) > 0.98)
    #expect(try end(isMaximal: true) < -0.98)
  }

  @Test func `keep each element of a gradient within a value`() throws {
    let p = Parameter("p", shape: [3], values: [3, -0.1, -4])
    let descent = SGD(learningRate: 1)
    let program = try Program { trace in
      let loss = 0.5 * trace.parameter(p).squared().sum()
      let norm = trace.minimize(loss, over: [p], with: descent, clippingValue: 0.5)
      trace.output("norm", norm)
    }
    program.run()
    #expect(p.values == [2.5, 0, -3.5])
    #expect(abs(program.output("norm")[0] - Float(25.01).squareRoot()) < 1e-6)
  }

  /// The gradient is kept within one first, (1, -0.1), and then scaled by 0.5 / its norm.
  @Test func `keep the norm within bounds after each element`() throws {
    let p = Parameter("p", shape: [2], values: [3, -0.1])
    let program = try Program { trace in
      let loss = 0.5 * trace.parameter(p).squared().sum()
      trace.minimize(
        loss, over: [p], with: SGD(learningRate: 1), clippingNorm: 0.5, clippingValue: 1)
    }
    program.run()
    let scale = 0.5 / Float(1.01).squareRoot()
    #expect(abs(p.values[0] - (3 - scale)) < 1e-5 && abs(p.values[1] + 0.1 - 0.1 * scale) < 1e-5)
  }

  @Test func `name what they remember`() throws {
    let p = Parameter("p", shape: [2], values: [3, -0.1])
    let adam = Adam(learningRate: 1, isMaximal: true)
    let squares = RMSProp(learningRate: 1, momentum: 0.5, isCentered: true)
    for optimizer in [adam, squares] as [any Optimizer] {
      #expect(optimizer.state.isEmpty)
      try optimizer.prepare(for: [p])
    }
    #expect(adam.state.map(\.name) == ["step", "mean/p", "square/p", "greatest square/p"])
    #expect(squares.state.map(\.name) == ["square/p", "mean/p", "velocity/p"])
  }
}
