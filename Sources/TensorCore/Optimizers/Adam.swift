#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif
internal import VectorMath

/// Moves each weight by the ratio of its gradient's running mean to its running root mean square.
///
/// Follows Kingma and Ba, *Adam: a method for stochastic optimization*, 2015, algorithm 1, in
/// PyTorch's form: `θ -= α / (1 - β₁ᵗ) · m / (√v / √(1 - β₂ᵗ) + ε)`.
///
/// With weight decay it is AdamW: `θ -= α λ θ` comes first (Loshchilov and Hutter, *Decoupled weight
/// decay regularization*, 2019).  With the greatest mean square so far in place of `v` it is AMSGrad
/// (Reddi, Kale and Kumar, *On the convergence of Adam and beyond*, 2018).
///
/// The count of steps `t` is kept as two floats, `t mod 2²⁰` and `t / 2²⁰`, which is exact for
/// longer than any run lasts, and the corrections are computed from it in double precision.
public final class Adam: Optimizer {
  public let rate: Parameter
  private let settings: Settings
  private let step = Parameter("step", shape: [2], values: [0, 0])
  private let coefficients = UnsafeMutablePointer<apus_adam_coefficients>.allocate(capacity: 1)
  private var prepared = PreparedParameters()
  private var means: [Parameter] = []
  private var squares: [Parameter] = []
  private var greatest: [Parameter] = []

  fileprivate struct Settings: BitwiseCopyable {
    let beta1: Double
    let beta2: Double
    let epsilon: Double
    let weightDecay: Float
    let isMaximal: Bool
  }

  /// Creates an optimizer that has taken no step.
  ///
  /// - Parameters:
  ///   - learningRate: `α`.
  ///   - beta1: `β₁`, what is kept of the mean at each step.
  ///   - beta2: `β₂`, what is kept of the mean square at each step.
  ///   - epsilon: `ε`, which is added to the root.
  ///   - weightDecay: `λ`, the part of each weight that a step of length one takes away: AdamW.
  ///   - isMaximal: Whether the greatest mean square so far is used: AMSGrad.
  public init(
    learningRate: Float, beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8,
    weightDecay: Float = 0, isMaximal: Bool = false
  ) {
    rate = Parameter("learningRate", shape: [], values: [learningRate])
    settings = Settings(
      beta1: beta1, beta2: beta2, epsilon: epsilon, weightDecay: weightDecay, isMaximal: isMaximal)
    coefficients.initialize(to: apus_adam_coefficients())
  }

  deinit { coefficients.deallocate() }

  public var state: [Parameter] { means.isEmpty ? [] : [step] + means + squares + greatest }

  public func prepare(for parameters: [Parameter]) throws(TraceError) {
    guard try prepared.admit(parameters, to: "Adam") else { return }
    means = parameters.map { Parameter(zerosLike: $0, named: "mean") }
    squares = parameters.map { Parameter(zerosLike: $0, named: "square") }
    guard settings.isMaximal else { return }
    greatest = parameters.map { Parameter(zerosLike: $0, named: "greatest square") }
  }

  public func step(
    _ parameters: [Parameter], along gradients: [Tensor], scaledBy scale: Tensor
  ) {
    let trace = scale.trace
    let beginning = AdamBeginning(
      owner: self, rate: rate, step: step, settings: settings, coefficients: coefficients)
    trace.perform(beginning, reading: [], after: .updates)
    for (index, parameter) in parameters.enumerated() {
      let update = AdamUpdate(
        target: parameter, mean: means[index], square: squares[index],
        greatest: settings.isMaximal ? greatest[index] : nil, coefficients: coefficients)
      trace.perform(update, reading: [gradients[index], scale], after: .updates)
    }
  }
}

/// Counts the step and corrects for the moments' having begun at zero.
private struct AdamBeginning: EffectRule {
  /// Keeps the coefficients' memory.
  let owner: Adam
  let rate: Parameter
  let step: Parameter
  let settings: Adam.Settings
  let coefficients: UnsafeMutablePointer<apus_adam_coefficients>

  var name: String { "adam step" }
  var parameters: [Parameter] { [rate, step] }
  var owners: [AnyObject] { [owner] }

  private struct Arguments: BitwiseCopyable {
    let rate: UnsafeMutablePointer<Float>
    let step: UnsafeMutablePointer<Float>
    let settings: Adam.Settings
    let coefficients: UnsafeMutablePointer<apus_adam_coefficients>

    func run() {
      let turn: Float = 1_048_576
      step[0] += 1
      if step[0] == turn { (step[0], step[1]) = (0, step[1] + 1) }
      let count = Double(step[0]) + Double(step[1]) * Double(turn)
      coefficients.pointee = apus_adam_coefficients(
        beta2: Float(settings.beta2), rest1: Float(1 - settings.beta1),
        rest2: Float(1 - settings.beta2), epsilon: Float(settings.epsilon),
        step_size: Float(Double(rate[0]) / (1 - pow(settings.beta1, count))),
        inverse_root: Float(1 / (1 - pow(settings.beta2, count)).squareRoot()),
        keep: 1 - rate[0] * settings.weightDecay)
    }
  }

  func instruction(reading operands: [Operand]) -> Instruction {
    let arguments = Arguments(
      rate: rate.start, step: step.start, settings: settings, coefficients: coefficients)
    return Instruction(name, arguments) {
      $0.assumingMemoryBound(to: Arguments.self).pointee.run()
    }
  }
}

/// Moves one parameter.
private struct AdamUpdate: EffectRule {
  let target: Parameter
  let mean: Parameter
  let square: Parameter
  let greatest: Parameter?
  let coefficients: UnsafeMutablePointer<apus_adam_coefficients>

  var name: String { "adam \(target.name)" }
  var parameters: [Parameter] { [target, mean, square] + [greatest].compactMap(\.self) }

  private struct Arguments: BitwiseCopyable {
    let target: UnsafeMutablePointer<Float>
    let mean: UnsafeMutablePointer<Float>
    let square: UnsafeMutablePointer<Float>
    let greatest: UnsafeMutablePointer<Float>?
    let gradient: UnsafeMutablePointer<Float>
    let scale: UnsafeMutablePointer<Float>
    let count: Int
    let coefficients: UnsafeMutablePointer<apus_adam_coefficients>
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
      target: target.start + first, mean: mean.start + first, square: square.start + first,
      greatest: greatest.map { $0.start + first }, gradient: operands[0].floats + first,
      scale: operands[1].floats, count: range.count, coefficients: coefficients)
    return Instruction(name, arguments) {
      let call = $0.assumingMemoryBound(to: Arguments.self).pointee
      apus_adam(
        call.target, call.mean, call.square, call.greatest, call.gradient, call.scale.pointee,
        Int64(call.count),
        call.coefficients)
    }
  }
}
