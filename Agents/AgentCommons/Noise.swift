public import Networks
public import ReinforcementLearning
public import TensorCore

/// The noise of one pass through a network: inputs of a program, which whoever runs it draws.
public final class NoiseInputs {
  /// What the noise of parameters is multiplied with, `[]`; nil disturbs noisy layers only.
  public let scale: Tensor?
  private let name: String
  private var names: [String] = []

  /// Creates the noise of a pass.
  ///
  /// - Parameters:
  ///   - name: What the names of its inputs begin with.
  ///   - scale: What the noise of parameters is multiplied with, `[]`.
  public init(_ name: String, scale: Tensor? = nil) {
    self.name = name
    self.scale = scale
  }

  /// Standard normal numbers for a noisy layer.
  public func draws(of layer: NoisyLinear, in trace: Trace) -> NoisyLinear.Draws {
    let path = "\(name)/\(layer.weight.name)"
    note(["\(path)/weights", "\(path)/outputs"])
    return layer.draws(path, in: trace)
  }

  /// Standard normal numbers in the shape of a parameter.
  public func input(for parameter: Parameter, in trace: Trace) -> Tensor {
    let path = "\(name)/\(parameter.name)"
    note([path])
    return trace.input(path, shape: parameter.shape)
  }

  private func note(_ paths: [String]) {
    names += paths.filter { !names.contains($0) }
  }

  /// Where the program reads them.
  public func buffers(of program: Program) -> NoiseBuffers {
    NoiseBuffers(names.map { program.input($0) })
  }
}

/// The memory of noise, in the order in which it is drawn.
public struct NoiseBuffers {
  /// The memory of each input.
  package private(set) var buffers: [UnsafeMutableBufferPointer<Float>] = []

  /// Creates the memory of no noise.
  public init() {}

  init(_ buffers: [UnsafeMutableBufferPointer<Float>]) { self.buffers = buffers }

  /// Draws all of it anew, from the standard normal law.
  public func draw(using random: inout RandomSource) {
    for buffer in buffers {
      for place in buffer.indices { buffer[place] = Float(random.normal()) }
    }
  }
}
