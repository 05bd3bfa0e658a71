import GoldenOperations
import TensorCore

/// Every operation on images under the name that `generate_images.py` gives it.
enum ImageCases {
  typealias Build = OperationProgram.Build

  static func build(_ name: String) -> Build? {
    let words = name.split(separator: " ").map(String.init)
    func number(_ word: String) -> Int {
      words.firstIndex(of: word).flatMap { Int(words[$0 + 1]) } ?? 0
    }
    let window = SlidingWindow(
      height: number("height"), width: number("width"), stride: number("stride"),
      padding: number("padding"))
    let axis = max(number("from"), 1)
    switch words[0] {
    case "convolved":
      return { x, _ in x[0].convolved(with: x[1], stride: window.stride, padding: window.padding) }
    case "patches": return { x, _ in x[0].patches(window) }
    case "maxPooled": return { x, _ in x[0].maxPooled(window) }
    case "flattened": return { x, _ in x[0].flattened(from: axis) * 2 }
    case "slices": return { x, _ in slices(x[0]) }
    case "second" where words.contains("maxPooled"):
      return { x, _ in squaredSlopes(of: x[0].maxPooled(window), by: x) }
    case "second" where words.contains("convolved"):
      return { x, _ in squaredSlopes(of: x[0].convolved(with: x[1], stride: 2, padding: 1), by: x) }
    default: return nil
    }
  }

  private static func squaredSlopes(of result: Tensor, by x: [Tensor]) -> Tensor {
    let first = result.trace.gradients(of: result.sumOfSquares(), for: x).map {
      $0.sumOfSquares()
    }
    return first.dropFirst().reduce(first[0], +)
  }

  private static func slices(_ x: Tensor) -> Tensor {
    let pieces = [
      x.sliced(0..<2, axis: 0).squared(), x.sliced(1..<3, axis: 0).exp(),
      3 * x.sliced(4..<5, axis: 0), x.sliced(2..<4, axis: 1).sin(),
      x.sliced(0..<1, axis: 1).cos(), x.squared(),
    ]
    return Tensor.concatenated(pieces.map { $0.reshaped([$0.count]) }, axis: 0)
  }
}
