/// How far a run has come, for whoever looks on.
public struct RunProgress: Hashable, Sendable {
  /// The seed of the run.
  public var seed: UInt64
  /// What is happening.
  public var phase = Phase.waiting
  /// How many steps were taken.
  public var step = 0
  /// How many steps there are to take.
  public var steps: Int
  /// How many steps were taken before this process took over.
  public var firstStep = 0
  /// How many episodes came to an end.
  public var episodes = 0
  /// How many updates were made.
  public var updates = 0
  /// How many updates had been made before this process took over.
  public var firstUpdates = 0
  /// The mean return of the latest training episodes.
  public var recentReturn: Double?
  /// The mean return of each evaluation so far.
  public var evaluations: [Double] = []
  /// How many seconds this process has spent on it.
  public var seconds = 0.0

  /// What is happening to a run.
  public enum Phase: Hashable, Sendable {
    /// Nothing yet.
    case waiting
    /// The agent acts and learns.
    case training
    /// The agent is being evaluated.
    case evaluating
    /// Everything was done.
    case finished
    /// It was interrupted, and can be resumed.
    case stopped
    /// Something went wrong.
    case failed(String)
  }

  /// Creates the progress of a run that has not begun.
  public init(seed: UInt64, steps: Int) {
    self.seed = seed
    self.steps = steps
  }

  /// The share of the steps that were taken, from 0 to 1.
  public var share: Double { steps == 0 ? 1 : Double(step) / Double(steps) }
  /// Steps a second since this process took over.
  public var stepsPerSecond: Double? {
    seconds > 0 && step > firstStep ? Double(step - firstStep) / seconds : nil
  }
  /// Updates a second since this process took over.
  public var updatesPerSecond: Double? {
    seconds > 0 && updates > firstUpdates ? Double(updates - firstUpdates) / seconds : nil
  }
  /// The seconds left at the pace so far.
  public var secondsLeft: Double? { stepsPerSecond.map { Double(steps - step) / $0 } }
  /// Whether nothing more will happen to it in this process.
  public var isOver: Bool {
    switch phase {
    case .finished, .stopped, .failed: true
    case .waiting, .training, .evaluating: false
    }
  }
}
