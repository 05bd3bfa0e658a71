public import ReinforcementLearning

extension DQN {
  /// The agent as the command line knows it.
  public static let entry = entry(
    "dqn", summary: "learns the values of discrete actions with a network, from a replay",
    source: "Mnih et al., Human-level control through deep reinforcement learning, 2015",
    DQNConfiguration(), tuned: PackageResources.dqn_yaml)

  /// With a categorical distribution of returns.
  public static let c51 = entry(
    "c51", summary: "dqn with the probabilities of fixed returns",
    source: "Bellemare et al., A distributional perspective on reinforcement learning, 2017",
    .c51, tuned: PackageResources.c51_yaml)

  /// With quantiles of returns.
  public static let quantile = entry(
    "qr-dqn", summary: "dqn with the quantiles of returns",
    source: "Dabney et al., Distributional reinforcement learning with quantile regression, 2018",
    .quantile, tuned: PackageResources.qr_dqn_yaml)

  /// With noise of learned size in place of random actions.
  public static let noisy = entry(
    "noisy-dqn", summary: "dqn that explores by noise whose size it learns",
    source: "Fortunato et al., Noisy networks for exploration, 2018",
    .noisy, tuned: PackageResources.noisy_dqn_yaml)

  /// With all of it.
  public static let rainbow = entry(
    "rainbow", summary: "dqn with double, dueling, prioritized, 3-step, categorical and noisy",
    source: "Hessel et al., Rainbow: combining improvements in deep reinforcement learning, 2018",
    .rainbow, tuned: PackageResources.rainbow_yaml)

  private static func entry(
    _ id: String, summary: String, source: String, _ base: DQNConfiguration, tuned: [UInt8]
  ) -> AgentEntry {
    AgentEntry(
      id, summary: summary, source: source, configuration: DQNConfiguration.self,
      startingFrom: base, tuned: String(decoding: tuned, as: UTF8.self),
      refusal: { setting in
        setting.actionSpace.discreteCount == nil ? "its actions are not discrete" : nil
      }
    ) { configuration, context in
      try DQN(configuration, context)
    }
  }
}

extension DQNConfiguration {
  /// C51 as CleanRL has it for classic control: 101 atoms from -100 to 100.
  public static var c51: Self {
    var configuration = Self()
    configuration.distribution = .categorical
    configuration.adamEpsilon = 0.01 / 128
    return configuration
  }

  /// QR-DQN with 200 quantiles, as published.
  public static var quantile: Self {
    var configuration = Self()
    configuration.distribution = .quantile
    configuration.atoms = 200
    configuration.adamEpsilon = 0.01 / 32
    return configuration
  }

  /// NoisyNet-DQN: factorized noise in all layers but the first.
  public static var noisy: Self {
    var configuration = Self()
    configuration.noise = .factorized
    return configuration
  }

  /// Rainbow: its switches, exponents and Adam's ε as published; 51 atoms from -100 to 100.
  public static var rainbow: Self {
    var configuration = Self.c51
    configuration.atoms = 51
    configuration.isDouble = true
    configuration.isDueling = true
    configuration.isPrioritized = true
    configuration.priorityExponent = 0.5
    configuration.rewardSteps = 3
    configuration.noise = .factorized
    configuration.adamEpsilon = 1.5e-4
    return configuration
  }
}
