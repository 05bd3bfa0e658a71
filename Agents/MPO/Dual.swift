internal import Networks
internal import TensorCore

/// What a constraint costs: a number above zero, or one for each dimension, that is learned.
///
/// It is `softplus(x) + 1e-8` of a parameter `x ≥ −18`, as in Acme's program.
struct Dual {
  /// `x`, `[]` or `[D]`.
  let parameter: Parameter

  private static let least: Float = -18

  /// Creates a dual that begins at `softplus(x)`.
  init(_ name: String, shape: [Int] = [], beginning x: Float) {
    parameter = Parameter(
      name, shape: shape, values: Array(repeating: x, count: shape.reduce(1, *)))
  }

  /// Its value in a computation, of the parameter's shape.
  func value(in trace: Trace) -> Tensor { trace.parameter(parameter).softplus() + 1e-8 }

  /// Keeps `x` where its gradient does not vanish.
  func project() {
    for place in parameter.buffer.indices {
      parameter.buffer[place] = max(parameter.buffer[place], Self.least)
    }
  }

  /// `Σ α (ε − sg(D))` for measured divergences `D`: the constraint costs more while it is broken.
  func loss(_ divergences: Tensor, bound: Float) -> Tensor {
    (value(in: divergences.trace) * (bound - divergences.detached)).sum()
  }

  /// `Σ sg(α) D`.
  func penalty(_ divergences: Tensor) -> Tensor {
    (value(in: divergences.trace).detached * divergences).sum()
  }
}
