internal import AgentCommons
internal import Foundation
internal import Networks
package import ReinforcementLearning
internal import TensorCore

/// Pays for situations in which a network does not yet predict what a random one says.
///
/// The error is `½‖f̂(s′) - f(s′)‖²`, `f` random and `f̂` learned; it is paid divided by the deviation of
/// its discounted sum, which does not end with an episode.
///
/// Shapes: `B` situations, `O` numbers of each, `K` predictions.
///
/// Follows Burda, Edwards, Storkey and Klimov, *Exploration by random network distillation*, ICLR 2019,
/// except that one agent learns the sum of both rewards, so that the intrinsic one is episodic for it;
/// that every situation is learned from once; and that layers are dense.
package final class RandomNetworkDistillation: IntrinsicReward {
  private let configuration: DistillationConfiguration
  private let encoder: FeatureEncoder
  private let predictor: MultilayerPerceptron
  private let target: MultilayerPerceptron
  private let optimizer: Adam
  private let update: Program
  private let evaluation: Program
  private var situations: RunningStatistics
  private var sums: RunningStatistics  // of discounted errors
  private var discounted: [Double]  // of each copy
  private var batch: [Float] = []  // normalized, of the next update
  private var errors: [Double] = []  // since the last record

  /// Creates a reward that has seen nothing.
  ///
  /// - Throws: `TraceError` if the networks do not fit together.
  package init(_ configuration: DistillationConfiguration, _ context: AgentContext) throws {
    self.configuration = configuration
    let encoder = FeatureEncoder(context.observationSpace)
    self.encoder = encoder
    var random = RandomSource(seed: context.seed, stream: "rnd/initialization")
    func network(_ name: String, _ hidden: [Int]) -> MultilayerPerceptron {
      MultilayerPerceptron(
        inputs: encoder.width, hidden: hidden, outputs: configuration.outputs, activation: .relu,
        name: name, weights: .orthogonal(gain: 1.414_213_6), biases: .zeros, using: &random)
    }
    let hidden = configuration.hiddenWidths
    let (target, predictor) = (
      network("target", hidden), network("predictor", hidden + hidden.suffix(1))
    )
    func errors(_ inputs: TensorCore.Tensor) -> TensorCore.Tensor {
      0.5 * (predictor(inputs) - target(inputs)).squared().sum(axis: -1)
    }
    let optimizer = Adam(learningRate: configuration.learningRate)
    update = try Program("rnd update") { trace in
      let loss = errors(
        trace.input("situations", shape: [configuration.batchSize, encoder.width])
      ).mean()
      trace.minimize(loss, over: predictor.parameters, with: optimizer)
      trace.output("loss", loss)
    }
    evaluation = try Program("rnd error") { trace in
      trace.output("error", errors(trace.input("situations", shape: [1, encoder.width])))
    }
    (self.target, self.predictor, self.optimizer) = (target, predictor, optimizer)
    situations = RunningStatistics(width: encoder.width)
    sums = RunningStatistics(width: 1)
    discounted = Array(repeating: 0, count: context.copies)
  }

  // MARK: - Appraising

  package func appraise(_ transitions: Transitions) -> [Appraisal] {
    (0..<transitions.count).map { copy in
      let features = features(of: transitions.following(copy))
      situations.include(features[...])
      guard situations.count > configuration.primingSteps else {
        return Appraisal(novelty: 1, reward: 0)
      }
      let inputs = normalized(features)
      batch += inputs
      let error = error(on: inputs)
      errors.append(error)
      discounted[copy] = configuration.discount * discounted[copy] + error
      sums.include([Float(discounted[copy])])
      let reward = configuration.beta * error / (sums.variance[0] + 1e-8).squareRoot()
      return Appraisal(novelty: novelty(of: error), reward: reward)
    }
  }

  package func novelties(of observations: Rows) -> [Float] {
    (0..<observations.count).map {
      Float(novelty(of: error(on: normalized(features(of: observations[$0])))))
    }
  }

  /// From 0 at no error over 0.63 at the usual one to 1.
  private func novelty(of error: Double) -> Double {
    let usual = sums.mean[0] * (1 - configuration.discount)
    return usual > 0 ? 1 - exp(-error / usual) : 1
  }

  private func features(of observation: ArraySlice<Float>) -> [Float] {
    var features = [Float](repeating: 0, count: encoder.width)
    features.withUnsafeMutableBufferPointer { features in
      observation.withUnsafeBufferPointer { encoder.encode($0, into: features) }
    }
    return features
  }

  private func normalized(_ features: [Float]) -> [Float] {
    var features = features
    var span = features.mutableSpan
    situations.normalize(&span, clip: 5)
    return features
  }

  private func error(on inputs: [Float]) -> Double {
    _ = evaluation.input("situations").update(fromContentsOf: inputs)
    evaluation.run()
    return Double(evaluation.output("error")[0])
  }

  // MARK: - Learning

  /// The error of what was seen.
  package static let predictionError = Metric(
    "prediction_error", "mean ½‖f̂(s′) - f(s′)‖² of what was seen, before it was learned from")

  package var metrics: [Metric] { [Self.predictionError] }

  package func learn(recording metrics: inout MetricRecorder) throws {
    for error in errors { metrics.record(Self.predictionError, error) }
    errors.removeAll(keepingCapacity: true)
    let count = configuration.batchSize * encoder.width
    while batch.count >= count {
      _ = update.input("situations").update(fromContentsOf: batch.prefix(count))
      batch.removeFirst(count)
      update.run()
      try Finite.require(update.output("loss")[0], of: "the prediction")
    }
  }

  // MARK: - Checkpointing

  package func save(to archive: inout Archive) {
    archive.store(target.parameters + predictor.parameters, for: "networks")
    archive.store(optimizer.state, for: "optimizer")
    archive.store([situations, sums], for: "statistics")
    archive.store(discounted, for: "discounted")
    archive.store(batch, for: "batch")
  }

  package func load(from archive: Archive) throws {
    try archive.load(target.parameters + predictor.parameters, for: "networks")
    try archive.load(optimizer.state, for: "optimizer")
    let statistics = try archive.value([RunningStatistics].self, for: "statistics")
    guard statistics.map(\.width) == [encoder.width, 1] else {
      throw Failure(
        .damagedData, "the statistics are of \(statistics.map(\.width)) numbers",
        remedy: "resume in the environment that the run was started in")
    }
    (situations, sums) = (statistics[0], statistics[1])
    discounted = try archive.value([Double].self, for: "discounted")
    batch = try archive.floats(for: "batch")
  }
}
