import Networks
import TensorCore

/// SplitMix64, so that tests draw the same numbers everywhere.
struct TestGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var word = state
    word = (word ^ (word >> 30)) &* 0xbf58_476d_1ce4_e5b9
    word = (word ^ (word >> 27)) &* 0x94d0_49bb_1331_11eb
    return word ^ (word >> 31)
  }

  mutating func uniform() -> Float { Float(next() >> 40) * 0x1p-23 - 1 }
}

/// The update of a DQN, by default 4 → 64 → 64 → 2 on batches of 32, as an agent traces it.
struct UpdateProgram {
  let program: Program
  let online: MultilayerPerceptron
  let target: MultilayerPerceptron
  private var random: TestGenerator

  init(seed: UInt64, widths: [Int] = [64, 64], batch: Int = 32) throws {
    var random = TestGenerator(state: seed)
    func network(_ name: String) -> MultilayerPerceptron {
      MultilayerPerceptron(
        inputs: 4, hidden: widths, outputs: 2, activation: .relu, name: name, using: &random)
    }
    let (online, target) = (network("online"), network("target"))
    program = try Program("update") { trace in
      let next = target(trace.input("next", shape: [batch, 4])).max(axis: 1)
      let targets = trace.input("rewards", shape: [batch]) + 0.99 * next
      let values = online(trace.input("observations", shape: [batch, 4]))
        .gathered(at: trace.indices("actions", shape: [batch]))
      let loss = (targets.detached - values).huber().mean()
      trace.output("loss", loss)
      let adam = Adam(learningRate: 1e-3)
      trace.output(
        "norm",
        trace.minimize(loss, over: online.parameters, with: adam, clippingNorm: 10))
      trace.approach(target.parameters, to: online.parameters, by: 0.01)
    }
    self.online = online
    self.target = target
    self.random = random
  }

  /// Draws a batch and runs.
  mutating func run() {
    for name in ["next", "observations", "rewards"] {
      let values = program.input(name)
      for place in values.indices { values[place] = random.uniform() }
    }
    let actions = program.indices("actions")
    for place in actions.indices { actions[place] = Int32(random.next() % 2) }
    program.run()
  }

  /// All weights, bit by bit.
  var bits: [UInt32] {
    (online.parameters + target.parameters).flatMap { $0.values.map(\.bitPattern) }
  }

  /// The weights after some updates of a program made anew.
  static func bits(seed: UInt64, updates: Int) throws -> [UInt32] {
    var update = try UpdateProgram(seed: seed)
    for _ in 0..<updates { update.run() }
    return update.bits
  }
}
