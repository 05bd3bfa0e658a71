import Foundation
import Testing

/// Reference values that were written by another program.
enum Golden {
  struct Array: Decodable {
    let shape: [Int]
    let values: [Float]
  }
  struct Indices: Decodable {
    let shape: [Int]
    let values: [Int32]
  }
  struct Operation: Decodable, CustomTestStringConvertible {
    let name: String
    let inputs: [Array]
    let indices: Indices?
    let output: Array
    let weights: Array
    let gradients: [Array]

    var testDescription: String { name }
  }

  static func operations() throws -> [Operation] {
    try read("operations") + read("functions")
  }

  static func read<Value: Decodable>(_ name: String) throws -> Value {
    let found = Bundle.module.url(
      forResource: name, withExtension: "json", subdirectory: "Golden")
    let url = try #require(found, "the test bundle has no Golden/\(name).json")
    return try JSONDecoder().decode(Value.self, from: Data(contentsOf: url))
  }
}

/// The greatest difference of two lists, relative to what is greater than one.
func distance(_ first: some Sequence<Float>, _ second: some Sequence<Float>) -> Float {
  let (first, second) = (Array(first), Array(second))
  guard first.count == second.count else { return .infinity }
  return zip(first, second).reduce(0) { worst, pair in
    if pair.0.isNaN && pair.1.isNaN { return worst }
    let error = abs(pair.0 - pair.1) / max(1, abs(pair.1))
    return error.isNaN ? .infinity : max(worst, error)
  }
}
