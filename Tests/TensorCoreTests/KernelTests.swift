import Foundation
import Testing
import VectorMath

@testable import TensorCore

/// The kernels against references in double precision.
@Suite struct `Vector kernels` {
  /// A primitive of one operand, applied to floats.
  private func applied(_ primitive: apus_primitive, to values: [Float]) -> [Float] {
    var (x, y) = (values, values)
    x.withUnsafeMutableBufferPointer { x in
      y.withUnsafeMutableBufferPointer { y in
        let slots = [(x.baseAddress, APUS_EACH), (y.baseAddress, APUS_EACH)].map {
          apus_slot(base: $0, block: nil, extent: 1, repeats: 1, access: Int32($1.rawValue))
        }
        let step = apus_step(primitive: Int32(primitive.rawValue), out: 1, a: 0, b: 0, c: 0)
        slots.withUnsafeBufferPointer { slots in
          withUnsafePointer(to: step) { steps in
            var chain = apus_chain(
              slots: slots.baseAddress, steps: steps, slot_count: 2, step_count: 1,
              first: 0, count: Int64(x.count), block: 512)
            apus_run_chain(&chain)
          }
        }
      }
    }
    return y
  }

  /// Floats of every exponent and both signs, 64 for each power of two, and what is special.
  private static let everywhere: [Float] = {
    let mantissas = (0..<64).map { Float(1) + Float($0) / 64 }
    let numbers = (-149...127).flatMap { exponent in
      mantissas.map { Float(sign: .plus, exponent: exponent, significand: $0) }
    }
    return numbers + numbers.map { -$0 } + [0, -0.0, .infinity, -.infinity, .nan]
  }()

  /// Densely where the functions bend.
  private static let near: [Float] = (-60_000...60_000).map { Float($0) * 0.002 + 0.00037 }

  /// The greatest error in units of the correctly rounded result's last place.
  private func worst(
    _ primitive: apus_primitive, _ reference: (Double) -> Double, over values: [Float]
  ) -> Double {
    zip(values, applied(primitive, to: values)).reduce(0) { worst, pair in
      let exact = reference(Double(pair.0))
      let rounded = Float(exact)
      if rounded.isNaN || rounded.isInfinite {
        let agrees = rounded.isNaN ? pair.1.isNaN : pair.1 == rounded || pair.1.isInfinite
        return agrees ? worst : .infinity
      }
      return max(worst, abs(Double(pair.1) - exact) / Double(rounded.ulp))
    }
  }

  @Test func `compute elementary functions to four units in the last place`() {
    let functions: [(apus_primitive, (Double) -> Double)] = [
      (APUS_EXP, exp), (APUS_LOG, { $0 < 0 ? .nan : log($0) }), (APUS_TANH, tanh),
      (APUS_SIGMOID, { 1 / (1 + exp(-$0)) }), (APUS_SQRT, { $0.squareRoot() }),
      (APUS_EXPM1, expm1), (APUS_LOG1P, { $0 < -1 ? .nan : log1p($0) }),
      (APUS_SOFTPLUS, { max($0, 0) + log1p(exp(-abs($0))) }), (APUS_SIN, sin), (APUS_COS, cos),
      (APUS_ERF, erf),
      (APUS_LOG_GAMMA, { $0 < 0 ? .nan : lgamma($0).0 }),
    ]
    for (primitive, reference) in functions {
      #expect(worst(primitive, reference, over: Self.everywhere) < 4, "primitive \(primitive)")
      #expect(worst(primitive, reference, over: Self.near) < 4, "primitive \(primitive)")
    }
  }

  @Test func `are seen to fail where the reference is another`() {
    #expect(worst(APUS_EXP, { exp($0 * (1 + 1e-6)) }, over: Self.near) > 4)
  }

  @Test func `let not-a-number pass`() {
    for primitive in [APUS_RELU, APUS_ABS, APUS_SQUARE, APUS_NEGATE, APUS_SIGN] {
      #expect(applied(primitive, to: [.nan])[0].isNaN, "primitive \(primitive)")
    }
  }

