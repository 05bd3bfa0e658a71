internal import AgentCommons
internal import Networks
internal import ReinforcementLearning
internal import TensorCore

/// E-values of a network, a logistic output for each action.
///
/// Every visit is learned from once, in batches of them, as a count counts it.
///
/// Shapes: `B` visits, `O` numbers of a situation, `A` actions.
final class NetworkExploratoryValues: ExploratoryValues {
  private static let bias: Float = 5  // E = σ(5) = 0.993 before anything is learned

  private let configuration: DoraConfiguration
  private let features: SituationFeatures
  private let actions: Int
  private let network: MultilayerPerceptron
  private let optimizer: Adam
  private let update: Program
  private let evaluation: Program
  private var visits: [ExploratoryVisit] = []  // of the next update

  init(_ configuration: DoraConfiguration, _ context: AgentContext, actions: Int) throws {
    self.configuration = configuration
    self.actions = actions
    features = SituationFeatures(context.observationSpace)
    var random = RandomSource(seed: context.seed, stream: "dora/initialization")
    let network = MultilayerPerceptron(
      inputs: features.width, hidden: configuration.hiddenWidths, outputs: actions,
      activation: .relu, name: "dora", last: .normal(deviation: 0.01), biases: .zeros,
      using: &random)
    let optimizer = Adam(learningRate: configuration.networkLearningRate)
    let (batch, width) = (configuration.batchSize, features.width)
    update = try Program("dora update") { trace in
      let logits = network(trace.input("situations", shape: [batch, width])) + Self.bias
      let taken = logits.gathered(at: trace.indices("actions", shape: [batch]))  // [B]
      // The cross-entropy, whose gradient E - y does not vanish at E = 1 as that of a square does.
      let loss = (taken.softplus() - taken * trace.input("targets", shape: [batch])).mean()
      trace.minimize(loss, over: network.parameters, with: optimizer)
      trace.output("loss", loss)
    }
    evaluation = try Program("dora values") { trace in
      let logits = network(trace.input("situations", shape: [1, width])) + Self.bias
      trace.output("values", logits.sigmoid())
    }
    self.network = network
    self.optimizer = optimizer
  }

  func values(in situation: ArraySlice<Float>) -> [Double] {
    _ = evaluation.input("situations").update(fromContentsOf: features.features(of: situation))
    evaluation.run()
    return evaluation.output("values").map { Double($0) }
  }

  func learn(from visit: ExploratoryVisit) throws {
    visits.append(visit)
    guard visits.count == configuration.batchSize else { return }
    let situations = update.input("situations")
    let (taken, targets) = (update.indices("actions"), update.input("targets"))
    for (row, visit) in visits.enumerated() {
      let numbers = features.features(of: visit.situation[...])
      for (place, number) in numbers.enumerated() {
        situations[row * features.width + place] = number
      }
      taken[row] = Int32(visit.action)
      targets[row] = Float(
        configuration.discount * visit.following(values(in: visit.next[...])))
    }
    visits.removeAll(keepingCapacity: true)
    update.run()
    try Finite.require(update.output("loss")[0], of: "E-values")
  }

  // MARK: - Checkpointing

  func save(to archive: inout Archive) {
    archive.store(network.parameters, for: "network")
    archive.store(optimizer.state, for: "optimizer")
    archive.store(visits, for: "visits")
  }

  func load(from archive: Archive) throws {
    try archive.load(network.parameters, for: "network")
    try archive.load(optimizer.state, for: "optimizer")
    visits = try archive.value([ExploratoryVisit].self, for: "visits")
  }
}
