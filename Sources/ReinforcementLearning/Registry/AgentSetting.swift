/// What an agent is about to be put into.
public struct AgentSetting: Hashable, Sendable {
  /// What may be observed there.
  public var observationSpace: Space
  /// What may be done there.
  public var actionSpace: Space
  /// Whether an exact solver knows what play is best there.
  public var isSolvable: Bool
  /// Whether play can be tried there in a ``Simulator``.
  public var isSimulated: Bool
  /// Whether what is simulated is a ``FiniteMDP``, whose laws can be read.
  public var isFinite: Bool
  /// Whether the environment documents goals.
  public var hasGoals: Bool
  /// Whether it documents which actions lead to some of them.
  public var hasGuides: Bool

  /// Describes a setting.
  public init(
    observationSpace: Space, actionSpace: Space, isSolvable: Bool = false,
    isSimulated: Bool = false, isFinite: Bool = false,
    hasGoals: Bool = false, hasGuides: Bool = false
  ) {
    self.observationSpace = observationSpace
    self.actionSpace = actionSpace
    self.isSolvable = isSolvable
    self.isSimulated = isSimulated
    self.isFinite = isFinite
    self.hasGoals = hasGoals
    self.hasGuides = hasGuides
  }
}
