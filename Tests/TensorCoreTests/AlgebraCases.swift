import GoldenOperations
import TensorCore

/// Every operation under the name that `generate_algebra.py` gives it.
enum AlgebraCases {
  typealias Build = OperationProgram.Build

  static func build(_ name: String) -> Build? {
    let words = name.replacing(",", with: "").split(separator: " ").map(String.init)
    let (isUpper, isTransposed) = (words.contains("upper"), words.contains("transposed"))
    switch words[0] {
    case "choleskyFactor": return { x, _ in x[0].choleskyFactor() }
    case "logDeterminantOfProduct":
      return { x, _ in x[0].choleskyFactor().logDeterminantOfProduct() }
    case "triangularSolution":
      return { x, _ in
        x[0].triangularSolution(x[1], isUpper: isUpper, isTransposed: isTransposed)
      }
    case "triangularVectors":
      return { x, _ in
        x[0].triangularSolution(vectors: x[1], isUpper: isUpper, isTransposed: isTransposed)
      }
    case "diagonal": return { x, _ in x[0].diagonal() }
    case "diagonalMatrix": return { x, _ in x[0].diagonalMatrix() }
    case "lowerTriangle":
      return { x, _ in x[0].lowerTriangle(isStrict: words[1] == "strict") }
    case "logGamma": return { x, _ in x[0].logGamma() }
    case "digamma": return { x, _ in x[0].digamma() }
    case "polygamma": return { x, _ in x[0].polygamma(Int(words[1]) ?? -1) }
    default: return nil
    }
  }
}