  @Test(arguments: [1, 3, 17, 33, 127, 4096, 100_003])
  func `sum accurately, and the same at every alignment`(count: Int) {
    var random = SystemRandomNumberGenerator()
    let values = (0..<count).map { _ in Float.random(in: -1...1, using: &random) }
    let exact = values.reduce(0.0) { $0 + Double($1) }
    let squares = values.reduce(0.0) { $0 + Double($1) * Double($1) }
    var sums: Set<Float> = []
    for shift in 0..<5 {
      let moved = Array(repeating: Float(7), count: shift) + values
      moved.withUnsafeBufferPointer { moved in
        var (sum, square): (Float, Float) = (0, 0)
        apus_sum(&sum, moved.baseAddress! + shift, 1, Int64(count), 1, 1)
        apus_sum_of_squares(&square, moved.baseAddress! + shift, 1, Int64(count), 1, 1)
        sums.insert(sum)
        #expect(abs(Double(sum) - exact) <= 1e-6 * Double(count).squareRoot())
        #expect(abs(Double(square) - squares) <= 1e-6 * squares)
      }
    }
    #expect(sums.count == 1)
  }

  @Test(arguments: [[1, 1], [3, 5], [4, 4], [17, 33], [64, 2], [7, 127]])
  func `transpose`(extents: [Int]) {
    let (rows, columns) = (extents[0], extents[1])
    let values = (0..<rows * columns).map(Float.init)
    var out = values
    apus_transpose(&out, values, Int64(rows), Int64(columns))
    for row in 0..<rows {
      for column in 0..<columns {
        #expect(out[column * rows + row] == values[row * columns + column])
      }
    }
  }

  @Test func `report an index that lies outside`() {
    var out: [Float] = [0, 0]
    #expect(apus_gather(&out, [1, 2, 3, 4], [1, 2], 2, 2) == 1)
    #expect(apus_gather(&out, [1, 2, 3, 4], [-1, 0], 2, 2) == 0)
    #expect(apus_gather(&out, [1, 2, 3, 4], [1, 0], 2, 2) == -1)
    #expect(out == [2, 3])
  }
}

/// Products of every kind of extent, so that every kernel and every edge is met.
@Suite struct `Matrix products` {
  private static let extents: [[Int]] = {
    let sides = [1, 2, 3, 4, 5, 8, 15, 16, 17, 31, 33, 64, 65, 130]
    let depths = [1, 2, 3, 16, 17, 64, 100, 511, 513, 1030]
    return sides.flatMap { n in depths.map { [n, $0] } }
  }()

  private func product(
    _ left: [Float], _ right: [Float], _ m: Int, _ n: Int, _ k: Int, transposes: (Bool, Bool),
    by multiplier: MatrixMultiplier = .own
  ) -> [Float] {
    // What is written is not added to what was there.
    var out = [Float](repeating: .nan, count: m * n)
    out.withUnsafeMutableBufferPointer { out in
      left.withUnsafeBufferPointer { left in
        right.withUnsafeBufferPointer { right in
          let product = apus_product(
            out: out.baseAddress, left: left.baseAddress, right: right.baseAddress, m: Int64(m),
            n: Int64(n), k: Int64(k), transposes_left: transposes.0 ? 1 : 0,
            transposes_right: transposes.1 ? 1 : 0)
          let instruction = multiplier.instruction("matmul", product)
          instruction.call.kernel(instruction.call.arguments)
          instruction.deallocate()
        }
      }
    }
    return out
  }

  private func floats(_ count: Int, seed: Int) -> [Float] {
    (0..<count).map { Float((($0 * 7_919 + seed * 104_729) % 2_003) - 1_001) / 1_001 }
  }

  private func transposed(_ values: [Float], _ rows: Int, _ columns: Int) -> [Float] {
    (0..<rows * columns).map { values[$0 % rows * columns + $0 / rows] }
  }

  private func exact(_ left: [Float], _ right: [Float], _ m: Int, _ n: Int, _ k: Int) -> [Double] {
    var out = [Double](repeating: 0, count: m * n)
    for row in 0..<m {
      for inner in 0..<k {
        let factor = Double(left[row * k + inner])
        for column in 0..<n { out[row * n + column] += factor * Double(right[inner * n + column]) }
      }
    }
    return out
  }

