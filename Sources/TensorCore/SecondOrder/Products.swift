/// Products of matrices of derivatives with vectors, without the matrices.
///
/// A vector over parameters `θ` is a list of tensors, each of its parameter's shape;
/// ``Tensor/parted(like:)`` and ``Tensor/flattened(_:)`` make it of `[n]` and back.
///
/// A natural gradient (TRPO) takes, at the old parameters,
///
///     let divergence = old.detached to new, the mean over the batch       // []
///     let v = trace.input("vector", shape: [n])
///     let Fv = trace.hessianProduct(of: divergence, for: θ, times: v.parted(like: θ))
///     trace.output("product", Tensor.flattened(Fv) + damping * v)
///
/// where the old distribution is made of `outputs.detached` of the same network: the Hessian of its
/// divergence to the new one is then Fisher's matrix `F`.  ``ConjugateGradients`` solves `F x = g`
/// by runs of that program, and ``BacktrackingLineSearch`` shortens the step `√(2δ / xᵀFx) x`.
extension Trace {
  /// `J v`, what an output changes by when parameters move along a vector; of the output's shape.
  ///
  /// The gradient `Jᵀ u` is linear in `u`, so that its own gradient by `u` does not depend on `u`.
  public func jacobianProduct(
    of output: Tensor, for parameters: [Parameter], times vector: [Tensor]
  ) -> Tensor {
    // Differentiation needs a node that nothing simplifies away; its values are never read.
    let zeros = Array(repeating: Float(0), count: output.count)
    let u = parameter(Parameter("cotangent", shape: output.shape, values: zeros))
    let pulled = gradients(of: (output * u).sum(), for: parameters)
    return gradients(of: inner(pulled, vector), for: [u])[0]
  }

  /// `H v`, the Hessian of a scalar times a vector; each of its parameter's shape.
  ///
  /// Of the mean divergence from the detached distribution to itself it is Fisher's matrix times the
  /// vector (Schulman, Levine, Moritz, Jordan and Abbeel, *Trust region policy optimization*, 2015,
  /// appendix C).
  public func hessianProduct(
    of loss: Tensor, for parameters: [Parameter], times vector: [Tensor]
  ) -> [Tensor] {
    gradients(of: inner(gradients(of: loss, for: parameters), vector), for: parameters)
  }

  /// `Jᵀ H J v`, where `J` are the derivatives of a network's outputs by its parameters and `H` is
  /// the Hessian of the loss by the outputs; each of its parameter's shape.
  ///
  /// Follows Schraudolph, *Fast curvature matrix-vector products for second-order gradient descent*,
  /// 2002.  It is positive semidefinite where the loss is convex in the outputs.
  public func gaussNewtonProduct(
    of loss: Tensor, through outputs: Tensor, for parameters: [Parameter], times vector: [Tensor]
  ) -> [Tensor] {
    let moved = jacobianProduct(of: outputs, for: parameters, times: vector).detached
    let slopes = gradients(of: loss, for: [outputs])
    let curved = gradients(of: inner(slopes, [moved]), for: [outputs])[0].detached
    return gradients(of: inner([outputs], [curved]), for: parameters)
  }

  /// The sum of the products of all elements, `[]`; no gradient passes to the vector.
  private func inner(_ tensors: [Tensor], _ vector: [Tensor]) -> Tensor {
    guard tensors.map(\.shape) == vector.map(\.shape) else {
      let problem = "\(vector.map(\.shape)) is no vector over \(tensors.map(\.shape))"
      return mistake("matrix-vector product", problem, like: [])
    }
    return zip(tensors, vector).reduce(constant(0)) { $0 + ($1.0 * $1.1.detached).sum() }
  }
}

extension Tensor {
  /// A vector `[n]` over parameters, cut into tensors of their shapes.
  public func parted(like parameters: [Parameter]) -> [Tensor] {
    zip(split(parameters.map(\.count), axis: 0), parameters).map { $0.reshaped($1.shape) }
  }

  /// The elements of tensors one after another, `[n]`.
  ///
  /// - Precondition: there is at least one.
  public static func flattened(_ tensors: [Tensor]) -> Tensor {
    concatenated(tensors.map { $0.reshaped([$0.count]) }, axis: 0)
  }
}
