import ReinforcementLearning
import Testing

@Suite struct `Archives` {
  private struct Values: Codable, Equatable {
    var double: Double
    var float: Float
    var list: [Double]
    var missing: Int?
    var wide: UInt64
  }

  private func returned(_ values: Values) throws -> Values {
    var archive = Archive()
    archive.store(values, for: "values")
    return try archive.value(Values.self, for: "values")
  }

  @Test func `return values to the same bits`() throws {
    var random = RandomSource(seed: 1)
    for _ in 0..<500 {
      let word = random.next()
      let double = Double(bitPattern: word)
      guard !double.isNaN else { continue }
      let values = Values(
        double: double, float: Float(random.normal()), list: [random.normal(), .pi],
        missing: nil, wide: word)
      let back = try returned(values)
      #expect(back == values)
      #expect(back.double.bitPattern == word)
    }
  }

  @Test(arguments: [
    Double.infinity, -.infinity, -0.0, 0, .leastNonzeroMagnitude, .greatestFiniteMagnitude, 0.1,
  ])
  func `return the edges of what a number can be`(_ number: Double) throws {
    let back = try returned(
      Values(double: number, float: Float(number), list: [number], wide: .max))
    #expect(back.double.bitPattern == number.bitPattern)
    #expect(back.float.bitPattern == Float(number).bitPattern)
    #expect(back.list[0].bitPattern == number.bitPattern)
    #expect(back.wide == .max)
  }

  @Test func `return what is no number`() throws {
    let back = try returned(Values(double: .nan, float: .nan, list: [.nan, 1], wide: 0))
    #expect(back.double.isNaN && back.float.isNaN && back.list[0].isNaN && back.list[1] == 1)
  }

  @Test func `keep arrays bit for bit, with their shapes`() throws {
    let payload = Float(bitPattern: 0x7fc1_2345)
    let floats: [Float] = [.nan, payload, .infinity, -.infinity, -0.0, .leastNonzeroMagnitude]
    var archive = Archive()
    archive.store(floats, shape: [2, 3], for: "weights")
    let back = try archive.floats(for: "weights", shape: [2, 3])
    #expect(back.map(\.bitPattern) == floats.map(\.bitPattern))
    let failure = #expect(throws: Failure.self) {
      try archive.floats(for: "weights", shape: [3, 2])
    }
    #expect(failure?.kind == .damagedData)
    #expect(failure?.what == "array weights has shape [2, 3], not [3, 2]")
  }

  @Test func `say what is missing, and what is of another kind`() {
    var archive = Archive()
    archive.store("text", for: "name")
    let missing = #expect(throws: Failure.self) { try archive.value(Int.self, for: "steps") }
    #expect(missing?.what == "the checkpoint has no steps")
    let other = #expect(throws: Failure.self) { try archive.value(Int.self, for: "name") }
    #expect(other?.kind == .damagedData)
    #expect(throws: Failure.self) { try archive.floats(for: "name") }
  }

  private final class Leaf: Checkpointable {
    var number: Float
    var count: Int

    init(_ number: Float, _ count: Int) {
      self.number = number
      self.count = count
    }

    func save(to archive: inout Archive) {
      archive.store([number], for: "number")
      archive.store(count, for: "count")
    }

    func load(from archive: Archive) throws {
      number = try archive.floats(for: "number", shape: [1])[0]
      count = try archive.value(Int.self, for: "count")
    }
  }

  private final class Branch: Checkpointable {
    let left: Leaf
    let right: Leaf

    init(_ left: Leaf, _ right: Leaf) {
      self.left = left
      self.right = right
    }

    func save(to archive: inout Archive) {
      archive.store(part: left, for: "left")
      archive.store(part: right, for: "right")
    }

    func load(from archive: Archive) throws {
      try archive.load(part: left, for: "left")
      try archive.load(part: right, for: "right")
    }
  }

  @Test func `give every part a place of its own, however deep`() throws {
    var archive = Archive()
    archive.store(part: Branch(Leaf(1, 2), Leaf(3, 4)), for: "tree")
    archive.store(part: Leaf(5, 6), for: "tree2")
    #expect(
      archive.arrays.keys.sorted() == ["tree/left/number", "tree/right/number", "tree2/number"])
    let branch = Branch(Leaf(0, 0), Leaf(0, 0))
    let leaf = Leaf(0, 0)
    let copy = Archive(arrays: archive.arrays, values: archive.values)
    try copy.load(part: branch, for: "tree")
    try copy.load(part: leaf, for: "tree2")
    #expect([branch.left.number, branch.right.number, leaf.number] == [1, 3, 5])
    #expect([branch.left.count, branch.right.count, leaf.count] == [2, 4, 6])
    #expect(archive.part("tree").part("right").arrays.keys.sorted() == ["number"])
  }
}