  @Test(arguments: extents, [MatrixMultiplier.own, .openBLAS])
  func `are right in all cases of transposition`(extents: [Int], multiplier: MatrixMultiplier) {
    let (n, k) = (extents[0], extents[1])
    for m in [1, 7, 19, 70] {
      let (left, right) = (floats(m * k, seed: 1), floats(k * n, seed: 2))
      let expected = exact(left, right, m, n, k)
      for transposes in [(false, false), (true, false), (false, true), (true, true)] {
        let result = product(
          transposes.0 ? transposed(left, m, k) : left,
          transposes.1 ? transposed(right, k, n) : right, m, n, k, transposes: transposes,
          by: multiplier)
        let worst = zip(result, expected).reduce(0) { max($0, abs(Double($1.0) - $1.1)) }
        #expect(worst <= 3e-7 * Double(k), "[\(m), \(k)] · [\(k), \(n)] \(transposes)")
      }
    }
  }

  @Test(arguments: extents)
  func `give a row the same bits alone and in a batch`(extents: [Int]) {
    let (n, k) = (extents[0], extents[1])
    let right = floats(k * n, seed: 3)
    let left = floats(70 * k, seed: 4)
    let batch = product(left, right, 70, n, k, transposes: (false, false))
    for m in [1, 2, 3, 8, 21] {
      let part = product(Array(left[..<(m * k)]), right, m, n, k, transposes: (false, false))
      #expect(part == Array(batch[..<(m * n)]), "\(m) rows of [70, \(k)] · [\(k), \(n)]")
    }
  }

  /// Rows with a few numbers that are not zero, at places of their own.
  private func scarce(_ rows: Int, _ columns: Int) -> [Float] {
    var values = [Float](repeating: 0, count: rows * columns)
    for row in 0..<rows {
      for each in 0..<3 {
        values[row * columns + (row * 977 + each * 331) % columns] = 1.7 - Float(each + row % 5)
      }
    }
    return values
  }

  @Test(arguments: [5, 16, 33, 64, 130], [256, 300, 1_030])
  func `leave zeros out to the same bits`(n: Int, width: Int) {
    // Beside rows that are full, the scarce ones are multiplied as those.
    let (left, right) = (scarce(9, width), floats(width * n, seed: 5))
    let beside = product(
      left + floats(9 * width, seed: 6), right, 18, n, width, transposes: (false, false))
    let alone = product(left, right, 9, n, width, transposes: (false, false))
    #expect(alone == Array(beside[..<(9 * n)]))

    let (tall, errors) = (scarce(9, width), floats(9 * n, seed: 7))
    let full = floats(9 * width, seed: 8)
    var joined: [Float] = []
    for row in 0..<9 {
      let places = row * width..<(row + 1) * width
      joined += tall[places] + full[places]
    }
    let besideFull = product(joined, errors, 2 * width, n, 9, transposes: (true, false))
    let gradient = product(tall, errors, width, n, 9, transposes: (true, false))
    #expect(gradient == Array(besideFull[..<(width * n)]))
    #expect(gradient.contains { $0 != 0 })
  }

  @Test func `leave zeros out where nearly all are`() {
    // What is infinite would show in a sum that counts zero times it.
    let (width, n) = (512, 32)
    var left = [Float](repeating: 0, count: 2 * width)
    (left[7], left[width + 500]) = (1, 2)
    var right = floats(width * n, seed: 9)
    for column in 0..<n { right[300 * n + column] = .infinity }
    let result = product(left, right, 2, n, width, transposes: (false, false))
    #expect(Array(result[..<n]) == Array(right[7 * n..<8 * n]))
    #expect(Array(result[n...]) == right[500 * n..<501 * n].map { 2 * $0 })
    for place in 0..<100 { left[place] = 1 }
    #expect(product(left, right, 2, n, width, transposes: (false, false))[0].isNaN)
  }
}
