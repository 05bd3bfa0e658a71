import TensorCore
import Testing

@Suite struct `An operation that does not fit` {
  struct Mistake: CustomTestStringConvertible, Sendable {
    let message: String
    let body: @Sendable (_ x: Tensor, _ y: Tensor) -> Tensor

    var testDescription: String { message }
  }

  /// With `x` of `[2, 3]` and `y` of `[4]`.
  static let mistakes = [
    Mistake(message: "power: [2, 3] and [4] do not fit each other") { $0.power($1) },
    Mistake(message: "minimum: [2, 3] has no axis 2") { x, _ in x.min(axis: 2) },
    Mistake(message: "variance: [2, 3] has no axis -3") { x, _ in x.variance(axis: -3) },
    Mistake(message: "logSumExp: [2, 3] has no axis 2") { x, _ in x.logSumExp(axis: 2) },
    Mistake(message: "softmax: [2, 3] has no axis 2") { x, _ in x.softmax(axis: 2) },
    Mistake(message: "logSoftmax: [2, 3] has no axis 2") { x, _ in x.logSoftmax(axis: 2) },
    Mistake(message: "cumulativeSum: [2, 3] has no axis 2") { x, _ in x.cumulativeSum(axis: 2) },
    Mistake(message: "straightThrough: [4] cannot stand for [2, 3]") { $0.straightThrough($1) },
    Mistake(message: "padded: [2, 3] has no axis 2") { x, _ in
      x.padded(before: 1, after: 1, axis: 2)
    },
    Mistake(message: "padded: [2, 3] by -1 and 0: not less than nothing") { x, _ in
      x.padded(before: -1, after: 0, axis: 0)
    },
    Mistake(message: "stacked: [2, 3], [4] are not one shape") { Tensor.stacked([$0, $1]) },
    Mistake(message: "stacked: [2, 3]: no place 3 for an axis") { x, _ in
      Tensor.stacked([x, x], axis: 3)
    },
    Mistake(message: "split: [1, 1] do not make up axis 1 of [2, 3]") { x, _ in
      x.split([1, 1], axis: 1)[0]
    },
    Mistake(message: "split: axis 1 of [2, 3] does not fall into 2 equal pieces") { x, _ in
      x.split(into: 2, axis: 1)[0]
    },
    Mistake(message: "rows: [2, 3] at [4]: a matrix and indices are needed") { $0.rows(at: $1) },
    Mistake(message: "addedToRows: [2, 3] at [4]: one index is needed for each row") {
      $0.addedToRows(at: $1, count: 5)
    },
    Mistake(message: "outerProduct: [2, 3] and [3, 1] do not fit each other") { x, _ in
      x.outerProduct(x.reshaped([3, 2]).sliced(0..<1, axis: 1))
    },
    Mistake(message: "matmul: [2, 1, 3] · [1, 2, 3]: inner extents 3 and 2 differ") { x, _ in
      x.reshaped([2, 1, 3]).matmul(x.reshaped([1, 2, 3]))
    },
    Mistake(message: "matmul: [2, 3, 1] · [3, 1, 2]: leading axes do not fit each other") { x, _ in
      x.reshaped([2, 3, 1]).matmul(x.reshaped([3, 1, 2]))
    },
    Mistake(message: "choleskyFactor: [2, 3] is not […, n, n]") { x, _ in x.choleskyFactor() },
    Mistake(message: "diagonal: [2, 3] is not […, n, n]") { x, _ in x.diagonal() },
    Mistake(message: "diagonal: [4] is not […, n, n]") { $1.diagonal() },
    Mistake(message: "lowerTriangle: [2, 3] is not […, n, n]") { x, _ in x.lowerTriangle() },
    Mistake(message: "diagonalMatrix: [] has no axis") { x, _ in x.sum().diagonalMatrix() },
    Mistake(message: "triangularSolution: [2, 3] is not […, n, n]") { x, _ in
      x.triangularSolution(x)
    },
    Mistake(message: "triangularSolution: [2, 2] does not fit [4, 1]") {
      $1.reshaped([2, 2]).triangularSolution(vectors: $1)
    },
    Mistake(message: "triangularSolution: [3, 2, 2] does not fit [2, 2, 1]") {
      let matrices = $1.reshaped([2, 2]).broadcast(to: [3, 2, 2])
      return matrices.triangularSolution($1.reshaped([2, 2, 1]))
    },
    Mistake(message: "polygamma: there is no derivative of order -1") { x, _ in x.polygamma(-1) },
    Mistake(message: "patches: [2, 3] is not [B, H, W, C]") { x, _ in x.patches(SlidingWindow(1)) },
    Mistake(
      message: "patches: a window of 4 × 1 with padding 0 does not fit into [1, 2, 3, 1]"
    ) { x, _ in image(x).patches(SlidingWindow(height: 4, width: 1)) },
    Mistake(message: "patches: no window is 1 × 1 with stride 0 and padding 0") { x, _ in
      image(x).patches(SlidingWindow(1, stride: 0))
    },
    Mistake(
      message: "convolved: [1, 2, 3, 1] with [1, 1, 2, 2] are not [B, H, W, C] with [h, w, C, O]"
    ) { image($0).convolved(with: $1.reshaped([1, 1, 2, 2])) },
    Mistake(
      message: "convolved: a window of 2 × 2 with padding 0 does not fit into [2, 1, 3, 1]"
    ) { $0.reshaped([2, 1, 3, 1]).convolved(with: $1.reshaped([2, 2, 1, 1])) },
    Mistake(message: "maxPooled: [2, 3] is not [B, H, W, C]") { x, _ in
      x.maxPooled(SlidingWindow(1))
    },
    Mistake(message: "maxPooled: padding 1 is more than half of 1 × 2") { x, _ in
      image(x).maxPooled(SlidingWindow(height: 1, width: 2, padding: 1))
    },
    Mistake(message: "flattened: [2, 3] has no axis 2") { x, _ in x.flattened(from: 2) },
  ]

  private static func image(_ x: Tensor) -> Tensor { x.reshaped([1, 2, 3, 1]) }

  @Test(arguments: mistakes)
  func `is named with its shapes`(_ mistake: Mistake) {
    #expect(throws: TraceError.self) {
      do {
        _ = try Program { trace in
          let (x, y) = (trace.input("x", shape: [2, 3]), trace.input("y", shape: [4]))
          trace.output("result", mistake.body(x, y))
        }
      } catch {
        #expect("\(error)" == mistake.message)
        throw error
      }
    }
  }
}
