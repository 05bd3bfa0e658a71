public import TensorCore

/// A function with parameters.
public protocol Layer {
  /// What it learns, each with its path as its name.
  var parameters: [Parameter] { get }
  /// Its value, in the program of its argument.
  func callAsFunction(_ input: Tensor) -> Tensor
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
