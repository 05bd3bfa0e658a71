internal import COpenBLAS
internal import VectorMath

/// How long the matrix products of a program take when nothing else is done: the limit of its speed.
public enum MatrixProductLimit {
  /// The seconds that OpenBLAS takes for some products, one after the other on one thread, each in
  /// its fastest form (neither factor transposed), its operands in the cache.
  ///
  /// - Parameters:
  ///   - products: The shapes.
  ///   - seconds: For how long to measure.
  /// - Returns: The median of several spells.
  public static func openBLAS(
    _ products: [ProgramStatistics.Product], measuredFor seconds: Double
  ) -> Double {
    openblas_set_num_threads(1)
    return median(products, measuredFor: seconds) { product, left, right, out in
      let (m, n, k) = (Int32(product.m), Int32(product.n), Int32(product.k))
      cblas_sgemm(
        CblasRowMajor, CblasNoTrans, CblasNoTrans, m, n, k, 1, left, k, right, n, 0, out, n)
    }
  }

  /// The seconds that the kernels which programs use take for the same.
  public static func ownKernels(
    _ products: [ProgramStatistics.Product], measuredFor seconds: Double
  ) -> Double {
    median(products, measuredFor: seconds) { product, left, right, out in
      var call = apus_product(
        out: out, left: left, right: right, m: Int64(product.m), n: Int64(product.n),
        k: Int64(product.k), transposes_left: 0, transposes_right: 0)
      apus_multiply_matrices(&call)
    }
  }

  private typealias Multiply = (
    ProgramStatistics.Product, UnsafePointer<Float>, UnsafePointer<Float>,
    UnsafeMutablePointer<Float>
  ) -> Void

  private static func median(
    _ products: [ProgramStatistics.Product], measuredFor seconds: Double, _ multiply: Multiply
  ) -> Double {
    let sizes = products.map { [$0.m * $0.k, $0.k * $0.n, $0.m * $0.n].max() ?? 0 }
    let operands = (0..<3).map { _ in AlignedMemory.allocate(floats: sizes.max() ?? 1) }
    defer { for operand in operands { operand.deallocate() } }
    for operand in operands { operand.update(repeating: 0.01, count: sizes.max() ?? 1) }
    func once() {
      for product in products {
        for _ in 0..<product.count { multiply(product, operands[0], operands[1], operands[2]) }
      }
    }
    let spells = 7
    let times = (0..<spells).map { _ in
      let start = ContinuousClock.now
      var count = 0
      var elapsed = 0.0
      while elapsed < seconds / Double(spells) {
        for _ in 0..<16 { once() }
        count += 16
        elapsed = (ContinuousClock.now - start) / .seconds(1)
      }
      return elapsed / Double(count)
    }
    return times.sorted()[spells / 2]
  }
}
