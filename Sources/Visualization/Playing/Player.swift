public import ReinforcementLearning

/// An agent acting in one world, step by step, forwards and backwards.
///
/// The frames that were seen are kept, the world's and the agent's chance among them, so that going
/// back and forward again shows the same frames, and going on from any of them repeats what
/// followed.
public final class Player {
  /// How many frames are kept at most.
  public let capacity: Int
  /// What may be done in the world.
  public var actionSpace: Space { world.actionSpace }

  private let world: any BatchEnvironment
  private let agent: any Agent
  private var frames: [Frame]
  private var cursor = 0
  /// The first frame of the episode that is being played, kept even when it is long ago.
  private var opening: Frame

  /// Begins the first episode.
  ///
  /// - Parameters:
  ///   - world: A batch of one copy, which the player has for itself.
  ///   - agent: Who acts; it does not learn.
  ///   - mode: How it chooses.
  ///   - seed: Fixes the episodes and the agent's chance.
  ///   - capacity: How many frames are kept at most, at least 8.
  /// - Throws: `Failure` if the world's first observation is not finite.
  public init(
    in world: any BatchEnvironment, of agent: any Agent, mode: ActingMode = .greedy, seed: UInt64,
    capacity: Int = 20_000
  ) throws {
    precondition(world.count == 1, "a player shows one copy, not \(world.count)")
    precondition(capacity >= 8, "a history of \(capacity) frames is too short to go back in")
    self.world = world
    self.agent = agent
    self.capacity = capacity
    try world.reset(seed: seed)
    let acting = ActingState(
      mode: mode, random: RandomSource(seed: seed, stream: "acting"), copies: 1,
      memoryWidth: agent.memoryWidth)
    opening = Self.opening(1, in: world, of: agent, acting: acting)
    frames = [opening]
  }

  /// The frame that is shown.
  public var frame: Frame { frames[cursor] }

  /// How many frames the one that is shown lies behind the newest.
  public var framesBehind: Int { frames.count - 1 - cursor }

  /// How many frames are kept.
  public var keptFrames: Int { frames.count }

  // MARK: - Moving

  /// Goes on by one frame: one that was seen before, a step, or the start of the next episode.
  ///
  /// - Throws: `Failure` if the agent or the world is at fault; the frame stays.
  public func advance() throws {
    if framesBehind > 0 {
      cursor += 1
      return
    }
    if frame.ending == nil {
      append(try stepped(from: frame))
    } else {
      opening = Self.opening(frame.episode + 1, in: world, of: agent, acting: frame.acting)
      append(opening)
    }
  }

  /// Goes back by one frame; false if none earlier is kept.
  @discardableResult
  public func rewind() -> Bool {
    guard cursor > 0 else { return false }
    cursor -= 1
    return true
  }

  /// Goes back to the first frame of the episode that is shown, which then plays again as it did.
  public func restart() {
    let episode = frame.episode
    if let start = frames.firstIndex(where: { $0.episode == episode && $0.step == 0 }) {
      cursor = start
    } else if episode == opening.episode {
      frames = [opening]
      cursor = 0
      world.restore(opening.world)
    } else {
      cursor = 0
    }
  }

  private func append(_ frame: Frame) {
    if frames.count == capacity { frames.removeFirst(capacity / 8) }
    frames.append(frame)
    cursor = frames.count - 1
  }

  // MARK: - Making frames

  private static func opening(
    _ episode: Int, in world: any BatchEnvironment, of agent: any Agent, acting: ActingState
  ) -> Frame {
    var frame = Frame(world: world.snapshot(), acting: acting)
    frame.episode = episode
    frame.isJudged = world.optimum(of: 0) != nil
    frame.introspection = thoughts(of: agent, on: world.observations, in: world, acting: acting)
    return frame
  }

  private static func thoughts(
    of agent: any Agent, on rows: Rows, in world: (any BatchEnvironment)?, acting: ActingState
  ) -> Introspection {
    let observations = Observations(rows, oracle: world)
    return agent.introspect(observations, state: acting).first ?? Introspection()
  }

  private func stepped(from before: Frame) throws -> Frame {
    var acting = before.acting
    var actions = Rows(count: 1, width: world.actionSpace.rowWidth)
    let optimum = world.optimum(of: 0)
    agent.act(
      on: Observations(world.observations, oracle: world), state: &acting, into: &actions)
    do {
      try world.step(actions)
    } catch {
      world.restore(before.world)
      throw error
    }
    var remembered = acting
    remembered.noteEndings([nil])
    acting.noteEndings(world.endings)
    var frame = Frame(world: world.snapshot(), acting: acting)
    frame.episode = before.episode
    frame.step = before.step + 1
    frame.episodeReturn = before.episodeReturn + world.rewards[0]
    frame.action = Array(actions[0])
    frame.reward = world.rewards[0]
    frame.ending = world.endings[0]
    frame.isJudged = before.isJudged
    frame.judgedActions = before.judgedActions + (optimum == nil ? 0 : 1)
    frame.optimalActions =
      before.optimalActions + (optimum?.isOptimal(actions[0]) == true ? 1 : 0)
    let rows = frame.ending == nil ? world.observations : world.finalObservations
    // At an ending the world has gone on to the next episode, but what is remembered has not.
    frame.introspection = Self.thoughts(
      of: agent, on: rows, in: frame.ending == nil ? world : nil, acting: remembered)
    if frame.ending != nil {
      frame.lastPicture = lastPicture(before: before.world, after: frame.world, by: actions)
    }
    return frame
  }

  // MARK: - Drawing

  /// The picture of the frame that is shown; nil if the environment has none.
  public func picture() -> Canvas? {
    if let picture = frame.lastPicture { return picture }
    if framesBehind > 0 { world.restore(frame.world) }
    defer { if framesBehind > 0 { world.restore(frames[frames.count - 1].world) } }
    var canvas = Canvas()
    return world.draw(0, on: &canvas) ? canvas : nil
  }

  /// The last state of an episode, which the world has left by the time the step is over.
  private func lastPicture(
    before: BatchSnapshot, after: BatchSnapshot, by actions: Rows
  ) -> Canvas? {
    world.restore(before)
    defer { world.restore(after) }
    var canvas = Canvas()
    return world.draw(0, after: actions[0], on: &canvas) ? canvas : nil
  }
}
