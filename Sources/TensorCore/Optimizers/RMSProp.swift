internal import VectorMath

/// Moves each weight by its gradient over its running root mean square.
///
/// Follows Tieleman and Hinton, *Lecture 6.5: RMSProp*, 2012, as PyTorch computes it:
/// `v = ρ v + (1 - ρ) g²`, `θ -= α g / (√v + ε)`.  Centered, as in Graves, *Generating sequences
/// with recurrent neural networks*, 2013, the variance `v - m²` takes the place of `v`, with
/// `m = ρ m + (1 - ρ) g`, and is kept from falling below zero by rounding.  With momentum,
/// `u = μ u + g / (√v + ε)`, `θ -= α u`.
public final class RMSProp: Optimizer {
  public let rate: Parameter
  private let settings: Settings
  private let isCentered: Bool
  private var prepared = PreparedParameters()
  private var squares: [Parameter] = []
  private var means: [Parameter] = []
  private var velocities: [Parameter] = []

  fileprivate struct Settings: BitwiseCopyable {
    let decay: Double
    let epsilon: Float
    let momentum: Float
  }

  /// Creates an optimizer that has taken no step.
  ///
  /// - Parameters:
  ///   - learningRate: `α`.
  ///   - decay: `ρ`, what is kept of the mean square at each step.
  ///   - epsilon: `ε`, which is added to the root.
  ///   - momentum: `μ`, what is kept of the velocity at each step.
  ///   - isCentered: Whether the variance takes the place of the mean square.
  public init(
    learningRate: Float, decay: Double = 0.99, epsilon: Float = 1e-8, momentum: Float = 0,
    isCentered: Bool = false
  ) {
    rate = Parameter("learningRate", shape: [], values: [learningRate])
    settings = Settings(decay: decay, epsilon: epsilon, momentum: momentum)
    self.isCentered = isCentered
  }

  public var state: [Parameter] { squares + means + velocities }

  public func prepare(for parameters: [Parameter]) throws(TraceError) {
    guard try prepared.admit(parameters, to: "RMSProp") else { return }
    squares = parameters.map { Parameter(zerosLike: $0, named: "square") }
    if isCentered { means = parameters.map { Parameter(zerosLike: $0, named: "mean") } }
    guard settings.momentum != 0 else { return }
    velocities = parameters.map { Parameter(zerosLike: $0, named: "velocity") }
  }

  public func step(
    _ parameters: [Parameter], along gradients: [Tensor], scaledBy scale: Tensor
  ) {
    for (index, parameter) in parameters.enumerated() {
      let update = RMSPropUpdate(
        target: parameter, square: squares[index], mean: isCentered ? means[index] : nil,
        velocity: settings.momentum == 0 ? nil : velocities[index], rate: rate, settings: settings)
      scale.trace.perform(update, reading: [gradients[index], scale], after: .updates)
    }
  }
}

/// Moves one parameter.
private struct RMSPropUpdate: EffectRule {
  let target: Parameter
  let square: Parameter
  let mean: Parameter?
  let velocity: Parameter?
  let rate: Parameter
  let settings: RMSProp.Settings

  var name: String { "rmsprop \(target.name)" }
  var parameters: [Parameter] {
    [target, square, rate] + [mean, velocity].compactMap(\.self)
  }

  private struct Arguments: BitwiseCopyable {
    let target: UnsafeMutablePointer<Float>
    let square: UnsafeMutablePointer<Float>
    let mean: UnsafeMutablePointer<Float>?
    let velocity: UnsafeMutablePointer<Float>?
    let gradient: UnsafeMutablePointer<Float>
    let scale: UnsafeMutablePointer<Float>
    let rate: UnsafeMutablePointer<Float>
    let count: Int
    let settings: RMSProp.Settings

    func run() {
      let coefficients = apus_rmsprop_coefficients(
        rate: rate.pointee, decay: Float(settings.decay), rest: Float(1 - settings.decay),
        epsilon: settings.epsilon, momentum: settings.momentum)
      apus_rmsprop(
        target, square, mean, velocity, gradient, scale.pointee, Int64(count), coefficients)
    }
  }

  func instruction(reading operands: [Operand]) -> Instruction {
    instruction(reading: operands, 0..<target.count)
  }

  func parts(reading operands: [Operand], sharing: Sharing) -> [Instruction]? {
    sharing.ranges(of: target.count, grain: Arena.grain, cost: 6)?.map {
      instruction(reading: operands, $0)
    }
  }

  private func instruction(reading operands: [Operand], _ range: Range<Int>) -> Instruction {
    let first = range.lowerBound
    let arguments = Arguments(
      target: target.start + first, square: square.start + first,
      mean: mean.map { $0.start + first }, velocity: velocity.map { $0.start + first },
      gradient: operands[0].floats + first, scale: operands[1].floats, rate: rate.start,
      count: range.count, settings: settings)
    return Instruction(name, arguments) {
      $0.assumingMemoryBound(to: Arguments.self).pointee.run()
    }
  }
}
