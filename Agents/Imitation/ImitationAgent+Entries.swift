public import ReinforcementLearning

/// What it records.
extension ImitationAgent {
  /// The loss of a batch.
  public static let loss = Metric(
    "loss", "mean cross-entropy to the teacher's actions, or half the squared distance")
  /// How often the learner would do as the teacher.
  public static let agreement = Metric(
    "agreement", "share of the batch in which the learner's best action is one of the teacher's")
  /// The norm of the gradients before they are clipped.
  public static let gradientNorm = Metric("gradient_norm", "norm of all gradients, unclipped")
  /// How often the teacher acts.
  public static let teacherShare = Metric(
    "teacher_share", "β, the share of actions that the teacher takes")

  public var metrics: [Metric] {
    [Self.loss, Self.agreement, Self.gradientNorm, Self.teacherShare]
  }
}

extension ImitationAgent {
  /// Behaviour cloning as the command line knows it.
  public static let cloning = entry(
    "behaviour-cloning", summary: "learns to act as the exact solver, from watching it",
    source: "Pomerleau, ALVINN: an autonomous land vehicle in a neural network, 1989", .cloning,
    tuned: PackageResources.behaviour_cloning_yaml)

  /// DAgger as the command line knows it.
  public static let dagger = entry(
    "dagger", summary: "learns to act as the exact solver, asking it wherever the learner goes",
    source: "Ross, Gordon, Bagnell, A reduction of imitation learning to no-regret online "
      + "learning, 2011", ImitationConfiguration(), tuned: PackageResources.dagger_yaml)

  private static func entry(
    _ id: String, summary: String, source: String, _ base: ImitationConfiguration, tuned: [UInt8]
  ) -> AgentEntry {
    AgentEntry(
      id, summary: summary, source: source, configuration: ImitationConfiguration.self,
      startingFrom: base, tuned: String(decoding: tuned, as: UTF8.self),
      refusal: { setting in
        guard setting.isSolvable else { return "no exact solution of it is known" }
        return Lesson(setting.actionSpace) == nil
          ? "its actions are neither discrete nor numbers" : nil
      }
    ) { configuration, context in
      try ImitationAgent(configuration, context)
    }
  }
}
