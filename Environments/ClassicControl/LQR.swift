import Foundation
public import ReinforcementLearning

/// A linear system to be kept near zero at a quadratic cost: the task whose best control is known.
///
/// | Observation | Unit | Range |
/// |---|---|---|
/// | the state `x`, as many numbers as the system has | – | unbounded |
///
/// The action is the control `u`, each number within a limit.  A step costs `xᵀ Q x + uᵀ R u` of the
/// state before it.  The episode has no end of its own.  It begins with every number of the state
/// uniform within ±1.
///
/// The exact solution knows of no limit: it is exact wherever the best control stays within it, as it
/// does from every beginning of `LQR-v0`, and no control is better than it anywhere.
///
/// Follows Kalman, *Contributions to the theory of optimal control*, Boletín de la Sociedad
/// Matemática Mexicana 5, 1960, discounted and in discrete time.
public struct LQR: Environment {
  private let system: LinearSystem
  private let limit: Float
  private var state: [Double]

  /// Creates a system at rest.
  ///
  /// - Parameters:
  ///   - system: The system and its costs.
  ///   - limit: The greatest control to either side.
  public init(_ system: LinearSystem = .spring, limit: Float = 4) {
    self.system = system
    self.limit = limit
    state = Array(repeating: 0, count: system.dynamics.rows)
  }

  public var observationSpace: Space {
    .box(Box(Array(repeating: Box.unbounded, count: state.count)))
  }

  public var actionSpace: Space {
    .box(Box(shape: [system.control.columns], in: -limit...limit))
  }

  public mutating func reset(using random: inout RandomSource) {
    for place in state.indices { state[place] = random.uniform(in: -1..<1) }
  }

  public mutating func step(_ action: [Float], using random: inout RandomSource) -> Outcome {
    let control = action.map { Double($0) }
    let cost = system.stateCost.form(of: state) + system.controlCost.form(of: control)
    state = system.next(state, control)
    if system.noise > 0 {
      for place in state.indices { state[place] += system.noise * random.normal() }
    }
    return Outcome(reward: -cost)
  }

  public func observe(into row: inout MutableSpan<Float>) {
    for place in state.indices { row[place] = Float(state[place]) }
  }
}

extension LQR {
  /// A mass on a spring, with episodes of 500 steps.
  ///
  /// Less than a hundredth of the discounted cost lies beyond them.  The best control returns −3.3 on
  /// average, undiscounted.
  public static let v0 = EnvironmentEntry(
    "LQR-v0", summary: "Bring a mass on a spring to rest, at the least quadratic cost.",
    rewards: "minus the squares of position, a tenth of velocity's and push's; 500 steps",
    source: "Kalman, 1960", randomReturn: -936, solvedReturn: -4, trainingSteps: 50_000
  ) { TimeLimited(LQR(), steps: 500) }
}

// MARK: - Solution

extension LQR: Solvable {
  public var discount: Double { system.discount }

  public func optimum() -> Optimum {
    let control = system.bestControl(in: state).map { min(max(Float($0), -limit), limit) }
    return Optimum(value: -system.leastCost(from: state), actions: [control])
  }
}

// MARK: - Appearance

extension LQR: Drawable {
  public func draw(on canvas: inout Canvas) {
    canvas.bounds = Canvas.Bounds(x: -1.6...1.6, y: -1.6...1.6)
    for end in [Canvas.Point(1.5, 0), Canvas.Point(0, 1.5)] {
      canvas.add(
        .line(
          from: Canvas.Point(-end.x, -end.y), to: end, thickness: 0.02, color: .muted))
    }
    drawBestCourse(on: &canvas)
    canvas.add(.circle(center: Canvas.Point(0, 0), radius: 0.06, fill: .green))
    canvas.add(.circle(center: place(of: state), radius: 0.09, fill: .blue))
  }

  /// The way that the best control would take without noise and limits.
  private func drawBestCourse(on canvas: inout Canvas) {
    var state = state
    for _ in 0..<60 {
      let next = system.next(state, system.bestControl(in: state))
      canvas.add(
        .line(from: place(of: state), to: place(of: next), thickness: 0.03, color: .orange))
      state = next
    }
  }

  /// The first two numbers of a state, those far away drawn nearer.
  private func place(of state: [Double]) -> Canvas.Point {
    func shown(_ number: Double) -> Double { 1.5 * tanh(number / 1.5) }
    return Canvas.Point(shown(state[0]), state.count > 1 ? shown(state[1]) : 0)
  }
}
