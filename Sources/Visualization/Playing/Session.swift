/// A player, how fast it plays, and what a user at the keys makes of both.
struct Session {
  let player: Player
  private(set) var pace = Pace()

  /// What a key asks for.
  enum Command: Hashable {
    case pauseOrGoOn
    case stepForward
    case stepBack
    case faster
    case slower
    case restart
    case screenshot
    case quit
  }

  init(_ player: Player) { self.player = player }

  /// Does what a key asks for; time is in seconds.
  ///
  /// - Throws: ``Failure`` if the agent or the world is at fault.
  mutating func obey(_ command: Command, at time: Double) throws {
    switch command {
    case .pauseOrGoOn: pace.isPaused.toggle()
    case .stepForward:
      pace.isPaused = true
      try player.advance()
    case .stepBack:
      pace.isPaused = true
      player.rewind()
    case .faster: pace.change(to: pace.speed.faster, at: time)
    case .slower: pace.change(to: pace.speed.slower, at: time)
    case .restart:
      player.restart()
      pace.show(ending: false, at: time)
    case .screenshot, .quit: break
    }
  }

  /// Goes on by one frame if it is time to; false if it is not.
  ///
  /// - Throws: ``Failure`` if the agent or the world is at fault.
  mutating func advanceIfDue(at time: Double) throws -> Bool {
    guard pace.isDue(at: time) else { return false }
    try player.advance()
    pace.show(ending: player.frame.ending != nil, at: time)
    return true
  }
}
