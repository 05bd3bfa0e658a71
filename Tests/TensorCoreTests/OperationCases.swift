import GoldenOperations
import TensorCore

/// Every operation under the name that `generate_pytorch.py` gives it.
///
/// `x` are the floats that gradients are taken by; `i` are indices, in the cases that have some.
enum OperationCases {
  typealias Build = OperationProgram.Build

  /// The operation of a case; a name may go on with shapes.
  static func build(_ name: String) -> Build? {
    if let special = special[name] { return special }
    let words = name.split(separator: " ").map(String.init)
    if name.hasPrefix("matmul transposed") { return product(words[2]) }
    if words.contains("axis") { return reduction(words) }
    return plain[words[0]]
  }

  private static let plain: [String: Build] = [
    "negated": { x, _ in -x[0] }, "exp": { x, _ in x[0].exp() }, "log": { x, _ in x[0].log() },
    "sqrt": { x, _ in x[0].sqrt() }, "tanh": { x, _ in x[0].tanh() },
    "sigmoid": { x, _ in x[0].sigmoid() }, "relu": { x, _ in x[0].relu() },
    "abs": { x, _ in x[0].abs() }, "squared": { x, _ in x[0].squared() },
    "add": { x, _ in x[0] + x[1] }, "subtract": { x, _ in x[0] - x[1] },
    "multiply": { x, _ in x[0] * x[1] }, "divide": { x, _ in x[0] / x[1] },
    "maximum": { x, _ in x[0].maximum(x[1]) }, "minimum": { x, _ in x[0].minimum(x[1]) },
    "matmul": { x, _ in x[0].matmul(x[1]) }, "sum": { x, _ in x[0].sum() },
    "mean": { x, _ in x[0].mean() }, "max": { x, _ in x[0].max() },
    "sumOfSquares": { x, _ in x[0].sumOfSquares() },
  ]

  private static let special: [String: Build] = [
    "add number": { x, _ in x[0] + 1.5 }, "number minus": { x, _ in 2 - x[0] },
    "minus number": { x, _ in x[0] - 2 }, "number times": { x, _ in 3 * x[0] },
    "number over": { x, _ in 2 / x[0] }, "over number": { x, _ in x[0] / 4 },
    "clamped": { x, _ in x[0].clamped(to: -1...1.25) },
    "select": { x, _ in x[0].select(where: x[0].greater(than: 0.5), otherwise: x[1]) },
    "select by row": { x, _ in
      (x[1] * x[1]).select(where: x[0].greater(than: 0.5), otherwise: x[0])
    },
    "huber": { x, _ in
      let kept = x[0].clamped(to: -1...1)
      return kept * (x[0] - 0.5 * kept)
    },
    "detached": { x, _ in x[0].detached * x[0] },
    "matmul of rank three": { x, _ in x[0].matmul(x[1]) },
    "transposed": { x, _ in x[0].transposed() },
    "transposed of rank three": { x, _ in x[0].transposed() },
    "permuted": { x, _ in x[0].permuted([2, 0, 1]) },
    "reshaped": { x, _ in x[0].reshaped([3, 4]) * 2 },
    "broadcast": { x, _ in x[0].broadcast(to: [2, 3, 4]) },
    "sum of the middle axis": { x, _ in x[0].sum(axis: 1) },
    "max of equals": { x, _ in x[0].max(axis: 1) },
    "argmax last": { x, _ in floats(x[0].argmax(axis: -1), below: 7) },
    "argmax first": { x, _ in floats(x[0].argmax(axis: 0), below: 5) },
    "gathered": { x, i in gathered(x[0], i) },
    "scattered": { x, i in i.map { x[0].scattered(at: $0, count: 3) } ?? x[0] },
    "oneHot": { x, i in i.map { $0.oneHot(4) * x[0] } ?? x[0] },
    "gathered at argmax": { x, _ in x[0].gathered(at: x[1].argmax(axis: 1)) },
    "concatenated first": { x, _ in x[0].concatenated(x[1], along: 0) },
    "concatenated last": { x, _ in Tensor.concatenated([x[0], x[1], x[0]], axis: -1) },
    "sliced": { x, _ in x[0].sliced(1..<4, axis: 1) },
    "softmax by hand": { x, _ in
      let raised = (x[0] - x[0].max(axis: 1, keepingDimensions: true).detached).exp()
      return raised / raised.sum(axis: 1, keepingDimensions: true)
    },
    "second derivative": { x, _ in
      let loss = x[0].matmul(x[1]).tanh().matmul(x[2]).tanh().squared().mean()
      let first = x[0].trace.gradients(of: loss, for: [x[1], x[2]])
      return first[0].sumOfSquares() + first[1].sumOfSquares()
    },
  ]

  private static func product(_ transposed: String) -> Build {
    switch transposed {
    case "left": { x, _ in x[0].transposed().matmul(x[1]) }
    case "right": { x, _ in x[0].matmul(x[1].transposed()) }
    default: { x, _ in x[0].transposed().matmul(x[1].transposed()) }
    }
  }

  private static func reduction(_ words: [String]) -> Build? {
    guard let word = words.firstIndex(of: "axis"), let axis = Int(words[word + 1]) else {
      return nil
    }
    switch words[0] {
    case "sum": return { x, _ in x[0].sum(axis: axis) }
    case "mean": return { x, _ in x[0].mean(axis: axis, keepingDimensions: true) }
    case "max": return { x, _ in x[0].max(axis: axis) }
    default: return nil
    }
  }

  private static func gathered(_ x: Tensor, _ i: Tensor?) -> Tensor {
    i.map { x.gathered(at: $0) } ?? x
  }

  /// Indices as floats.
  private static func floats(_ indices: Tensor, below count: Int) -> Tensor {
    let spread = indices.oneHot(count)
    return (spread * spread.trace.constant((0..<count).map(Float.init), shape: [count])).sum(
      axis: -1)
  }
}
