import TensorCore
import Testing

/// Rows that are repeated in the middle are read in place, whatever the sizes of blocks.
@Suite struct `Repetitions in the middle` {
  @Test(arguments: [
    [2, 1, 3], [3, 1, 256], [2, 1, 700], [4, 1, 1], [2, 3, 1, 5], [1, 2, 1, 64],
  ])
  func `are as if they were written out`(_ source: [Int]) throws {
    var shape = source
    let axis = source.count - 2
    shape[axis] = 37
    let (rows, width) = (source[..<axis].reduce(1, *), source[axis + 1])
    let program = try Program { trace in
      let x = trace.input("x", shape: source)
      let y = trace.input("y", shape: shape)
      trace.output("sum", x + y)
      trace.output("gradient", trace.gradients(of: (x * y).sum(), for: [x])[0])
    }
    let (x, y) = (program.input("x"), program.input("y"))
    for place in x.indices { x[place] = Float(place) }
    for place in y.indices { y[place] = Float(place % 11) / 16 }
    program.run()
    let sum = program.output("sum")
    var gradient = [Float](repeating: 0, count: x.count)
    for row in 0..<rows {
      for place in 0..<37 * width {
        let (whole, source) = (row * 37 * width + place, row * width + place % width)
        #expect(sum[whole] == x[source] + y[whole])
        gradient[source] += y[whole]
      }
    }
    #expect(Array(program.output("gradient")) == gradient)
    #expect(!program.describe().contains("broadcast"))
  }
}
