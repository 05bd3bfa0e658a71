public import TensorCore

/// Columns of mean zero and variance one, scaled and shifted by what is learned: `[…, I]` to
/// `[…, I]`, all leading axes together being the batch; of images `[B, H, W, C]` each channel is a
/// column.
///
/// Follows Ioffe and Szegedy, *Batch normalization*, 2015, as PyTorch computes it.  While it is
/// trained it normalizes by the batch, `(x - mean) / √(variance + ε) · weight + bias`, and moves
/// its statistics towards the batch's; as it acts it normalizes by those, so that a row has the
/// bits that it has in a batch.
public struct BatchNorm: Layer {
  /// `[I]`, named `<name>/weight`.
  public let weight: Parameter
  /// `[I]`, zeros at first, named `<name>/bias`.
  public let bias: Parameter
  /// `[I]`, zeros at first, named `<name>/runningMean`.
  public let runningMean: Parameter
  /// `[I]`, ones at first, named `<name>/runningVariance`: of unbiased variances.
  public let runningVariance: Parameter
  /// `ε`.
  public let epsilon: Float
  /// How far the statistics move towards the batch's.
  public let momentum: Float

  /// Creates a layer for rows of so many numbers, whose weights are all `scale` at first.
  public init(
    width: Int, name: String, scale: Float = 1, epsilon: Float = 1e-5, momentum: Float = 0.1
  ) {
    let weight = Parameter(
      "\(name)/weight", shape: [width], values: Array(repeating: scale, count: width))
    let bias = Parameter("\(name)/bias", shape: [width], values: Array(repeating: 0, count: width))
    self.init(weight, bias, name: name, epsilon: epsilon, momentum: momentum)
  }

  /// Creates a layer with statistics of its own that shares what is learned.
  init(_ weight: Parameter, _ bias: Parameter, name: String, epsilon: Float, momentum: Float) {
    self.weight = weight
    self.bias = bias
    runningMean = Parameter(
      "\(name)/runningMean", shape: weight.shape, values: Array(repeating: 0, count: weight.count))
    runningVariance = Parameter(
      "\(name)/runningVariance", shape: weight.shape,
      values: Array(repeating: 1, count: weight.count))
    self.epsilon = epsilon
    self.momentum = momentum
  }

  public var parameters: [Parameter] { [weight, bias] }
  public var state: [Parameter] { [runningMean, runningVariance] }

  public func callAsFunction(_ input: Tensor) -> Tensor {
    let trace = input.trace
    return scaled(
      input - trace.parameter(runningMean), variance: trace.parameter(runningVariance))
  }

  /// Its value on a batch, `[…, I]` to `[…, I]`, by the statistics of that batch; at the end of
  /// each run its own move towards those, so that it is trained once in a program.
  public func training(_ input: Tensor) -> Tensor {
    let trace = input.trace
    let count = input.count / max(weight.count, 1)
    guard input.shape.last == weight.count, count > 1 else {
      trace.refuse(
        "batchNorm", "\(input.shape) is not more than one row of \(weight.count) to train on")
      return input
    }
    let rows = input.reshaped([count, weight.count])
    let mean = rows.mean(axis: 0)
    let centered = rows - mean
    let variance = centered.squared().mean(axis: 0)
    move(runningMean, to: mean)
    move(runningVariance, to: variance * (Float(count) / Float(count - 1)))
    return scaled(centered, variance: variance).reshaped(input.shape)
  }

  private func scaled(_ centered: Tensor, variance: Tensor) -> Tensor {
    let trace = centered.trace
    let scale = trace.parameter(weight) / (variance + epsilon).sqrt()
    return centered * scale + trace.parameter(bias)
  }

  private func move(_ statistic: Parameter, to value: Tensor) {
    let trace = value.trace
    let moved = (1 - momentum) * trace.parameter(statistic) + momentum * value
    trace.assign(moved.detached, to: statistic)
  }
}

/// Batch normalization between the steps of a recurrent network: what is learned is shared by all
/// steps, while each has statistics of its own, and those beyond the last have the last one's.
///
/// Follows Cooijmans, Ballas, Laurent, Gülçehre and Courville, *Recurrent batch normalization*,
/// 2017, with their initial scale of 0.1, which keeps gradients from vanishing.
public struct RecurrentBatchNorm {
  /// One layer for each step, named `<name>/0`, `<name>/1`, and so on; their weight and bias are one
  /// and the same, named `<name>/weight` and `<name>/bias`.
  public let steps: [BatchNorm]

  /// Creates layers for rows of so many numbers.
  ///
  /// - Precondition: there is at least one step.
  public init(
    width: Int, steps: Int, name: String, scale: Float = 0.1, epsilon: Float = 1e-5,
    momentum: Float = 0.1
  ) {
    precondition(steps > 0, "\(name) has no steps")
    let first = BatchNorm(width: width, name: name, scale: scale)
    self.steps = (0..<steps).map {
      BatchNorm(
        first.weight, first.bias, name: "\(name)/\($0)", epsilon: epsilon, momentum: momentum)
    }
  }

  /// What all steps learn together: `[I]` and `[I]`.
  public var parameters: [Parameter] { steps[0].parameters }
  /// The statistics of all steps.
  public var state: [Parameter] { steps.flatMap(\.state) }

  /// The layer of a step, counted from zero.
  public subscript(step: Int) -> BatchNorm { steps[min(step, steps.count - 1)] }
}
