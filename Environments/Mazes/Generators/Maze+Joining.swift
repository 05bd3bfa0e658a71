import ReinforcementLearning

/// Mazes that are joined from many pieces.
extension Maze {
  /// Opens walls in random order wherever they separate.
  mutating func joinRooms(using random: inout RandomSource) {
    var ways = waysBetweenRooms
    random.shuffle(&ways)
    for room in rooms { cells[room] = Self.open }
    var pieces = DisjointSets(count: cells.count)
    for way in ways {
      let isVertical = (way / size).isMultiple(of: 2)
      let offset = isVertical ? size : 1
      if pieces.join(way - offset, way + offset) { cells[way] = Self.open }
    }
  }

  /// Joins neighbours of a row by chance, then leads each piece of it to the next row.
  mutating func weaveRows(using random: inout RandomSource) {
    for room in rooms { cells[room] = Self.open }
    var row = PieceRow(count: roomsPerSide)
    for number in 0..<roomsPerSide {
      let isLast = number == roomsPerSide - 1
      let first = cell(ofRoom: number * roomsPerSide)
      for column in 1..<roomsPerSide
      where !row.areJoined(column - 1, column) && (isLast || random.integer(below: 2) == 0) {
        row.join(column - 1, column)
        cells[first + 2 * column - 1] = Self.open
      }
      if isLast { return }
      let isContinued = row.descend(using: &random)
      for column in 0..<roomsPerSide where isContinued[column] {
        cells[first + 2 * column + size] = Self.open
      }
    }
  }
}

/// Which of the cells hang together, after Tarjan, *Efficiency of a good but not linear set union
/// algorithm*, Journal of the ACM 22, 1975.
private struct DisjointSets {
  private var parents: [Int32]

  init(count: Int) { parents = (0..<Int32(count)).map { $0 } }

  private mutating func root(of element: Int) -> Int {
    var element = element
    while parents[element] != element {
      parents[element] = parents[Int(parents[element])]
      element = Int(parents[element])
    }
    return element
  }

  /// Whether two elements were in different sets; they no longer are.
  mutating func join(_ first: Int, _ second: Int) -> Bool {
    let (first, second) = (root(of: first), root(of: second))
    parents[first] = Int32(second)
    return first != second
  }
}

/// The rooms of one row, and to which piece of the maze above each belongs.
private struct PieceRow {
  private var pieces: [Int]
  private var newest: Int

  init(count: Int) {
    pieces = Array(0..<count)
    newest = count
  }

  func areJoined(_ first: Int, _ second: Int) -> Bool { pieces[first] == pieces[second] }

  mutating func join(_ first: Int, _ second: Int) {
    let (kept, lost) = (pieces[first], pieces[second])
    for column in pieces.indices where pieces[column] == lost { pieces[column] = kept }
  }

  /// Which rooms lead down: each with a chance of one half, and at least one of each piece.
  mutating func descend(using random: inout RandomSource) -> [Bool] {
    var isContinued = pieces.map { _ in random.integer(below: 2) == 0 }
    for column in pieces.indices {
      let members = pieces.indices.filter { pieces[$0] == pieces[column] }
      if members.allSatisfy({ !isContinued[$0] }) {
        isContinued[members[random.integer(below: members.count)]] = true
      }
    }
    for column in pieces.indices where !isContinued[column] {
      pieces[column] = newest
      newest += 1
    }
    return isContinued
  }
}
