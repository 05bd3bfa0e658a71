import ReinforcementLearning
import Testing

@testable import Visualization

@Suite struct `A player` {
  @Test func `shows the same frames after rewinding, across episodes and with their pictures`()
    throws
  {
    let player = try makePlayer()
    var seen = [Shown(player)]
    for _ in 0..<35 {
      try player.advance()
      seen.append(Shown(player))
    }
    #expect(seen.last?.episode == 4)
    var back = [Shown(player)]
    while player.rewind() { back.append(Shown(player)) }
    #expect(back.reversed() == seen)
    for shown in seen.dropFirst() {
      try player.advance()
      #expect(Shown(player) == shown)
    }
  }

  @Test func `goes on from where it was, whatever was looked at in between`() throws {
    let straight = try makePlayer()
    let wandering = try makePlayer()
    for _ in 0..<30 {
      try straight.advance()
      try wandering.advance()
      for _ in 0..<3 where wandering.rewind() { _ = wandering.picture() }
      while wandering.framesBehind > 0 { try wandering.advance() }
      #expect(Shown(straight) == Shown(wandering))
    }
  }

  @Test func `counts return, reward, step and episode`() throws {
    let player = try makePlayer()
    #expect(player.frame.action == nil && player.frame.step == 0)
    var total = 0.0
    for step in 1...10 {
      try player.advance()
      total += try #require(player.frame.reward)
      #expect(player.frame.step == step && player.frame.episodeReturn == total)
    }
    #expect(player.frame.ending == .terminated)
    try player.advance()
    #expect(player.frame.episode == 2 && player.frame.step == 0)
    #expect(player.frame.episodeReturn == 0 && player.frame.ending == nil)
  }

  @Test func `shows the last state of an episode, not the first of the next`() throws {
    let player = try makePlayer()
    for _ in 0..<10 { try player.advance() }
    let place = try #require(player.frame.reward)  // the ball pays where it is
    let expected = Canvas.Shape.circle(
      center: Canvas.Point(place, 5), radius: 1, fill: .vermilion)
    #expect(player.picture()?.shapes == [expected])
    #expect(player.frame.introspection.actionValues?[0] == Float(place))
  }

  @Test func `shows thoughts of what the agent remembers of the episode`() throws {
    let player = try makePlayer()
    for _ in 0..<2 {
      for step in 0...10 {
        #expect(player.frame.introspection.value == Float(step))
        try player.advance()
      }
    }
  }

  @Test func `keeps no more frames than it may`() throws {
    let player = try makePlayer(capacity: 16)
    for _ in 0..<100 {
      try player.advance()
      #expect(player.keptFrames <= 16)
    }
    var count = 1
    while player.rewind() { count += 1 }
    #expect(count == player.keptFrames && count >= 14)
  }

  @Test func `restarts the episode that is shown, which then plays as it did`() throws {
    let player = try makePlayer()
    for _ in 0..<11 { try player.advance() }
    var seen = [Shown(player)]
    for _ in 0..<6 {
      try player.advance()
      seen.append(Shown(player))
    }
    player.restart()
    for shown in seen {
      #expect(Shown(player) == shown)
      try player.advance()
    }
  }

  @Test func `restarts an episode whose beginning is no longer kept`() throws {
    let player = try makePlayer(Ball(length: 1_000), capacity: 8)
    var seen = [Shown(player)]
    for _ in 0..<40 {
      try player.advance()
      seen.append(Shown(player))
    }
    player.restart()
    for shown in seen {
      #expect(Shown(player) == shown)
      try player.advance()
    }
  }

  @Test func `plays other episodes with another seed`() throws {
    let one = try makePlayer(seed: 1)
    let other = try makePlayer(seed: 2)
    #expect(Shown(one) != Shown(other))
  }

