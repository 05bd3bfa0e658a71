import Foundation
import TensorCore
import Testing

@Suite struct `A trace` {
  /// What the program's initializer says of a mistake.
  private func mistake(_ body: (Trace) -> Void) -> String? {
    do {
      _ = try Program { body($0) }
      return nil
    } catch {
      return "\(error)"
    }
  }

  @Test func `names the operation and both shapes of a product that does not fit`() {
    let message = mistake { trace in
      let x = trace.input("x", shape: [32, 4])
      trace.output("y", x.matmul(trace.input("w", shape: [5, 64])).relu().sum())
    }
    #expect(message == "matmul: [32, 4] · [5, 64]: inner extents 4 and 5 differ")
  }

  @Test func `names the operation and both shapes of a sum that does not fit`() {
    let message = mistake { trace in
      trace.output("y", trace.input("x", shape: [3, 4]) + trace.input("b", shape: [3]))
    }
    #expect(message == "+: [3, 4] and [3] do not fit each other")
  }

  @Test func `keeps the first of several mistakes`() {
    let message = mistake { trace in
      let x = trace.input("x", shape: [3, 4])
      trace.output("y", x.reshaped([5]).matmul(x).gathered(at: x))
    }
    #expect(message == "reshaped: [3, 4] and [5] have 12 and 5 elements")
  }

  @Test func `refuses what is wrong otherwise`() {
    let p = Parameter("p", shape: [2], values: [0, 0])
    let mistakes: [(Trace) -> Void] = [
      { $0.output("y", $0.input("x", shape: [3]).sum(axis: 1)) },
      { $0.output("y", $0.input("x", shape: [3, 2]).gathered(at: $0.input("i", shape: [3]))) },
      { $0.output("y", $0.indices("i", shape: [3]) + 1) },
      { $0.output("y", $0.input("x", shape: [3]).sliced(2..<4, axis: 0)) },
      { $0.output("y", $0.input("x", shape: [3]) + $0.input("x", shape: [4])) },
      { $0.assign($0.constant(1), to: p) },
      { _ = $0.gradients(of: $0.parameter(p), for: [p]) },
      { $0.approach([p], to: [], by: 0.5) },
      { trace in
        let x = trace.input("x", shape: [2])
        trace.output("y", x)
        trace.output("y", x + 1)
      },
      { trace in
        let adam = Adam(learningRate: 1)
        let loss = trace.parameter(p).sum()
        trace.minimize(loss, over: [p], with: adam)
        trace.minimize(loss, over: [], with: adam)
      },
      { trace in
        _ = try? Program { other in trace.output("y", other.input("x", shape: [1])) }
      },
    ]
    for body in mistakes { #expect(mistake(body) != nil) }
  }

  @Test func `computes a repeated expression once`() throws {
    let program = try Program { trace in
      let x = trace.input("x", shape: [8, 8])
      let first = x.matmul(trace.input("w", shape: [8, 8])).tanh()
      let second = x.matmul(trace.input("w", shape: [8, 8])).tanh()
      trace.output("y", first + second)
    }
    #expect(program.statistics.matrixProducts.count == 1)
    #expect(program.describe().components(of: "tanh") == 1)
  }

  @Test func `leaves out what nobody asks for`() throws {
    let program = try Program { trace in
      let x = trace.input("x", shape: [8, 8])
      _ = x.matmul(x).exp()
      trace.output("y", x * 1 + 0)
    }
    #expect(program.statistics.matrixProducts.isEmpty)
    #expect(program.statistics.instructionCount == 1)
    #expect(!program.describe().contains("exp"))
  }

  @Test func `multiplies no matrices for gradients that are not asked for`() throws {
    func products(asking count: Int) throws -> Int {
      let weights = (0..<3).map {
        Parameter("w\($0)", shape: [8, 8], values: Array(repeating: 0.1, count: 64))
      }
      return try Program { trace in
        var x = trace.input("x", shape: [4, 8])
        for weight in weights { x = x.matmul(trace.parameter(weight)).relu() }
        let asked = Array(weights.suffix(count))
        for (index, gradient) in trace.gradients(of: x.sum(), for: asked).enumerated() {
          trace.output("g\(index)", gradient)
        }
      }.statistics.matrixProducts.count
    }
    // Forward 3, or 2 where the last value is not needed; then one for each weight, and one for
    // each step further back.
    #expect(try products(asking: 3) - products(asking: 2) == 2)
    #expect(try products(asking: 2) - products(asking: 1) == 2)
    #expect(try products(asking: 1) == 4)
  }

  @Test func `joins the derivatives by all slices of a tensor at once`() throws {
    let program = try Program { trace in
      let x = trace.input("x", shape: [8, 3])
      let loss = x.split(into: 8, axis: 0).map { $0.exp().sum() }.reduce(trace.constant(0), +)
      trace.output("g", trace.gradients(of: loss, for: [x])[0])
    }
    #expect(program.describe().components(separatedBy: "concatenated").count == 2)
    program.run()
    #expect(Array(program.output("g")) == Array(repeating: 1, count: 24))
  }

  @Test func `joins a product's bias and activation into one instruction`() throws {
    let program = try Program { trace in
      let x = trace.input("x", shape: [4, 8]).matmul(trace.input("w", shape: [8, 3]))
      trace.output("y", (x + trace.input("b", shape: [3])).relu())
    }
    #expect(program.statistics.instructionCount == 2)
  }
}

@Suite struct `The effects of a program` {
  @Test func `come after all its values, the approach last`() throws {
    let p = Parameter("p", shape: [2], values: [1, 2])
    let q = Parameter("q", shape: [2], values: [10, 20])
    let program = try Program { trace in
      trace.approach([q], to: [p], by: 0.5)
      trace.assign(trace.parameter(p) + 1, to: p)
      trace.output("before", trace.parameter(p))
    }
    program.run()
    #expect(Array(program.output("before")) == [1, 2])
    #expect(p.values == [2, 3])
    #expect(q.values == [6, 11.5])
  }

