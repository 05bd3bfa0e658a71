import ReinforcementLearning
import Testing

@Suite struct `The uniform replay` {
  private func replay(capacity: Int, holding count: Int) -> UniformReplay {
    let replay = UniformReplay(capacity: capacity, observationWidth: 2, actionWidth: 1)
    for number in 0..<count { append(number, to: replay) }
    return replay
  }

  private func append(_ number: Int, to replay: UniformReplay) {
    let x = Float(number)
    replay.append(
      ReplayTransition(
        observation: [x, -x], action: [x + 0.25], reward: x * 10, continuation: x / 100,
        nextObservation: [x + 1, -x - 1]))
  }

  private func read(
    _ field: UniformReplay.Field, width: Int, from replay: UniformReplay, at places: [Int]
  ) -> [Float] {
    var floats = [Float](repeating: .nan, count: places.count * width)
    floats.withUnsafeMutableBufferPointer { replay.copy(field, at: places, into: $0) }
    return floats
  }

  @Test func `gives back what it was given, field by field`() {
    let replay = replay(capacity: 8, holding: 5)
    #expect(replay.count == 5)
    #expect(read(.observation, width: 2, from: replay, at: [3, 0]) == [3, -3, 0, 0])
    #expect(read(.action, width: 1, from: replay, at: [4]) == [4.25])
    #expect(read(.reward, width: 1, from: replay, at: [1, 1, 2]) == [10, 10, 20])
    #expect(read(.continuation, width: 1, from: replay, at: [4]) == [0.04])
    #expect(read(.nextObservation, width: 2, from: replay, at: [4]) == [5, -5])
  }

  @Test func `forgets the oldest first`() {
    for count in [3, 4, 5, 7, 8, 9, 13] {
      let replay = replay(capacity: 4, holding: count)
      let kept = Array(max(0, count - 4)..<count)
      #expect(replay.count == kept.count)
      let rewards = read(.reward, width: 1, from: replay, at: Array(0..<replay.count))
      #expect(rewards.sorted() == kept.map { Float($0) * 10 })
    }
  }

  @Test func `draws every transition equally often`() {
    let replay = replay(capacity: 10, holding: 25)
    var random = RandomSource(seed: 1)
    var places = [Int](repeating: 0, count: 10_000)
    replay.sample(into: &places, using: &random)
    var counts = [Int](repeating: 0, count: 10)
    for place in places { counts[place] += 1 }
    #expect(chiSquare(counts) < bound(freedom: 9))
  }

  @Test func `draws nothing that is not there yet`() {
    let replay = replay(capacity: 1_000, holding: 3)
    var random = RandomSource(seed: 1)
    var places = [Int](repeating: 0, count: 1_000)
    replay.sample(into: &places, using: &random)
    #expect(Set(places) == [0, 1, 2])
  }

  @Test(arguments: [0, 3, 4, 6])
  func `continues as if it had never been saved`(_ count: Int) throws {
    let original = replay(capacity: 4, holding: count)
    var archive = Archive()
    original.save(to: &archive)
    let restored = UniformReplay(capacity: 4, observationWidth: 2, actionWidth: 1)
    try restored.load(from: archive)
    for number in count..<count + 3 {
      append(number, to: original)
      append(number, to: restored)
      var (first, second) = (Archive(), Archive())
      original.save(to: &first)
      restored.save(to: &second)
      #expect(first == second)
      #expect(original.count == restored.count)
    }
  }

  @Test func `refuses what another replay saved`() {
    var archive = Archive()
    replay(capacity: 8, holding: 6).save(to: &archive)
    let smaller = UniformReplay(capacity: 4, observationWidth: 2, actionWidth: 1)
    let wider = UniformReplay(capacity: 8, observationWidth: 3, actionWidth: 1)
    for other in [smaller, wider] {
      let failure = #expect(throws: Failure.self) { try other.load(from: archive) }
      #expect(failure?.kind == .damagedData)
    }
    #expect(throws: Failure.self) { try wider.load(from: Archive()) }
  }
}
