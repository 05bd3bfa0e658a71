import Foundation
import ReinforcementLearning
import TensorCore
import Testing

@testable import PolicyOptimization

/// A step of a linear policy without hidden layers, which begins with zeros.
private struct Step {
  let agent: TRPO
  var region: TrustRegion { agent.region }

  init(
    _ actionSpace: Space, copies: Int = 2,
    _ configure: (inout TRPOConfiguration) -> Void = { _ in }
  ) throws {
    var configuration = TRPOConfiguration()
    (configuration.hiddenWidths, configuration.rolloutSteps) = ([], 1)
    configuration.normalizesAdvantages = false
    configure(&configuration)
    agent = try TRPO(
      configuration,
      AgentContext(
        observationSpace: .box(Box([-9...9])), actionSpace: actionSpace, copies: copies, steps: 9,
        seed: 0))
    let initial = configuration.initialLogDeviation
    for parameter in agent.actor.networks.policyParameters {
      let value = parameter.name == "logDeviation" ? initial : 0
      parameter.values = Array(repeating: value, count: parameter.count)
    }
  }

  var policy: [Float] { agent.actor.networks.policyParameters.flatMap(\.values) }

  func result(
    features: [Float], actions: [Float], advantages: [Float]
  ) -> TrustRegion.Result {
    region.step(
      by: PolicyActor.Experience(
        features: features, actions: actions, values: advantages, advantages: advantages,
        returns: advantages, copies: advantages.count))
  }

  /// Fisher's matrix times a vector, in the situations of the last step.
  func product(_ vector: [Float]) -> [Float] {
    _ = region.product.input("vector").update(fromContentsOf: vector)
    region.product.run()
    return Array(region.product.output("product"))
  }
}

private func areClose(_ first: [Float], _ second: [Double], within tolerance: Double = 1e-5) -> Bool
{
  first.count == second.count
    && zip(first, second).allSatisfy { abs(Double($0) - $1) < tolerance }
}

@Suite struct `A step of TRPO` {
  /// Both actions are half likely.
  ///
  /// The gradient of `mean(log π Â)` by the logits is
  /// ((½, −½) · 2 − (−½, ½)) / 2 = (¾, −¾), by weights and biases alike.  Fisher's matrix by the
  /// logits is ((¼, −¼), (−¼, ¼)), so that it multiplies that gradient by 1, and by 1.1 with a damping
  /// of 0.1: the step is `√(2 δ / 1.1)` long, in each of four directions half of that.
  @Test func `is the natural gradient, as long as the divergence may be`() throws {
    let step = try Step(.discrete(2))
    let result = step.result(
      features: [1, 1], actions: [1, 0, 0, 1], advantages: [2, -1])
    #expect(areClose(Array(step.region.slope.output("gradient")), [0.75, -0.75, 0.75, -0.75]))
    let length = (0.02 / 1.1).squareRoot()
    let half = length / 2
    #expect(areClose(step.policy, [half, -half, half, -half]))
    #expect(result.fraction == 1)
    // The logits differ by twice the length: π(0) = (1 + tanh) / 2, of which 1.5 tanh is gained.
    #expect(areClose([result.improvement], [1.5 * tanh(length)]))
    #expect(areClose([result.divergence], [log(cosh(length))], within: 1e-6))
    #expect(areClose([result.entropy], [log(2)]))
  }

  /// By hand, at the uniform policy: F = ((1, 1), (1, 1)) ⊗ ((¼, −¼), (−¼, ¼)) + 0.1.
  @Test func `multiplies by Fisher's matrix of two actions`() throws {
    let step = try Step(.discrete(2))
    _ = step.result(features: [1, 1], actions: [1, 0, 0, 1], advantages: [0, 0])
    #expect(areClose(step.product([1, 0, 0, 0]), [0.35, -0.25, 0.25, -0.25]))
  }

  /// Of a mean `w x + b` at 1 and 3 it is the mean of ((x², x), (x, 1)) / σ², of `log σ` it is 2.
  @Test func `multiplies by Fisher's matrix of a number`() throws {
    let step = try Step(.box(Box([-9...9]))) {
      ($0.initialLogDeviation, $0.damping) = (Float(log(2.0)), 0)
    }
    _ = step.result(features: [1, 3], actions: [0, 0], advantages: [0, 0])
    #expect(areClose(step.product([1, 0, 0]), [1.25, 0.5, 0]))
    #expect(areClose(step.product([0, 1, 0]), [0.5, 0.25, 0]))
    #expect(areClose(step.product([0, 0, 1]), [0, 0, 2]))
  }

  /// Two indices are independent: Fisher's matrix of three equally likely actions has 2/9 and −1/9,
  /// and nothing between the indices.
  @Test func `multiplies by Fisher's matrix of several indices`() throws {
    let step = try Step(.multiDiscrete([2, 3])) { $0.damping = 0 }
    _ = step.result(
      features: [1, 1], actions: [1, 0, 1, 0, 0, 0, 1, 0, 1, 0], advantages: [0, 0])
    let product = step.product([0, 0, 0, 0, 0, 0, 0, 1, 0, 0])
    let ninths: [Double] = [0, 0, 2, -1, -1, 0, 0, 2, -1, -1]
    #expect(areClose(product, ninths.map { $0 / 9 }))
  }

  /// What was done twice lay at the mean, so that it gets likelier if σ gets less.
  ///
  /// The gradient by
  /// `log σ` is −1, Fisher's 2, and the greatest step −√(2 · 0.01 / ½) / 2 = −0.1.  That diverges by
  /// −0.1 + e^0.2 / 2 − ½ = 0.0107, and 0.8 of it by 0.0068.
  @Test func `is shortened until it diverges no more than it may`() throws {
    let step = try Step(.box(Box([-9...9]))) { $0.damping = 0 }
    let result = step.result(features: [1, 1], actions: [0, 0], advantages: [1, 1])
    #expect(result.fraction == 0.8)
    #expect(areClose(step.policy, [0, 0, -0.08]))
    #expect(areClose([result.divergence], [-0.08 + exp(0.16) / 2 - 0.5], within: 1e-6))
    #expect(areClose([result.improvement], [exp(0.08) - 1]))
  }

  @Test func `is taken back if every try is refused`() throws {
    let step = try Step(.box(Box([-9...9]))) { ($0.damping, $0.searchTries) = (0, 1) }
    let result = step.result(features: [1, 1], actions: [0, 0], advantages: [1, 1])
    #expect(step.policy == [0, 0, 0])
    #expect((result.fraction, result.divergence, result.improvement) == (0, 0, 0))
  }

  @Test func `refuses batches that leave a rest`() {
    let failure = #expect(throws: Failure.self) {
      try Step(.discrete(2), copies: 5) { $0.criticBatchSize = 3 }
    }
    #expect(failure?.remedy == "choose a criticBatchSize that divides 5")
  }
}
