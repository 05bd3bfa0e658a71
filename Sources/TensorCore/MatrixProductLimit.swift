internal import COpenBLAS

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
    let sizes = products.map { [$0.m * $0.k, $0.k * $0.n, $0.m * $0.n].max() ?? 0 }
    let operands = (0..<3).map { _ in
      [Float](repeating: 0.01, count: max(1, sizes.max() ?? 1))
    }
    var result = operands[2]
    func once() {
      for product in products {
        let (m, n, k) = (Int32(product.m), Int32(product.n), Int32(product.k))
        for _ in 0..<product.count {
          cblas_sgemm(
            CblasRowMajor, CblasNoTrans, CblasNoTrans, m, n, k, 1, operands[0], k, operands[1], n,
            0, &result, n)
        }
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
