/// Solves `A x = b` for a symmetric positive definite matrix that is known by its products.
///
/// Follows Hestenes and Stiefel, *Methods of conjugate gradients for solving linear systems*, 1952,
/// from `x = 0`.  Inner products are summed in double precision.
public struct ConjugateGradients: Sendable {
  /// The most products that are taken.
  public var iterations: Int
  /// The squared norm of the residual `b - A x` at which it is done.
  public var tolerance: Double

  /// Creates a solver; the defaults are those of TRPO in SB3-contrib.
  public init(iterations: Int = 15, tolerance: Double = 1e-10) {
    self.iterations = iterations
    self.tolerance = tolerance
  }

  /// The solution for a right-hand side, `[n]`, of a program that computes `product`, `A v`, `[n]`,
  /// of its input `vector`, `v`, `[n]`.
  public func solution(for side: [Float], by program: Program) -> [Float] {
    let vector = program.input("vector")
    return solution(for: side) {
      _ = vector.update(fromContentsOf: $0)
      program.run()
      return Array(program.output("product"))
    }
  }

  /// The solution for a right-hand side, `[n]`, of a function that computes `A v`.
  public func solution(for side: [Float], by product: ([Float]) -> [Float]) -> [Float] {
    var x = [Float](repeating: 0, count: side.count)
    var residual = side
    var direction = side
    var square = Self.inner(residual, residual)
    for _ in 0..<iterations where square > tolerance {
      let image = product(direction)
      let curvature = Self.inner(direction, image)
      // Rounding, or a matrix that is not positive definite: there is no minimum along it.
      guard curvature > 0 else { return x }
      let length = Float(square / curvature)
      for place in x.indices {
        x[place] += length * direction[place]
        residual[place] -= length * image[place]
      }
      let next = Self.inner(residual, residual)
      let kept = Float(next / square)
      for place in x.indices { direction[place] = residual[place] + kept * direction[place] }
      square = next
    }
    return x
  }

  private static func inner(_ first: [Float], _ second: [Float]) -> Double {
    zip(first, second).reduce(0) { $0 + Double($1.0) * Double($1.1) }
  }
}
