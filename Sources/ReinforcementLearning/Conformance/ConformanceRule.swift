/// Something that every environment promises.
public enum ConformanceRule: String, CaseIterable, Hashable, Sendable {
  /// Every observation is a value of the observation space.
  case spaces
  /// Every reward is a number.
  case rewards
  /// Episodes end.
  case endings
  /// Every episode begins anew, and the last observation of the one before is kept.
  case beginnings
  /// A time limit truncates.
  case limits
  /// A seed decides how an episode begins.
  case resets
  /// A seed and the actions decide how it continues.
  case steps
  /// A snapshot is the whole state.
  case snapshots
  /// What is written down is the whole state.
  case archives
  /// Copies do not disturb one another.
  case copies
  /// Actions of the space are accepted, and no others.
  case actions
  /// A picture can be drawn.
  case drawing
  /// What is said to be optimal is.
  case optimum

  /// The promise, as a sentence.
  public var statement: String {
    switch self {
    case .spaces: "every observation lies in the observation space"
    case .rewards: "every reward is a finite number"
    case .endings: "episodes end"
    case .beginnings: "an episode begins anew after an end, and its last observation is kept"
    case .limits: "a time limit truncates, at its step and no other"
    case .resets: "two copies with one seed begin alike"
    case .steps: "two copies with one seed and the same actions stay alike"
    case .snapshots: "a snapshot continues as the original did"
    case .archives: "what was written down and read back continues as the original did"
    case .copies: "a copy in a batch does what it would do alone"
    case .actions: "actions of the action space are accepted, and others refused"
    case .drawing: "a picture has shapes, at finite places"
    case .optimum: "optimal play earns what the exact solution says"
    }
  }
}

/// How an environment fared against a rule.
public enum ConformanceVerdict: Hashable, Sendable {
  /// It was held to its promise, and kept it.
  case passed
  /// It made no such promise, for a reason.
  case inapplicable(String)
  /// It broke its promise, or could not be held to it; the sentence says where.
  case violated(String)
}
