import ReinforcementLearning

/// How the gymnasts of a cohort swing together.
struct Swings {
  private let cohort: Cohort<Acrobot>
  private let physics: Acrobot.Physics
  private let rates: UnsafeMutablePointer<SIMD4<Double>>
  private let sums: UnsafeMutablePointer<SIMD4<Double>>
  // Of the first angle and of the sum of both, each less a right angle, and of the second angle.
  private let first, both, second: Directions

  /// One step by the fourth-order rule of Runge and Kutta, angles within ±π, speeds clipped.
  static func advance(_ cohort: Cohort<Acrobot>) {
    withRates { rates in
      withRates { sums in
        Directions.withMemory { first in
          Directions.withMemory { both in
            Directions.withMemory { second in
              Swings(
                cohort: cohort, physics: cohort[0].pointee.physics, rates: rates, sums: sums,
                first: first, both: both, second: second
              ).advance()
            }
          }
        }
      }
    }
  }

  @inline(__always)
  private static func withRates(_ body: (UnsafeMutablePointer<SIMD4<Double>>) -> Void) {
    withUnsafeTemporaryAllocation(of: SIMD4<Double>.self, capacity: Cohort<Acrobot>.most) {
      if let rates = $0.baseAddress { body(rates) }
    }
  }

  private func advance() {
    let (count, whole) = (cohort.count, physics.interval)
    for copy in 0..<count {
      sums[copy] = SIMD4()
      rates[copy] = SIMD4()
    }
    addRates(after: 0, weight: 1)
    addRates(after: whole / 2, weight: 2)
    addRates(after: whole / 2, weight: 2)
    addRates(after: whole, weight: 1)
    for copy in 0..<count {
      let state = cohort[copy].pointee.state + whole / 6 * sums[copy]
      cohort[copy].pointee.state = physics.limited(state)
    }
    first.find(count) { cohort[$0].pointee.state[0] }
    second.find(count) { cohort[$0].pointee.state[1] }
    for copy in 0..<count {
      cohort[copy].pointee.first = first[copy]
      cohort[copy].pointee.second = second[copy]
    }
  }

  /// Finds the rates after so many seconds at the rates found last, and adds them to the sums.
  @inline(__always)
  private func addRates(after time: Double, weight: Double) {
    let count = cohort.count
    for copy in 0..<count { rates[copy] = cohort[copy].pointee.state + time * rates[copy] }
    first.find(count) { rates[$0][0] - .pi / 2 }
    both.find(count) { rates[$0][0] + rates[$0][1] - .pi / 2 }
    second.find(count) { rates[$0][1] }
    for copy in 0..<count {
      rates[copy] = physics.rate(
        of: rates[copy], cohort[copy].pointee.torque, second[copy],
        SIMD2(first[copy].cosine, both[copy].cosine))
      sums[copy] += weight * rates[copy]
    }
  }
}

extension Acrobot.Physics {
  /// The state with angles within ±π and speeds clipped.
  @inline(__always)
  fileprivate func limited(_ state: SIMD4<Double>) -> SIMD4<Double> {
    SIMD4(
      Self.wrapped(state[0]), Self.wrapped(state[1]),
      min(max(state[2], -greatestSpeeds.x), greatestSpeeds.x),
      min(max(state[3], -greatestSpeeds.y), greatestSpeeds.y))
  }

  private static func wrapped(_ angle: Double) -> Double {
    var angle = angle
    while angle > .pi { angle -= 2 * .pi }
    while angle < -.pi { angle += 2 * .pi }
    return angle
  }

  /// The derivative of the state, by the equations of Sutton and Barto's book.
  ///
  /// `d₁`, `d₂`, `φ₁` and `φ₂` are the book's; the order of the operations is Gymnasium's.
  ///
  /// The `torque` is in N m, `second` is the direction of the second angle, and the `shares` are the
  /// cosines of the first angle and of the sum of both, each less a right angle.
  @inline(__always)
  fileprivate func rate(
    of state: SIMD4<Double>, _ torque: Double, _ second: Direction, _ shares: SIMD2<Double>
  ) -> SIMD4<Double> {
    let (ω1, ω2) = (state[2], state[3])
    let (sine, cosine) = (second.sine, second.cosine)
    let center = centers.y
    let coupling = masses.y * lengths.x * center
    let d1 =
      masses.x * (centers.x * centers.x) + masses.y
      * (lengths.x * lengths.x + center * center + 2 * lengths.x * center * cosine)
      + moments.x + moments.y
    let d2 = masses.y * (center * center + lengths.x * center * cosine) + moments.y
    let φ2 = masses.y * center * gravity * shares.y
    let swing = -coupling * (ω2 * ω2) * sine - 2 * coupling * ω2 * ω1 * sine
    let weight = (masses.x * centers.x + masses.y * lengths.x) * gravity
    let φ1 = swing + weight * shares.x + φ2
    let inertia = masses.y * (center * center) + moments.y - d2 * d2 / d1
    let α2 = (torque + d2 / d1 * φ1 - coupling * (ω1 * ω1) * sine - φ2) / inertia
    return SIMD4(ω1, ω2, -(d2 * α2 + φ1) / d1, α2)
  }
}
