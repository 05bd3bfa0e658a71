public import ReinforcementLearning

/// What a DQN records.
extension DQN {
  /// The loss of a batch.
  public static let loss = Metric("loss", "mean loss of what was predicted against its target")
  /// The value that the online network gives to what was done.
  public static let value = Metric("value", "mean Q(s, a) of the transitions learned from")
  /// The norm of the gradients before they are clipped.
  public static let gradientNorm = Metric("gradient_norm", "norm of all gradients, unclipped")
  /// The share of random actions, or the temperature.
  public static let exploration = Metric(
    "exploration", "ε, the share of random actions, or the temperature of Boltzmann's")
  /// The size of the noise of noisy layers.
  public static let deviation = Metric("deviation", "mean |σ| of the weights of noisy layers")
  /// The size of the disturbance of parameters.
  public static let noiseScale = Metric("noise_scale", "σ of the disturbance of parameters")
  /// How far that disturbance changes the policy.
  public static let distance = Metric(
    "action_distance", "KL(softmax Q ‖ softmax Q̃) under the disturbance of parameters")
  /// How far it should.
  public static let distanceTarget = Metric(
    "action_distance_target", "the same of an ε-greedy policy, -log(1 - ε + ε / A)")

  public var metrics: [Metric] {
    let own = [Self.loss, Self.value, Self.gradientNorm]
    if configuration.hasParameterNoise {
      return own + [Self.noiseScale, Self.distance, Self.distanceTarget]
    }
    return own + [configuration.noise == .none ? Self.exploration : Self.deviation]
  }

  /// Records what an update came to.
  func record(_ batch: UpdateBatch, _ metrics: inout MetricRecorder) {
    metrics.record(Self.loss, Double(batch.loss[0]))
    metrics.record(Self.value, Double(batch.value[0]))
    metrics.record(Self.gradientNorm, Double(batch.gradientNorm[0]))
    if let deviation = batch.deviation { metrics.record(Self.deviation, Double(deviation[0])) }
  }
}
