internal import ReinforcementLearning
internal import VectorMath

/// The sine and the cosine of an angle, the same alone and among others.
struct Direction: Codable {
  var sine: Double
  var cosine: Double

  @inline(__always)
  init(sine: Double, cosine: Double) {
    self.sine = sine
    self.cosine = cosine
  }

  /// The direction of an angle in radians.
  init(of angle: Double) {
    (sine, cosine) = (0, 0)
    withUnsafePointer(to: angle) { apus_sines_and_cosines(&sine, &cosine, $0, 1) }
  }
}

/// The directions of an angle of every copy in a cohort.
struct Directions {
  private let sines: UnsafeMutablePointer<Double>  // before they are found, the angles
  private let cosines: UnsafeMutablePointer<Double>

  /// Does something with memory for directions.
  @inline(__always)
  static func withMemory(_ body: (Directions) -> Void) {
    let most = Cohort<CartPole>.most  // of any environment
    withUnsafeTemporaryAllocation(of: Double.self, capacity: 2 * most) { memory in
      guard let sines = memory.baseAddress else { return }
      body(Directions(sines: sines, cosines: sines + most))
    }
  }

  /// Finds the directions of an angle in radians of each of so many copies.
  @inline(__always)
  func find(_ count: Int, of angle: (Int) -> Double) {
    for copy in 0..<count { sines[copy] = angle(copy) }
    apus_sines_and_cosines(sines, cosines, sines, Int64(count))
  }

  @inline(__always)
  subscript(copy: Int) -> Direction { Direction(sine: sines[copy], cosine: cosines[copy]) }
}
