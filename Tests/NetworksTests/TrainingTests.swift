import Foundation
import Networks
import TensorCore
import Testing

/// A perceptron 4 → 16 → 8 → 2 that PyTorch trained for ten steps on batches of seven.
struct TrainingRun: Decodable, CustomTestStringConvertible {
  let name: String
  let inputs: [Float]
  let targets: [Float]
  let clipping: Float?
  let initial: [[Float]]
  let losses: [Float]
  let norms: [Float]
  let outputs: [[Float]]
  let final: [[Float]]

  var testDescription: String { name }
  var activation: Activation { name.contains("adam clipped") || name == "sgd" ? .relu : .tanh }
  var usesHuber: Bool { name.contains("clipped") }

  var optimizer: any Optimizer {
    switch name {
    case "adam": Adam(learningRate: 1e-2)
    case "adam clipped": Adam(learningRate: 3e-3, beta1: 0.8, beta2: 0.99, epsilon: 1e-5)
    case "sgd": SGD(learningRate: 0.05)
    case "sgd momentum clipped": SGD(learningRate: 0.05, momentum: 0.9)
    case "adamw": Adam(learningRate: 1e-2, weightDecay: 0.1)
    case "amsgrad": Adam(learningRate: 1e-2, isMaximal: true)
    case "amsgrad clipped":
      Adam(learningRate: 3e-2, beta1: 0.8, beta2: 0.5, weightDecay: 0.2, isMaximal: true)
    case "rmsprop": RMSProp(learningRate: 1e-2)
    case "rmsprop momentum":
      RMSProp(learningRate: 3e-3, decay: 0.9, epsilon: 1e-5, momentum: 0.8)
    case "rmsprop centered":
      RMSProp(learningRate: 1e-3, decay: 0.95, epsilon: 0.01, isCentered: true)
    case "rmsprop centered momentum clipped":
      RMSProp(
        learningRate: 1e-3, decay: 0.95, epsilon: 0.01, momentum: 0.9, isCentered: true)
    default: SGD(learningRate: 0.02, momentum: 0.9, isNesterov: true)
    }
  }

  static func all() throws -> [TrainingRun] {
    let url = try #require(
      Bundle.module.url(forResource: "training", withExtension: "json", subdirectory: "Golden"))
    return try JSONDecoder().decode([TrainingRun].self, from: Data(contentsOf: url))
  }
}

@Suite struct `Ten steps of training` {
  @Test(arguments: try TrainingRun.all())
  func `go as in PyTorch`(_ run: TrainingRun) throws {
    var random = SystemRandomNumberGenerator()
    let network = MultilayerPerceptron(
      inputs: 4, hidden: [16, 8], outputs: 2, activation: run.activation, name: "network",
      using: &random)
    for (parameter, values) in zip(network.parameters, run.initial) { parameter.values = values }
    let optimizer = run.optimizer
    let program = try Program("update") { trace in
      let outputs = network(trace.input("x", shape: [7, 4]))
      let targets = trace.input("y", shape: [7, 2])
      let loss =
        run.usesHuber
        ? (outputs - targets).huber().mean() : outputs.meanSquaredError(to: targets)
      trace.output("outputs", outputs)
      trace.output("loss", loss)
      let norm = trace.minimize(
        loss, over: network.parameters, with: optimizer, clippingNorm: run.clipping)
      trace.output("norm", norm)
    }
    for step in 0..<10 {
      _ = program.input("x").update(fromContentsOf: run.inputs[step * 28..<step * 28 + 28])
      _ = program.input("y").update(fromContentsOf: run.targets[step * 14..<step * 14 + 14])
      program.run()
      #expect(distance(program.output("loss"), [run.losses[step]]) < 1e-5)
      #expect(distance(program.output("norm"), [run.norms[step]]) < 1e-5)
      #expect(distance(program.output("outputs"), run.outputs[step]) < 1e-5)
    }
    for (parameter, expected) in zip(network.parameters, run.final) {
      #expect(distance(parameter.values, expected) < 1e-5)
    }
  }

  /// The greatest difference of two lists, relative to what is greater than one.
  private func distance(_ first: some Sequence<Float>, _ second: [Float]) -> Float {
    zip(Array(first), second).reduce(0) { max($0, abs($1.0 - $1.1) / max(1, abs($1.1))) }
  }
}
