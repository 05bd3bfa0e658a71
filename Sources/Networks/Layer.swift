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

  /// Applies it to every element.
  public func callAsFunction(_ input: Tensor) -> Tensor {
    switch self {
    case .identity: input
    case .relu: input.relu()
    case .tanh: input.tanh()
    case .sigmoid: input.sigmoid()
    }
  }
}