  @Test func `counts the actions that are among the best`() throws {
    let player = try makePlayer(Judged())
    #expect(player.frame.isJudged && player.frame.optimalShare == nil)
    var best = 0
    for step in 1...20 {
      try player.advance()
      if player.frame.action == [2] { best += 1 }
      #expect(player.frame.optimalShare == Double(best) / Double(step))
    }
    #expect(best > 0 && best < 20)
    #expect(try makePlayer().frame.isJudged == false)
  }

  @Test func `stays where it was when the world breaks down`() throws {
    let player = try makePlayer(Broken())
    try player.advance()
    try player.advance()
    for _ in 0..<2 {
      let failure = #expect(throws: Failure.self) { try player.advance() }
      #expect(failure?.kind == .numerical)
      #expect(player.frame.step == 2)
    }
  }

  @Test func `has no picture of what cannot be drawn`() throws {
    #expect(try makePlayer(Unseen()).picture() == nil)
  }
}

@Suite struct `The keys` {
  private func session() throws -> Session { Session(try makePlayer()) }

  @Test func `pause, and then time moves nothing`() throws {
    var session = try session()
    #expect(try session.advanceIfDue(at: 0))
    try session.obey(.pauseOrGoOn, at: 1)
    #expect(try !session.advanceIfDue(at: 100))
    try session.obey(.pauseOrGoOn, at: 100)
    #expect(try session.advanceIfDue(at: 100))
    #expect(session.player.frame.step == 2)
  }

  @Test func `step forward and back, and pause`() throws {
    var session = try session()
    try session.obey(.stepForward, at: 0)
    try session.obey(.stepForward, at: 0)
    try session.obey(.stepBack, at: 0)
    #expect(session.player.frame.step == 1)
    #expect(session.player.framesBehind == 1)
    #expect(session.pace.isPaused)
  }

  @Test func `restart the episode`() throws {
    var session = try session()
    for _ in 0..<5 { try session.obey(.stepForward, at: 0) }
    try session.obey(.restart, at: 0)
    #expect(session.player.frame.step == 0)
  }
}

@Suite struct `The pace` {
  /// Frames shown from time 0 up to, but without, a time, looked at every millisecond.
  private func frames(_ pace: Pace, until end: Int, endingAt ending: Int? = nil) -> Int {
    var pace = pace
    var count = 0
    for millisecond in 0..<end where pace.isDue(at: Double(millisecond) / 1000) {
      count += 1
      pace.show(ending: count == ending, at: Double(millisecond) / 1000)
    }
    return count
  }

  @Test func `takes thirty steps a second, times the speed`() {
    var pace = Pace()
    #expect(frames(pace, until: 2_000) == 60)
    pace.change(to: .scaled(power: 3), at: 0)
    #expect(frames(pace, until: 1_000) == 240)
    pace.change(to: .scaled(power: -3), at: 0)
    #expect(frames(pace, until: 1_600) == 6)
  }

  @Test func `holds the end of an episode for a second`() {
    #expect(frames(Pace(), until: 2_000, endingAt: 10) == 40 - 9)
  }

  @Test func `does not make up for a long absence`() {
    var pace = Pace()
    pace.show(ending: false, at: 0)
    pace.show(ending: false, at: 100)
    #expect(!pace.isDue(at: 100.01) && pace.isDue(at: 100.04))
  }

  @Test func `is always due when unlimited`() {
    var pace = Pace()
    pace.change(to: .unlimited, at: 5)
    pace.show(ending: true, at: 5)
    #expect(pace.isDue(at: 5))
  }

  @Test func `has speeds from an eighth to sixteen times and then no limit`() {
    var speed = Speed.normal
    for _ in 0..<10 { speed = speed.slower }
    var names = ["\(speed)"]
    while speed != .unlimited {
      speed = speed.faster
      names.append("\(speed)")
    }
    #expect(
      names == [
        "× 1/8", "× 1/4", "× 1/2", "× 1", "× 2", "× 4", "× 8", "× 16", "unlimited",
      ])
    #expect(speed.faster == .unlimited && speed.slower == .scaled(power: 4))
  }
}
