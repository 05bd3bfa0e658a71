import Testing

@testable import ReinforcementLearning

@Suite struct `Spaces` {
  private static let open = Box([-1...1, Box.unbounded, 0...Float.infinity, -Float.infinity...3])
  private static let all: [Space] = [
    .discrete(1), .discrete(5), .box(Box([-1...1, 0...10])), .box(open), .multiDiscrete([2, 3, 4]),
    .multiBinary(6), .tuple([.discrete(3), .box(Box(shape: [2, 2], in: 0...1))]),
    .dictionary([
      Space.Field("place", .discrete(4)),
      Space.Field("rest", .tuple([.multiBinary(2), .multiDiscrete([3])])),
    ]),
  ]

  @Test(arguments: all)
  func `contain what is drawn from them`(_ space: Space) {
    var random = RandomSource(seed: 1)
    for _ in 0..<500 {
      var row: [Float] = []
      space.appendSample(to: &row, using: &random)
      #expect(row.count == space.rowWidth)
      #expect(space.contains(row[...]), "\(row)")
    }
  }

  @Test(arguments: all)
  func `find the first number that is not allowed`(_ space: Space) {
    var random = RandomSource(seed: 2)
    var row: [Float] = []
    space.appendSample(to: &row, using: &random)
    for place in row.indices {
      for stranger in [Float.nan, .infinity, -.infinity] {
        var changed = row
        changed[place] = stranger
        #expect(space.firstViolation(in: changed[...]) == place)
      }
    }
    #expect(space.firstViolation(in: row.dropLast()) == row.count - 1)
    #expect(space.firstViolation(in: row + [0]) == row.count)
    // A slice keeps the indices of the row that it was cut from.
    #expect(space.firstViolation(in: ([9, 9] + row)[2...]) == nil)
  }

  @Test func `know their bounds`() {
    #expect(Space.discrete(3).contains([2]))
    for number in [Float(3), -1, 0.5] { #expect(!Space.discrete(3).contains([number])) }
    let box = Space.box(Box([-1...1]))
    for number in [Float(-1), 0, 1] { #expect(box.contains([number])) }
    for number in [Float(1).nextUp, Float(-1).nextDown] { #expect(!box.contains([number])) }
    #expect(!Space.multiBinary(1).contains([2]))
    #expect(Space.multiDiscrete([2, 3]).firstViolation(in: [1, 3]) == 1)
  }

  @Test func `draw every value of a small space equally often`() {
    var random = RandomSource(seed: 3)
    var counts = [Int](repeating: 0, count: 6)
    for _ in 0..<12_000 {
      var row: [Float] = []
      Space.multiDiscrete([2, 3]).appendSample(to: &row, using: &random)
      counts[Int(row[0]) * 3 + Int(row[1])] += 1
    }
    #expect(chiSquare(counts) < bound(freedom: 5))
  }

  @Test func `show indices one-hot, and numbers as they are`() {
    let space = Space.tuple([
      .discrete(3), .box(Box([-1...1, 0...9])), .multiDiscrete([2, 2]), .multiBinary(2),
    ])
    var features: [Float] = []
    space.appendFeatures(of: [2, -0.5, 7, 0, 1, 1, 0], to: &features)
    #expect(features == [0, 0, 1, -0.5, 7, 1, 0, 0, 1, 1, 0])
    #expect(space.featureWidth == features.count)
    #expect(space.rowWidth == 7)
    #expect(space.hasIndices)
    #expect(Space.discrete(1).hasIndices)
    #expect(!Space.box(Box([0...1])).hasIndices)
  }

  @Test func `describe themselves`() {
    #expect(Space.discrete(4).description == "Discrete(4)")
    #expect(Space.box(Box(shape: [2, 2], in: 0...1)).description == "Box(0.0, 1.0, [2, 2])")
    #expect(
      Space.dictionary([Space.Field("a", .multiBinary(3))]).description
        == "Dictionary(a: \(Space.multiBinary(3)))")
  }
}

@Suite struct `Action limits` {
  /// The quick way and the space itself have to agree.
  @Test(arguments: [
    Space.discrete(3), .box(Box([-1...1, 0...2])), .multiDiscrete([2, 3]), .box(Box([-2...2])),
  ])
  func `find the row that the space refuses`(_ space: Space) {
    let limits = ActionLimits(space)
    var random = RandomSource(seed: 4)
    var storage: [Float] = []
    for _ in 0..<5 { space.appendSample(to: &storage, using: &random) }
    let actions = Rows(storage, width: space.rowWidth)
    #expect(limits.firstViolation(in: actions) == nil)
    for place in storage.indices {
      for stranger in [Float.nan, .infinity, -1e9, 0.5, -1, 3, 2.5] {
        var changed = actions
        changed.storage[place] = stranger
        let wrong = (0..<5).first { !space.contains(changed[$0]) }
        #expect(limits.firstViolation(in: changed) == wrong)
      }
    }
  }
}
