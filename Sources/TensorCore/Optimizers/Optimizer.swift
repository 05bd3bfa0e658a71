/// Moves parameters against their gradients, within a program.
public protocol Optimizer: AnyObject {
  /// The length of a step, `[]`; a change takes effect in the next run of every program.
  var rate: Parameter { get }
  /// What it remembers from step to step, for checkpoints; empty before parameters are known.
  var state: [Parameter] { get }

  /// Makes the state for parameters, if that has not been done.
  ///
  /// - Throws: ``TraceError`` if it has been made for others: each optimizer has one list.
  func prepare(for parameters: [Parameter]) throws(TraceError)

  /// Adds one step to a program.
  ///
  /// - Parameters:
  ///   - parameters: Those it is prepared for.
  ///   - gradients: Their gradients, in the same order.
  ///   - scale: What the gradients are multiplied by first, `[]`.
  func step(_ parameters: [Parameter], along gradients: [Tensor], scaledBy scale: Tensor)
}

extension Optimizer {
  /// The length of a step; a change takes effect in the next run of every program.
  public var learningRate: Float {
    get { rate.buffer[0] }
    set { rate.buffer[0] = newValue }
  }
}

extension Trace {
  /// Takes one step of an optimizer against the gradient of a loss at the end of each run.
  ///
  /// - Parameters:
  ///   - loss: What is to become less, `[]`.
  ///   - parameters: What is moved.
  ///   - optimizer: What moves them; it has one list of parameters for good.
  ///   - clippingNorm: The norm of all gradients together that is not exceeded: they are scaled by
  ///     `c / (norm + 1e-6)` if that is less than one, as by PyTorch's `clip_grad_norm_`.
  ///   - clippingValue: The size of each element of a gradient that is not exceeded, as by PyTorch's
  ///     `clip_grad_value_`; it comes before the norm's.
  /// - Returns: The norm of the gradients before they are clipped, `[]`.
  @discardableResult
  public func minimize(
    _ loss: Tensor, over parameters: [Parameter], with optimizer: any Optimizer,
    clippingNorm: Float? = nil, clippingValue: Float? = nil
  ) -> Tensor {
    do {
      try optimizer.prepare(for: parameters)
    } catch {
      return mistake(error.operation, error.problem, like: [])
    }
    let gradients = gradients(of: loss, for: parameters)
    let kept = clippingValue.map { limit in gradients.map { $0.clamped(to: -limit...limit) } }
    let scale =
      clippingNorm.map { ($0 / (norm(of: kept ?? gradients) + 1e-6)).minimum(1) } ?? constant(1)
    optimizer.step(parameters, along: kept ?? gradients, scaledBy: scale)
    return norm(of: gradients)
  }

  /// The root of the sum of all squares, `[]`.
  private func norm(of gradients: [Tensor]) -> Tensor {
    let squares = gradients.map { $0.sumOfSquares() }
    return squares.dropFirst().reduce(squares.first ?? constant(0), +).sqrt()
  }
}

/// The parameters that an optimizer was prepared for.
struct PreparedParameters {
  private var parameters: [Parameter]?

  /// Whether they still have to be prepared for.
  mutating func admit(_ others: [Parameter], to optimizer: String) throws(TraceError) -> Bool {
    guard let parameters else {
      self.parameters = others
      return true
    }
    guard parameters.count == others.count, zip(parameters, others).allSatisfy({ $0 === $1 }) else {
      throw TraceError(
        optimizer, "already moves \(parameters.count) other parameters: make one for each list")
    }
    return false
  }
}

extension Parameter {
  /// Zeros in the shape of a parameter.
  convenience init(zerosLike parameter: Parameter, named name: String) {
    self.init(
      "\(name)/\(parameter.name)", shape: parameter.shape,
      values: Array(repeating: 0, count: parameter.count))
  }

  /// Where its memory begins.
  var start: UnsafeMutablePointer<Float> {
    guard let start = buffer.baseAddress else {
      preconditionFailure("a parameter's memory is never empty")
    }
    return start
  }
}
