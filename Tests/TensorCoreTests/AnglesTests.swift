import Foundation
import Testing
import VectorMath

@Suite struct `Sines and cosines` {
  /// The system's are within 0.6 units in the last place, ours within 0.8.
  @Test(arguments: [0.5, 4, 100, 1e6, 1e12])
  func `are the system's to the last bit but one`(reach: Double) {
    let angles = (0...10_000).map { reach * (Double($0) / 5_000 - 1) * 0.999_7 }
    let (sines, cosines) = found(angles)
    for (place, angle) in angles.enumerated() {
      #expect(abs(sines[place] - sin(angle)) <= 2 * sin(angle).ulp)
      #expect(abs(cosines[place] - cos(angle)) <= 2 * cos(angle).ulp)
    }
  }

  @Test func `are the same bits alone and among others`() {
    let angles = (0..<101).map { 0.37 * Double($0) - 11 } + [-0.0, 2e6]
    let (sines, cosines) = found(angles)
    for (place, angle) in angles.enumerated() {
      let (sine, cosine) = found([angle])
      #expect(sine[0].bitPattern == sines[place].bitPattern)
      #expect(cosine[0].bitPattern == cosines[place].bitPattern)
    }
  }

  @Test func `are no numbers where the angle is none`() {
    for angle in [Double.nan, .infinity, -.infinity] {
      let (sines, cosines) = found([1, angle, 1])
      #expect(sines[1].isNaN && cosines[1].isNaN)
      #expect(sines[0] == found([1]).sines[0])
    }
  }

  private func found(_ angles: [Double]) -> (sines: [Double], cosines: [Double]) {
    var (sines, cosines) = (angles, angles)
    apus_sines_and_cosines(&sines, &cosines, angles, Int64(angles.count))
    return (sines, cosines)
  }
}
