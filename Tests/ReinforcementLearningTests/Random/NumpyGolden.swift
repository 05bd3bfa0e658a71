/// What numpy drew; `Golden/generate_numpy.py` writes it.
struct NumpyGolden: Decodable {
  var seeds: [Seed]

  struct Seed: Decodable {
    var seed: String
    var uniform: Law
    var normal: Law
    var exponential: Law
    var integers: [Integer]
    var interleaved: [Draw]
    var choices: Choices
    var spawned: [Spawned]
    var streams: [Stream]

    var number: UInt64 { UInt64(seed) ?? 0 }
  }

  struct Law: Decodable {
    var first: [Double]
    var count: Int
    var digest: String
    var least: Double
    var greatest: Double
  }

  struct Integer: Decodable {
    var low: Int
    var high: Int
    var value: Int
  }

  struct Draw: Decodable {
    var kind: String
    var value: Double
  }

  struct Choices: Decodable {
    var shuffled: [Int]
    var permutation: [Int]
    var weights: [Double]
    var weighted: [Int]
    var without: [Without]
    var after: Double
  }

  struct Without: Decodable {
    var amount: Int
    var count: Int
    var values: [Int]
    var digest: String
  }

  struct Spawned: Decodable {
    var key: [UInt32]
    var state: [UInt32]
    var first: Double
  }

  struct Stream: Decodable {
    var name: String
    var index: Int
    var first: Double
  }
}

/// A sum over the bits of many numbers that their order matters to.
func digest(_ bits: some Sequence<UInt64>) -> String {
  let total = bits.reduce(UInt64(0)) { $0 &* 0x100_0000_01b3 &+ $1 }
  let text = String(total, radix: 16)
  return String(repeating: "0", count: 16 - text.count) + text
}
