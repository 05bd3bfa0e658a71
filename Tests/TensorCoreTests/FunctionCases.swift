import TensorCore

/// Every function under the name that `generate_functions.py` gives it.
enum FunctionCases {
  typealias Build = OperationCases.Build

  /// The function of a case; a name may go on with shapes and an axis.
  static func build(_ name: String) -> Build? {
    if let special = special[name.replacing(", not smooth", with: "")] { return special }
    let words = name.replacing(",", with: "").split(separator: " ").map(String.init)
    if name.hasPrefix("second derivative of "), let function = twice[words[3]] {
      return { x, _ in
        let loss = function(x[0]).squared().sum()
        return x[0].trace.gradients(of: loss, for: [x[0]])[0].sumOfSquares()
      }
    }
    if words[0] == "batched" { return product(words[1] == "transposed" ? words[2] : "none") }
    if let word = words.firstIndex(of: "axis"), let axis = Int(words[word + 1]) {
      return along(axis, words)
    }
    return plain[words[0]]
  }

  private static let plain: [String: Build] = [
    "expm1": { x, _ in x[0].expm1() }, "log1p": { x, _ in x[0].log1p() },
    "softplus": { x, _ in x[0].softplus() }, "sin": { x, _ in x[0].sin() },
    "cos": { x, _ in x[0].cos() }, "erf": { x, _ in x[0].erf() },
    "leakyRelu": { x, _ in x[0].leakyRelu(slope: 0.2) }, "elu": { x, _ in x[0].elu(alpha: 1.5) },
    "gelu": { x, _ in x[0].gelu() }, "silu": { x, _ in x[0].silu() },
    "power": { x, _ in x[0].power(x[1]) },
    "logSumExp": { x, _ in x[0].logSumExp(axis: -1) }, "softmax": { x, _ in x[0].softmax() },
    "logSoftmax": { x, _ in x[0].logSoftmax() },
  ]

  private static let twice: [String: @Sendable (Tensor) -> Tensor] = [
    "softplus": { $0.softplus() }, "gelu": { $0.gelu() }, "silu": { $0.silu() },
    "sin": { $0.sin() }, "logSoftmax": { $0.logSoftmax() },
    "cumulativeSum": { $0.cumulativeSum(axis: -1) },
    "batched": { $0.reshaped([1, 2, 3]).matmul($0.transposed().reshaped([1, 3, 2])) },
  ]

  private static let special: [String: Build] = [
    "power number 3": { x, _ in x[0].power(3) },
    "power number -1.5": { x, _ in x[0].power(-1.5) },
    "power number 2": { x, _ in x[0].power(2) },
    "power number 0": { x, _ in x[0].power(0) },
    "min all": { x, _ in x[0].min() },
    "min of equals": { x, _ in x[0].min(axis: 1) },
    "variance all": { x, _ in x[0].variance() },
    "padded first": { x, _ in x[0].padded(before: 2, after: 1, axis: 0) },
    "padded last": { x, _ in x[0].padded(before: 0, after: 3, axis: -1, with: 1.5) },
    "stacked first": { x, _ in Tensor.stacked([x[0], x[1], x[0]]) },
    "stacked last": { x, _ in Tensor.stacked([x[0], x[1]], axis: -1) },
    "split": { x, _ in
      let pieces = x[0].split([1, 3, 2], axis: 1)
      return pieces[1] * pieces[0]
    },
    "split equally": { x, _ in
      let pieces = x[0].split(into: 3, axis: -1)
      return pieces[0] * pieces[2]
    },
    "outerProduct": { x, _ in x[0].outerProduct(x[1]) },
    "outerProduct of rows": { x, _ in x[0].outerProduct(x[1]) },
    "straightThrough": { x, _ in
      // To the nearest integer, since all numbers lie within two of zero.
      let size = 1 + x[0].abs().greater(than: 1.5) - x[0].abs().less(than: 0.5)
      return x[0].straightThrough(x[0].sign() * size)
    },
  ]

  private static func product(_ transposed: String) -> Build {
    switch transposed {
    case "left": { x, _ in x[0].transposed().matmul(x[1]) }
    case "right": { x, _ in x[0].matmul(x[1].transposed()) }
    case "both": { x, _ in x[0].transposed().matmul(x[1].transposed()) }
    default: { x, _ in x[0].matmul(x[1]) }
    }
  }

  private static func along(_ axis: Int, _ words: [String]) -> Build? {
    let last = words[words.count - 1]
    switch words[0] {
    case "min": return { x, _ in x[0].min(axis: axis) }
    case "variance" where last == "biased":
      return { x, _ in x[0].variance(axis: axis, isUnbiased: false) }
    case "variance": return { x, _ in x[0].variance(axis: axis, keepingDimensions: true) }
    case "logSumExp": return { x, _ in x[0].logSumExp(axis: axis) }
    case "softmax": return { x, _ in x[0].softmax(axis: axis) }
    case "logSoftmax": return { x, _ in x[0].logSoftmax(axis: axis) }
    case "cumulativeSum":
      return { x, _ in x[0].cumulativeSum(axis: axis, isReversed: last == "reversed") }
    default: return nil
    }
  }
}
