/// A linear system with a quadratic cost, and the rule that controls it at least cost.
///
/// Shapes: `n` numbers of state, `m` of control.  `x′ = A x + B u + σ ε` with `ε` from the standard
/// normal law; a step costs `xᵀ Q x + uᵀ R u`.
///
/// The least cost is `xᵀ P x + c`, reached by `u = −K x`, where `P` solves the discrete Riccati
/// equation `P = Q + γ Aᵀ P A − γ² Aᵀ P B (R + γ Bᵀ P B)⁻¹ Bᵀ P A`.  Follows Bertsekas, *Dynamic
/// Programming and Optimal Control*, volume II.
public struct LinearSystem: Codable, Sendable {
  let dynamics: Matrix  // A, [n, n]
  let control: Matrix  // B, [n, m]
  let stateCost: Matrix  // Q, [n, n]
  let controlCost: Matrix  // R, [m, m]
  let noise: Double  // σ
  let discount: Double  // γ
  let cost: Matrix  // P, [n, n]
  let gain: Matrix  // K, [m, n]

  /// Describes a system, and solves it.
  ///
  /// - Parameters:
  ///   - dynamics: `A`, `[n, n]`, row by row.
  ///   - control: `B`, `[n, m]`.
  ///   - stateCost: `Q`, `[n, n]`, symmetric, without a direction of negative cost.
  ///   - controlCost: `R`, `[m, m]`, symmetric, every direction of positive cost.
  ///   - noise: `σ`.
  ///   - discount: `γ`.
  /// - Precondition: the system can be kept from running away, and `γ` is less than one where there
  ///   is noise.
  public init(
    dynamics: [[Double]], control: [[Double]], stateCost: [[Double]], controlCost: [[Double]],
    noise: Double = 0, discount: Double = 0.99
  ) {
    precondition(
      noise == 0 || discount < 1, "noise for ever costs without bound unless it is discounted")
    self.dynamics = Matrix(dynamics)
    self.control = Matrix(control)
    self.stateCost = Matrix(stateCost)
    self.controlCost = Matrix(controlCost)
    self.noise = noise
    self.discount = discount
    (cost, gain) = Self.solution(
      self.dynamics, self.control, self.stateCost, self.controlCost, discount)
  }

  /// A mass of 1 kg on a spring of 1 N/m with a friction of 0.2 N s/m, pushed for a tenth of a
  /// second at a time: position and velocity.
  public static let spring = LinearSystem(
    dynamics: [[0.99, 0.098], [-0.1, 0.98]], control: [[0.01], [0.1]],
    stateCost: [[1, 0], [0, 0.1]], controlCost: [[0.1]])

  /// The least expected cost from a state on.
  func leastCost(from state: [Double]) -> Double {
    let chance = noise == 0 ? 0 : discount / (1 - discount) * noise * noise * cost.trace
    return cost.form(of: state) + chance
  }

  /// The control that costs least in the end.
  func bestControl(in state: [Double]) -> [Double] { (gain * state).map { -$0 } }

  /// What follows without noise.
  func next(_ state: [Double], _ control: [Double]) -> [Double] {
    zip(dynamics * state, self.control * control).map { $0 + $1 }
  }

  private static let greatestSweeps = 1_000_000

  /// Iterates the Riccati equation until nothing changes any more: `P` and `K`.
  private static func solution(
    _ dynamics: Matrix, _ control: Matrix, _ stateCost: Matrix, _ controlCost: Matrix,
    _ discount: Double
  ) -> (Matrix, Matrix) {
    var cost = stateCost
    for _ in 0..<greatestSweeps {
      let reach = discount * (control.transposed * cost)
      let gain = (controlCost + reach * control).solve(reach * dynamics)
      let next =
        stateCost + discount * (dynamics.transposed * cost * (dynamics - control * gain))
      let change = zip(next.numbers, cost.numbers).map { abs($0 - $1) }.max() ?? 0
      let scale = next.numbers.map(abs).max() ?? 0
      cost = next
      if change <= 1e-13 * scale { return (cost, gain) }
    }
    preconditionFailure("the system cannot be controlled at a finite cost")
  }
}
