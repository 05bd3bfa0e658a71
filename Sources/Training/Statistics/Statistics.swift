/// Numbers that describe several numbers.
public enum Statistics {
  /// The mean; not a number if there is nothing.
  public static func mean(_ numbers: some Collection<Double>) -> Double {
    numbers.reduce(0, +) / Double(numbers.count)
  }

  /// The middle, or the mean of the middle two.
  ///
  /// - Precondition: there is at least one number, and none is not a number.
  public static func median(_ numbers: [Double]) -> Double {
    precondition(!numbers.isEmpty, "nothing has no median")
    let sorted = numbers.sorted()
    let middle = sorted.count / 2
    return sorted.count.isMultiple(of: 2)
      ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
  }

  /// The variance of a sample, `Σ(x − x̄)² / (n − 1)`; zero for fewer than two numbers.
  public static func variance(_ numbers: [Double]) -> Double {
    guard numbers.count > 1 else { return 0 }
    let mean = mean(numbers)
    return numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(numbers.count - 1)
  }

  /// The mean of the middle half: a quarter of the numbers, rounded down, is left out at each end.
  ///
  /// Follows Agarwal et al., *Deep reinforcement learning at the edge of the statistical precipice*,
  /// NeurIPS 2021, with no fractional weights, as their program.
  ///
  /// - Precondition: there is at least one number, and none is not a number.
  public static func interquartileMean(_ numbers: [Double]) -> Double {
    var sorted = numbers
    return interquartileMean(sorting: &sorted)
  }

  static func interquartileMean(sorting numbers: inout [Double]) -> Double {
    numbers.sort()
    let cut = numbers.count / 4
    return mean(numbers[cut..<numbers.count - cut])
  }

  /// The number below which a fraction lies, interpolated between neighbours (type 7 of Hyndman and
  /// Fan, 1996).
  ///
  /// - Precondition: the numbers are sorted, and there is at least one.
  public static func quantile(_ fraction: Double, ofSorted numbers: [Double]) -> Double {
    let place = fraction * Double(numbers.count - 1)
    let below = Int(place)
    let above = min(below + 1, numbers.count - 1)
    return numbers[below] + (place - Double(below)) * (numbers[above] - numbers[below])
  }
}
