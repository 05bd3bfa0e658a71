public import TensorCore

/// A function with parameters.
public protocol Layer {
  /// What it learns, each with its path as its name.
  var parameters: [Parameter] { get }
  /// What it keeps besides, which programs update without a gradient; most layers keep nothing.
  var state: [Parameter] { get }
  /// Its value as it acts, in the program of its argument.
  func callAsFunction(_ input: Tensor) -> Tensor
}

extension Layer {
  /// Nothing, for most layers.
  public var state: [Parameter] { [] }
}

/// A layer that also takes something else for its weights, computed from them.
public protocol WeightedLayer: Layer {
  /// What it multiplies its inputs by: `[…, J]`, the outputs last.
  var weight: Parameter { get }
  /// Its value with other weights of that shape.
  func callAsFunction(_ input: Tensor, weight: Tensor) -> Tensor
}

extension WeightedLayer {
  /// Its value with its own weights.
  public func callAsFunction(_ input: Tensor) -> Tensor {
    self(input, weight: input.trace.parameter(weight))
  }
}

/// What follows a linear layer.
public enum Activation: String, Codable, Hashable, Sendable, CaseIterable {
  /// Nothing: `x`.
  case identity
  /// `max(x, 0)`.
  case relu
  /// The hyperbolic tangent.
  case tanh
  /// `1 / (1 + exp(−x))`.
  case sigmoid
  /// `x`, or `x / 100` below zero.
  case leakyRelu
  /// `x`, or `exp(x) - 1` below zero.
  case elu
  /// `x Φ(x)`, exact.
  case gelu
  /// `x / (1 + exp(-x))`.
  case silu
  /// `log(1 + exp(x))`.
  case softplus

  /// Applies it to every element.
  public func callAsFunction(_ input: Tensor) -> Tensor {
    switch self {
    case .identity: input
    case .relu: input.relu()
    case .tanh: input.tanh()
    case .sigmoid: input.sigmoid()
    case .leakyRelu: input.leakyRelu()
    case .elu: input.elu()
    case .gelu: input.gelu()
    case .silu: input.silu()
    case .softplus: input.softplus()
    }
  }
}
