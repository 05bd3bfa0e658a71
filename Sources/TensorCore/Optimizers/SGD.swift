internal import VectorMath

/// Moves each weight against its gradient, with momentum if it is wanted.
///
/// As PyTorch computes it: `v = μ v + g`, `θ -= α v`, and with Nesterov's momentum
/// `θ -= α (g + μ v)`.
public final class SGD: Optimizer {
  public let rate: Parameter
  private let momentum: Float
  private let isNesterov: Bool
  private var prepared = PreparedParameters()
  private var velocities: [Parameter] = []

  /// Creates an optimizer that has taken no step.
  ///
  /// - Parameters:
  ///   - learningRate: `α`.
  ///   - momentum: `μ`, what is kept of the velocity at each step.
  ///   - isNesterov: Whether the step looks ahead along the velocity.
  public init(learningRate: Float, momentum: Float = 0, isNesterov: Bool = false) {
    rate = Parameter("learningRate", shape: [], values: [learningRate])
    self.momentum = momentum
    self.isNesterov = isNesterov
  }

  public var state: [Parameter] { velocities }

  public func prepare(for parameters: [Parameter]) throws(TraceError) {
    guard try prepared.admit(parameters, to: "SGD"), momentum != 0 else { return }
    velocities = parameters.map { Parameter(zerosLike: $0, named: "velocity") }
  }

  public func step(
    _ parameters: [Parameter], along gradients: [Tensor], scaledBy scale: Tensor
  ) {
    for (index, parameter) in parameters.enumerated() {
      let update = DescentUpdate(
        target: parameter, velocity: momentum == 0 ? nil : velocities[index], rate: rate,
        momentum: momentum, isNesterov: isNesterov)
      scale.trace.perform(update, reading: [gradients[index], scale], after: .updates)
    }
  }
}

/// Moves one parameter.
private struct DescentUpdate: EffectRule {
  let target: Parameter
  let velocity: Parameter?
  let rate: Parameter
  let momentum: Float
  let isNesterov: Bool

  var name: String { "sgd \(target.name)" }
  var parameters: [Parameter] { [target, rate] + [velocity].compactMap(\.self) }

  private struct Arguments: BitwiseCopyable {
    let target: UnsafeMutablePointer<Float>
    let velocity: UnsafeMutablePointer<Float>
    let gradient: UnsafeMutablePointer<Float>
    let scale: UnsafeMutablePointer<Float>
    let rate: UnsafeMutablePointer<Float>
    let momentum: Float
    let isNesterov: Bool
    let count: Int
  }

  func instruction(reading operands: [Operand]) -> Instruction {
    instruction(reading: operands, 0..<target.count)
  }

  func parts(reading operands: [Operand], sharing: Sharing) -> [Instruction]? {
    sharing.ranges(of: target.count, grain: Arena.grain, cost: 3)?.map {
      instruction(reading: operands, $0)
    }
  }

  private func instruction(reading operands: [Operand], _ range: Range<Int>) -> Instruction {
    let first = range.lowerBound
    // Without momentum the kernel does not touch the velocity.
    let arguments = Arguments(
      target: target.start + first, velocity: (velocity ?? target).start + first,
      gradient: operands[0].floats + first, scale: operands[1].floats, rate: rate.start,
      momentum: momentum, isNesterov: isNesterov, count: range.count)
    return Instruction(name, arguments) {
      let call = $0.assumingMemoryBound(to: Arguments.self).pointee
      apus_gradient_descent(
        call.target, call.velocity, call.gradient, call.scale.pointee, Int64(call.count),
        call.rate.pointee, call.momentum, call.isNesterov)
    }
  }
}