  @Test func `can exchange two parameters`() throws {
    let p = Parameter("p", shape: [2], values: [1, 2])
    let q = Parameter("q", shape: [2], values: [10, 20])
    try Program { trace in
      trace.assign(trace.parameter(q), to: p)
      trace.assign(trace.parameter(p), to: q)
    }.run()
    #expect(p.values == [10, 20])
    #expect(q.values == [1, 2])
  }

  @Test func `follow a learning rate that changes between runs`() throws {
    let p = Parameter("p", shape: [], values: [0])
    let descent = SGD(learningRate: 1)
    let program = try Program { trace in
      trace.minimize(trace.parameter(p), over: [p], with: descent)
    }
    program.run()
    descent.learningRate = 0.25
    program.run()
    #expect(p.values == [-1.25])
  }

  @Test func `continue from an optimizer's restored state`() throws {
    func make() throws -> (Program, Parameter, Adam) {
      let p = Parameter("p", shape: [3], values: [1, -2, 3])
      let adam = Adam(learningRate: 0.1)
      let program = try Program { trace in
        trace.minimize(trace.parameter(p).squared().sum(), over: [p], with: adam)
      }
      return (program, p, adam)
    }
    let (program, p, adam) = try make()
    for _ in 0..<5 { program.run() }
    let (other, q, restored) = try make()
    for (mine, theirs) in zip(restored.state, adam.state) { mine.values = theirs.values }
    q.values = p.values
    program.run()
    other.run()
    #expect(p.values == q.values)
    #expect(adam.state.map(\.name) == ["step", "mean/p", "square/p"])
  }
}

extension String {
  fileprivate func components(of word: String) -> Int { split(separator: word).count - 1 }
}

@Suite struct `A program that is used wrongly` {
  @Test func `stops at a name that it does not have`() async {
    await #expect(processExitsWith: .failure) {
      let program = try Program { $0.output("y", $0.input("x", shape: [2]) + 1) }
      program.input("z")[0] = 1
    }
  }

  @Test func `stops at an index that lies outside`() async {
    await #expect(processExitsWith: .failure) {
      let program = try Program { trace in
        let x = trace.input("x", shape: [2, 3])
        trace.output("y", x.gathered(at: trace.indices("i", shape: [2])))
      }
      program.indices("i")[1] = 3
      program.run()
    }
  }
}
