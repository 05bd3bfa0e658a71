package import Foundation
import Testing

/// Reference values that were written by another program.
package enum Golden {
  package struct Array: Decodable {
    package let shape: [Int]
    package let values: [Float]
  }
  package struct Indices: Decodable {
    package let shape: [Int]
    package let values: [Int32]
  }
  package struct Operation: Decodable, CustomTestStringConvertible {
    package let name: String
    package let inputs: [Array]
    package let indices: Indices?
    package let output: Array
    package let weights: Array
    package let gradients: [Array]

    package var testDescription: String { name }
  }

  /// The cases of a file in a test bundle.
  package static func operations(_ name: String, in bundle: Bundle) throws -> [Operation] {
    let found = bundle.url(
      forResource: name, withExtension: "json", subdirectory: "Golden")
    let url = try #require(found, "the test bundle has no Golden/\(name).json")
    return try JSONDecoder().decode([Operation].self, from: Data(contentsOf: url))
  }
}

/// The greatest difference of two lists, relative to what is greater than one.
package func distance(_ first: some Sequence<Float>, _ second: some Sequence<Float>) -> Float {
  let (first, second) = (Array(first), Array(second))
  guard first.count == second.count else { return .infinity }
  return zip(first, second).reduce(0) { worst, pair in
    if pair.0.isNaN && pair.1.isNaN { return worst }
    let error = abs(pair.0 - pair.1) / max(1, abs(pair.1))
    return error.isNaN ? .infinity : max(worst, error)
  }
}
