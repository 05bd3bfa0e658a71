public import ReinforcementLearning

/// What goes around any agent to make it explore, as the command line knows it.
public enum Explorations {
  /// Counts of what was done where.
  public static let count = ExplorationEntry(
    "count", summary: "is paid β / √n(s, a) for what it does the n-th time",
    source: "Strehl and Littman, An analysis of model-based interval estimation, 2008",
    configuration: CountBonusConfiguration.self,
    tuned: ["q-learning": text(PackageResources.q_learning_count_yaml)],
    refusal: {
      $0.actionSpace.box == nil ? nil : "no action out of a range is taken twice"
    }
  ) { configuration, agent, _ in
    ExploringAgent(agent, CountBonus(configuration))
  }

  /// Counts of situations that are alike.
  public static let simHash = ExplorationEntry(
    "simhash", summary: "is paid β / √n(φ(s)) for the n-th situation of a hash code",
    source: "Tang et al., #Exploration: a study of count-based exploration, 2017",
    configuration: SimHashConfiguration.self,
    tuned: ["dqn": text(PackageResources.dqn_simhash_yaml)]
  ) { configuration, agent, context in
    ExploringAgent(agent, try SimHash(configuration, context))
  }

  /// Counts that know what lies behind an action.
  public static let dora = ExplorationEntry(
    "dora", summary: "seeks actions of great E-values, counters that look ahead",
    source: "Choshen, Fox and Loewenstein, DORA the explorer, 2018",
    configuration: DoraConfiguration.self,
    tuned: ["q-learning": text(PackageResources.q_learning_dora_yaml)],
    refusal: {
      $0.actionSpace.discreteCount == nil ? "its actions are not discrete" : nil
    }
  ) { configuration, agent, context in
    try Dora.requireChoice(configuration, of: agent, context)
    return ExploringAgent(agent, try Dora(configuration, context))
  }

  /// What a network cannot yet predict.
  public static let randomNetworkDistillation = ExplorationEntry(
    "rnd", summary: "is paid where a network does not yet predict a random one",
    source: "Burda et al., Exploration by random network distillation, 2019",
    configuration: DistillationConfiguration.self,
    tuned: ["dqn": text(PackageResources.dqn_rnd_yaml)]
  ) { configuration, agent, context in
    ExploringAgent(agent, try RandomNetworkDistillation(configuration, context))
  }

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
