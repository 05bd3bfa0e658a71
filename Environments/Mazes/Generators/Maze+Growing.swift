import ReinforcementLearning

/// Mazes that grow from one room.
extension Maze {
  /// Walks to random rooms that were not reached, and back where there are none.
  ///
  /// The way back is kept in the rooms themselves, so that nothing is allocated.
  mutating func backtrack(using random: inout RandomSource) {
    let offsets = offsets
    let start = cell(ofRoom: random.integer(below: roomCount))
    var room = start
    cells[start] = Self.open
    while true {
      var ways = SIMD4<Int>.zero
      var count = 0
      for direction in 0..<4
      where cells[room + offsets[direction]] != Self.edge
        && cells[room + 2 * offsets[direction]] == Self.wall
      {
        ways[count] = direction
        count += 1
      }
      if count > 0 {
        let direction = ways[random.integer(below: count)]
        cells[room + offsets[direction]] = Self.open
        room += 2 * offsets[direction]
        cells[room] = Self.upwards + UInt8(direction)
      } else if room == start {
        return
      } else {
        let arrival = Int(cells[room] - Self.upwards)
        cells[room] = Self.open
        room -= 2 * offsets[arrival]
      }
    }
  }

  /// Opens random walls between what was reached and what was not.
  mutating func growTree(using random: inout RandomSource) {
    let offsets = offsets
    var frontier: [(room: Int, offset: Int)] = []
    frontier.reserveCapacity(2 * roomCount)
    var room = cell(ofRoom: random.integer(below: roomCount))
    while true {
      cells[room] = Self.open
      for direction in 0..<4 where cells[room + offsets[direction]] == Self.wall {
        if cells[room + 2 * offsets[direction]] == Self.wall {
          frontier.append((room, offsets[direction]))
        }
      }
      guard let way = nextWay(of: &frontier, using: &random) else { return }
      cells[way.room + way.offset] = Self.open
      room = way.room + 2 * way.offset
    }
  }

  private func nextWay(
    of frontier: inout [(room: Int, offset: Int)], using random: inout RandomSource
  ) -> (room: Int, offset: Int)? {
    while !frontier.isEmpty {
      frontier.swapAt(random.integer(below: frontier.count), frontier.count - 1)
      let way = frontier.removeLast()
      if cells[way.room + 2 * way.offset] == Self.wall { return way }
    }
    return nil
  }

  /// Walks from each room to what was reached already, forgetting the loops on the way.
  ///
  /// Each room remembers only the last way out of it, which is what erases loops.
  mutating func walkRandomly(using random: inout RandomSource) {
    let offsets = offsets
    cells[cell(ofRoom: roomCount / 2)] = Self.open
    for start in rooms where cells[start] != Self.open {
      var room = start
      while cells[room] != Self.open {
        let direction = Int(random.nextHalf() >> 30)
        guard cells[room + offsets[direction]] != Self.edge else { continue }
        cells[room] = Self.upwards + UInt8(direction)
        room += 2 * offsets[direction]
      }
      room = start
      while cells[room] != Self.open {
        let offset = offsets[Int(cells[room] - Self.upwards)]
        cells[room] = Self.open
        cells[room + offset] = Self.open
        room += 2 * offset
      }
    }
  }
}
