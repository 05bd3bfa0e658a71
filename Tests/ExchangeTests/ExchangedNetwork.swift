import Networks
import ReinforcementLearning
import TensorCore

/// Images over time to values, through a convolution, a normalized hidden layer and a memory.
struct ExchangedNetwork {
  let conv: Conv2D
  let hidden: Linear
  let norm = LayerNorm(width: 8, name: "norm")
  let memory: GRU
  let values: Linear
  /// Three steps of two rows, `[T · B, H, W, C]`.
  static let images = [6, 6, 5, 2]

  init(seed: UInt64) {
    var random = RandomSource(seed: seed)
    conv = Conv2D(
      channels: 2, outputs: 4, window: SlidingWindow(3, stride: 2, padding: 1), name: "conv",
      using: &random)
    hidden = Linear(inputs: 36, outputs: 8, name: "hidden", using: &random)
    memory = GRU(inputs: 8, units: 5, name: "memory", using: &random)
    values = Linear(inputs: 5, outputs: 3, name: "values", using: &random)
  }

  var parameters: [Parameter] {
    conv.parameters + hidden.parameters + norm.parameters + memory.parameters + values.parameters
  }

  /// What it makes of images: `[3, 2, 3]`.
  func outputs(of images: [Float]) throws -> [Float] {
    let program = try Program { trace in
      let features = conv(trace.input("images", shape: Self.images)).relu().flattened()
      let sequence = norm(hidden(features)).tanh().reshaped([3, 2, 8])
      trace.output("outputs", values(memory(sequence)))
    }
    _ = program.input("images").update(fromContentsOf: images)
    program.run()
    return Array(program.output("outputs"))
  }
}

extension Archive.Tensor {
  /// The axes in another order, given for each axis of the result.
  func permuted(_ axes: [Int]) throws -> Archive.Tensor {
    let result = axes.map { shape[$0] }
    let program = try Program { trace in
      trace.output("permuted", trace.input("x", shape: shape).permuted(axes))
    }
    _ = program.input("x").update(fromContentsOf: floats)
    program.run()
    return Archive.Tensor(Array(program.output("permuted")), shape: result)
  }
}
