/// How copies are stepped: by one thread, or each thread some of them.
extension VectorEnvironment {
  @inlinable
  static func advance(_ state: inout State, by actions: Rows) -> Bool {
    var finished = state.finishedEpisodes
    state.finishedEpisodes = []
    finished.removeAll(keepingCapacity: true)
    var isFinite = true
    let count = state.lanes.count
    state.withMemory { memory in
      isFinite = advance(memory, 0..<count, by: actions, finishedEpisodes: &finished)
    }
    state.finishedEpisodes = finished
    return isFinite
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

  /// Steps some of the copies; false if a reward or an observation was not finite.
  @inlinable
  static func advance(
    _ memory: Memory, _ range: Range<Int>, by actions: Rows,
    finishedEpisodes: inout [FinishedEpisode]
  ) -> Bool {
    actions.storage.withUnsafeBufferPointer { numbers in
      var isFinite = true
      var first = range.lowerBound
      while first < range.upperBound {
        let next = min(first + Cohort<Base>.most, range.upperBound)
        Base.step(
          memory.cohort(
            first..<next,
            by: UnsafeBufferPointer(
              rebasing: numbers[first * actions.width..<next * actions.width])))
        isFinite =
          memory.finish(first..<next, finishedEpisodes: &finishedEpisodes) && isFinite
        first = next
      }
      return isFinite
    }
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

    /// Copies that step together.
    @inlinable
    func cohort(_ range: Range<Int>, by actions: UnsafeBufferPointer<Float>) -> Cohort<Base> {
      let lanes = (lanes.baseAddress.unsafelyUnwrapped + range.lowerBound)
      return Cohort(
        count: range.count,
        worlds: UnsafeMutableRawPointer(lanes) + Lane.environmentOffset,
        sources: UnsafeMutableRawPointer(lanes) + Lane.randomOffset,
        stride: MemoryLayout<Lane>.stride, actions: actions,
        rewards: rewards.baseAddress.unsafelyUnwrapped + range.lowerBound,
        endings: endings.baseAddress.unsafelyUnwrapped + range.lowerBound)
    }

    /// Records a step of some copies, begins episodes where they ended, and observes; false if a reward
    /// or an observation is not finite.
    @inlinable
    func finish(_ range: Range<Int>, finishedEpisodes: inout [FinishedEpisode]) -> Bool {
      let width = observations.count / lanes.count
      var trace = 0.0  // stays zero as long as rewards are finite
      var isFinite = true
      for copy in range {
        lanes[copy].running.episodeReturn += rewards[copy]
        lanes[copy].running.length &+= 1
        trace += rewards[copy] * 0
        let numbers = copy &* width..<(copy &+ 1) &* width
        if let ending = endings[copy] {
          observe(copy, into: UnsafeMutableBufferPointer(rebasing: finalObservations[numbers]))
          isFinite =
            Self.areFinite(UnsafeBufferPointer(rebasing: finalObservations[numbers])) && isFinite
          finishedEpisodes.append(
            FinishedEpisode(copy: copy, record: lanes[copy].record, ending: ending))
          lanes[copy].episode += 1
          lanes[copy].begin()
        }
        observe(copy, into: UnsafeMutableBufferPointer(rebasing: observations[numbers]))
      }
      let numbers = range.lowerBound * width..<range.upperBound * width
      return Self.areFinite(UnsafeBufferPointer(rebasing: observations[numbers])) && isFinite
        && trace == 0
    }

    @inlinable
    func observe(_ copy: Int, into row: UnsafeMutableBufferPointer<Float>) {
      var row = row.mutableSpan
      lanes[copy].environment.observe(into: &row)
    }

    /// Whether numbers are finite, by their bits, so that many are looked at at once: added to an
    /// exponent that is full, one more reaches the sign.
    @inlinable
    static func areFinite(_ numbers: UnsafeBufferPointer<Float>) -> Bool {
      var signs: UInt32 = 0
      for number in numbers { signs |= (number.bitPattern & 0x7fff_ffff) &+ 0x0080_0000 }
      return signs >> 31 == 0
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
