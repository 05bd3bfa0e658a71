internal import ReinforcementLearning

/// Remembers episodes a second time, as if what came of them had been wanted.
///
/// Once an episode has ended, each of its transitions is remembered with goals that were achieved
/// later in it.  A step pays -1, or 0 and ends if its goal is achieved within a distance.  Follows
/// Andrychowicz et al., *Hindsight experience replay*, 2017, with goals of the strategy "future".
struct Hindsight: Codable {
  /// Where the goals lie in a row of a goal-conditioned observation.
  struct Layout: Codable {
    let achieved: Range<Int>
    let desired: Range<Int>

    /// Finds the goals in a dictionary as Gymnasium's goal environments have it; nil if it is none.
    init?(_ space: Space) {
      guard case .dictionary(let fields) = space else { return nil }
      var ranges: [String: Range<Int>] = [:]
      var start = 0
      for field in fields {
        ranges[field.name] = start..<start + field.space.rowWidth
        start += field.space.rowWidth
      }
      guard let achieved = ranges["achieved_goal"], let desired = ranges["desired_goal"],
        achieved.count == desired.count
      else { return nil }
      self.achieved = achieved
      self.desired = desired
    }
  }

  private struct Step: Codable {
    let observation: [Float]
    let action: [Float]
    let following: [Float]
  }

  private let layout: Layout
  private let goals: Int
  private let tolerance: Float
  private let discount: Float
  private var random: RandomSource
  private var episodes: [[Step]]  // what happened so far, by copy

  init(_ configuration: DQNConfiguration, _ layout: Layout, copies: Int, seed: UInt64) {
    self.layout = layout
    goals = configuration.hindsightGoals
    tolerance = configuration.goalTolerance
    discount = Float(configuration.discount)
    random = RandomSource(seed: seed, stream: "dqn/hindsight")
    episodes = Array(repeating: [], count: copies)
  }

  /// Takes note of a step, and hands over the transitions of the episodes that it ended, with other
  /// goals.
  mutating func add(_ transitions: Transitions, completed: (ReplayTransition) -> Void) {
    for copy in 0..<transitions.count {
      episodes[copy].append(
        Step(
          observation: Array(transitions.observations[copy]),
          action: Array(transitions.actions[copy]),
          following: Array(transitions.following(copy))))
      guard transitions.endings[copy] != nil else { continue }
      let episode = episodes[copy]
      episodes[copy] = []
      for (place, step) in episode.enumerated() {
        for _ in 0..<goals {
          let later = place + random.integer(below: episode.count - place)
          completed(relabelled(step, wanting: episode[later].following[layout.achieved]))
        }
      }
    }
  }

  private func relabelled(_ step: Step, wanting goal: ArraySlice<Float>) -> ReplayTransition {
    var (observation, following) = (step.observation, step.following)
    observation.replaceSubrange(layout.desired, with: goal)
    following.replaceSubrange(layout.desired, with: goal)
    let distance = zip(following[layout.achieved], goal).reduce(Float(0)) {
      $0 + ($1.0 - $1.1) * ($1.0 - $1.1)
    }.squareRoot()
    let isAchieved = distance <= tolerance
    return ReplayTransition(
      observation: observation[...], action: step.action[...], reward: isAchieved ? 0 : -1,
      continuation: isAchieved ? 0 : discount, nextObservation: following[...])
  }
}
