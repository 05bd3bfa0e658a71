/// How copies are stepped: by one thread, or each thread some of them.
extension VectorEnvironment {
  @inlinable
  static func advance(_ state: inout State, by actions: Rows) -> Bool {
    advance(
      &state.lanes, by: actions, observations: &state.observations,
      finalObservations: &state.finalObservations, rewards: &state.rewards,
      endings: &state.endings, finishedEpisodes: &state.finishedEpisodes)
  }

  @inlinable
  static func advance(
    _ lanes: inout [Lane], by actions: Rows, observations: inout [Float],
    finalObservations: inout [Float], rewards: inout [Double], endings: inout [Ending?],
    finishedEpisodes: inout [FinishedEpisode]
  ) -> Bool {
    finishedEpisodes.removeAll(keepingCapacity: true)
    var lanes = lanes.mutableSpan
    var observations = observations.mutableSpan
    var finalObservations = finalObservations.mutableSpan
    var rewards = rewards.mutableSpan
    var endings = endings.mutableSpan
    return advance(
      &lanes, from: 0, by: actions.storage.span, observations: &observations,
      finalObservations: &finalObservations, rewards: &rewards, endings: &endings,
      finishedEpisodes: &finishedEpisodes)
  }

  @inlinable
  static func advance(
    _ state: inout State, by actions: Rows, sharedAmong workers: WorkerThreads
  ) -> Bool {
    let count = state.lanes.count
    var finished = [[FinishedEpisode]](repeating: [], count: workers.count)
    var isFinite = [Bool](repeating: true, count: workers.count)
    state.withMemory { memory in
      // Each thread writes its own elements only.
      nonisolated(unsafe) let memory = memory
      finished.withUnsafeMutableBufferPointer { finished in
        isFinite.withUnsafeMutableBufferPointer { isFinite in
          nonisolated(unsafe) let (finished, isFinite) = (finished, isFinite)
          workers.run { worker in
            let range = count * worker / workers.count..<count * (worker + 1) / workers.count
            isFinite[worker] = advance(
              memory, range, by: actions, finishedEpisodes: &finished[worker])
          }
        }
      }
    }
    state.finishedEpisodes = Array(finished.joined())
    return !isFinite.contains(false)
  }

  /// Steps some of the copies.
  @inlinable
  static func advance(
    _ memory: Memory, _ range: Range<Int>, by actions: Rows,
    finishedEpisodes: inout [FinishedEpisode]
  ) -> Bool {
    let width = memory.observations.count / memory.lanes.count
    let numbers = range.lowerBound * width..<range.upperBound * width
    var lanes = MutableSpan(_unsafeElements: memory.lanes.extracting(range))
    var observations = MutableSpan(_unsafeElements: memory.observations.extracting(numbers))
    var finalObservations = MutableSpan(
      _unsafeElements: memory.finalObservations.extracting(numbers))
    var rewards = MutableSpan(_unsafeElements: memory.rewards.extracting(range))
    var endings = MutableSpan(_unsafeElements: memory.endings.extracting(range))
    let own = range.lowerBound * actions.width..<range.upperBound * actions.width
    return advance(
      &lanes, from: range.lowerBound, by: actions.storage.span.extracting(own),
      observations: &observations, finalObservations: &finalObservations, rewards: &rewards,
      endings: &endings, finishedEpisodes: &finishedEpisodes)
  }

  /// Steps copies that stand one after the other, the first of which has a number; false if a reward
  /// or an observation was not finite.
  @inlinable
  static func advance(
    _ lanes: inout MutableSpan<Lane>, from first: Int, by actions: Span<Float>,
    observations rows: inout MutableSpan<Float>,
    finalObservations finalRows: inout MutableSpan<Float>,
    rewards: inout MutableSpan<Double>, endings: inout MutableSpan<Ending?>,
    finishedEpisodes: inout [FinishedEpisode]
  ) -> Bool {
    guard lanes.count > 0 else { return true }
    let (width, actionWidth) = (rows.count / lanes.count, actions.count / lanes.count)
    var trace = 0.0  // stays zero as long as rewards are finite
    var greatest: UInt32 = 0  // the bits of the greatest magnitude observed
    for index in 0..<lanes.count {
      let action = Base.Action(
        row: actions.extracting(index * actionWidth..<(index + 1) * actionWidth))
      let outcome = lanes[index].step(action)
      rewards[index] = outcome.reward
      endings[index] = outcome.ending
      trace += outcome.reward * 0
      if let ending = outcome.ending {
        var row = finalRows._mutatingExtracting(index * width..<(index + 1) * width)
        lanes[index].environment.observe(into: &row)
        greatest = max(greatest, greatestMagnitude(in: row.span))
        finishedEpisodes.append(
          FinishedEpisode(copy: first + index, record: lanes[index].record, ending: ending))
        lanes[index].episode += 1
        lanes[index].begin()
      }
      var row = rows._mutatingExtracting(index * width..<(index + 1) * width)
      lanes[index].environment.observe(into: &row)
      greatest = max(greatest, greatestMagnitude(in: row.span))
    }
    return trace == 0 && greatest < Float.infinity.bitPattern
  }

  /// The bits of the greatest magnitude in a row, which are in the order of magnitudes: of integers
  /// many are compared at once.
  @inlinable
  static func greatestMagnitude(in row: Span<Float>) -> UInt32 {
    var greatest: UInt32 = 0
    for place in row.indices {
      greatest = max(greatest, row[unchecked: place].bitPattern & 0x7fff_ffff)
    }
    return greatest
  }

  /// Where the copies lie, and what they write.
  @usableFromInline
  struct Memory {
    @usableFromInline let lanes: UnsafeMutableBufferPointer<Lane>
    @usableFromInline let observations: UnsafeMutableBufferPointer<Float>
    @usableFromInline let finalObservations: UnsafeMutableBufferPointer<Float>
    @usableFromInline let rewards: UnsafeMutableBufferPointer<Double>
    @usableFromInline let endings: UnsafeMutableBufferPointer<Ending?>

    @inlinable
    init(
      lanes: UnsafeMutableBufferPointer<Lane>, observations: UnsafeMutableBufferPointer<Float>,
      finalObservations: UnsafeMutableBufferPointer<Float>,
      rewards: UnsafeMutableBufferPointer<Double>, endings: UnsafeMutableBufferPointer<Ending?>
    ) {
      self.lanes = lanes
      self.observations = observations
      self.finalObservations = finalObservations
      self.rewards = rewards
      self.endings = endings
    }
  }
}

extension VectorEnvironment.State {
  /// Hands out the memory of everything that a step writes.
  @inlinable
  mutating func withMemory(_ body: (VectorEnvironment.Memory) -> Void) {
    lanes.withUnsafeMutableBufferPointer { lanes in
      observations.withUnsafeMutableBufferPointer { observations in
        finalObservations.withUnsafeMutableBufferPointer { finalObservations in
          rewards.withUnsafeMutableBufferPointer { rewards in
            endings.withUnsafeMutableBufferPointer { endings in
              body(
                VectorEnvironment.Memory(
                  lanes: lanes, observations: observations, finalObservations: finalObservations,
                  rewards: rewards, endings: endings))
            }
          }
        }
      }
    }
  }
}
