@testable import TensorCore

/// What a random program may do next; a new operation of the core is one more entry.
///
/// Steps keep numbers near one: what overflows or loses all its digits tells nothing.
struct RandomStep: Sendable {
  let make: @Sendable (inout RandomTrace) -> Tensor

  init(_ make: @escaping @Sendable (inout RandomTrace) -> Tensor) { self.make = make }

  static let all =
    elementWise + selecting + reducing + moving + indexing + sliding + multiplying
    + factoring + deriving

  // MARK: - Element by element

  private static let elementWise: [RandomStep] = [
    .init { -$0.any() },
    .init { (0.5 * $0.any()).clamped(to: -3...3).exp() },
    .init { ($0.any().abs() + 0.5).log() },
    .init { ($0.any().abs() + 0.25).sqrt() },
    .init { $0.any().tanh() },
    .init { $0.any().sigmoid() },
    .init { $0.any().relu() },
    .init { $0.any().abs() },
    .init { $0.any().tanh().squared() },
    .init { $0.any().sign() },
    .init { (0.5 * $0.any()).clamped(to: -3...3).expm1() },
    .init { $0.any().abs().log1p() },
    .init { $0.any().softplus() },
    .init { $0.any().clamped(to: -4...4).sin() },
    .init { $0.any().clamped(to: -4...4).cos() },
    .init { $0.any().erf() },
    .init { (0.5 + 2 * $0.any().sigmoid()).logGamma() },
    .init { (0.5 + 2 * $0.any().sigmoid()).digamma() },
    .init { $0.any().gelu() },
    .init { $0.any().elu() },
    .init { $0.any().leakyRelu(slope: 0.1) },
    .init { random in binary(&random) { $0 + $1 } },
    .init { random in binary(&random) { $0 - $1 } },
    .init { random in binary(&random) { $0.tanh() * $1 } },
    .init { random in binary(&random) { $0 / (1 + $1.abs()) } },
    .init { random in binary(&random) { ($0.abs() + 0.5).power($1.tanh()) } },
    .init { ($0.any().abs() + 0.5).power(1.5) },
    .init { random in random.random.number() * random.any() },
    .init { random in random.any() + random.random.number() },
    .init { random in
      let x = random.any()
      return x.straightThrough(x.sign())
    },
    .init { $0.any().detached },
  ]

  private static func binary(
    _ random: inout RandomTrace, _ make: (Tensor, Tensor) -> Tensor
  ) -> Tensor {
    let x = random.any()
    let y = random.fitting(x.shape)
    return random.random.isTrue(oneIn: 2) ? make(x, y) : make(y, x)
  }

  private static let selecting: [RandomStep] = [
    .init { random in binary(&random) { $0.maximum($1) } },
    .init { random in binary(&random) { $0.minimum($1) } },
    .init { random in binary(&random) { $0.greater(than: $1) } },
    .init { random in binary(&random) { $0.greaterOrEqual(to: $1) } },
    .init { random in binary(&random) { $0.less(than: $1) } },
    .init { random in binary(&random) { $0.equal(to: $1) } },
    .init { random in binary(&random) { $0.gating($1) } },
    .init { random in binary(&random) { $0.select(where: $1.greater(than: 0.2), otherwise: $1) } },
    .init { $0.any().clamped(to: -0.75...0.5) },
  ]

  // MARK: - Reductions

  private static let reducing: [RandomStep] = [
    .init { $0.any().mean() },
    .init { 0.1 * $0.any().sum() },
    .init { 0.1 * $0.any().sumOfSquares() },
    .init { $0.any().max() },
    .init { $0.any().min() },
    .init { random in along(&random) { 0.5 * $0.sum(axis: $1) } },
    .init { random in along(&random) { $0.mean(axis: $1, keepingDimensions: true) } },
    .init { random in along(&random) { $0.max(axis: $1) } },
    .init { random in along(&random) { $0.min(axis: $1, keepingDimensions: true) } },
    .init { random in along(&random) { $0.variance(axis: $1, isUnbiased: false) } },
    .init { random in along(&random) { $0.logSumExp(axis: $1) } },
    .init { random in along(&random) { $0.softmax(axis: $1) } },
    .init { random in along(&random) { $0.logSoftmax(axis: $1) } },
    .init { random in along(&random) { 0.3 * $0.cumulativeSum(axis: $1) } },
    .init { random in along(&random) { 0.3 * $0.cumulativeSum(axis: $1, isReversed: true) } },
  ]

  private static func along(
    _ random: inout RandomTrace, _ make: (Tensor, Int) -> Tensor
  ) -> Tensor {
    let x = random.any(rank: 1)
    return make(x, random.axis(of: x))
  }

  // MARK: - Layout

  private static let moving: [RandomStep] = [
    .init { $0.any(rank: 2).transposed() },
    .init { random in
      let x = random.any(rank: 1)
      return x.permuted(Array(x.shape.indices).shuffled(using: &random.random))
    },
    .init { random in
      let x = random.any()
      let divisors = (1...x.count).filter { x.count.isMultiple(of: $0) }
      let first = random.random.among(divisors)
      return x.reshaped([first, x.count / first])
    },
    .init { random in
      let x = random.any()
      return x.broadcast(to: [random.random.among([1, 2, 3])] + x.shape)
    },
    .init { random in
      let x = random.any(rank: 1)
      var other = x.shape
      let axis = random.random.below(other.count)
      other[axis] = random.random.among([1, 2, 3])
      return x.concatenated(random.of(other), x, along: axis)
    },
    .init { random in
      let x = random.any(rank: 1)
      let axis = random.random.below(x.shape.count)
      let lower = random.random.below(x.shape[axis])
      return x.sliced(lower..<lower + 1 + random.random.below(x.shape[axis] - lower), axis: axis)
    },
    // Rows that no block of a chain is a multiple of.
    .init { random in
      guard random.random.isTrue(oneIn: 4) else { return random.any() }
      return (random.of([2, 2_100]) * random.of([2_100])).mean(axis: -1)
    },
    .init { random in along(&random) { $0.padded(before: 1, after: 2, axis: $1, with: 0.5) } },
    .init { random in
      let x = random.any()
      return Tensor.stacked([x, random.of(x.shape)], axis: random.random.among([0, -1]))
    },
  ]

  // MARK: - Indices

  private static let indexing: [RandomStep] = [
    .init { random in
      let x = random.any(rank: 1)
      let shape = Array(x.shape.dropLast())
      return x.gathered(at: random.places(shape, below: x.shape[x.shape.count - 1]))
    },
    .init { random in
      let x = random.any()
      return x.scattered(at: random.places(x.shape, below: 3), count: 3)
    },
    .init { random in
      let count = random.random.among([1, 2, 5])
      return random.places([random.extent()], below: count).oneHot(count)
    },
    .init { random in
      let table = random.of([random.random.among([2, 5, 9]), random.extent()])
      return table.rows(at: random.places([random.extent(), 2], below: table.shape[0]))
    },
    .init { random in
      let x = random.any(rank: 2)
      return x.addedToRows(at: random.places(Array(x.shape.dropLast()), below: 4), count: 4)
    },
    .init { random in along(&random) { $0.argmax(axis: $1).oneHot($0.shape[$0.resolved($1) ?? 0]) }
    },
  ]

  // MARK: - Windows

  private static let sliding: [RandomStep] = [
    .init { random in
      let window = SlidingWindow(
        height: 2, width: 1 + random.random.below(2), stride: 1 + random.random.below(2),
        padding: random.random.below(2))
      return random.image().patches(window)
    },
    .init { random in
      let image = random.image()
      let kernel = random.of([2, 2, image.shape[3], random.random.among([1, 3])])
      return 0.3 * image.convolved(with: kernel, stride: 1, padding: random.random.below(2))
    },
    .init { random in
      random.image().maxPooled(SlidingWindow(2, stride: 1 + random.random.below(2), padding: 1))
    },
  ]

  // MARK: - Products

  private static let multiplying: [RandomStep] = [
    .init { random in product(&random, transposes: (false, false)) },
    .init { random in product(&random, transposes: (true, false)) },
    .init { random in product(&random, transposes: (false, true)) },
    .init { random in product(&random, transposes: (true, true)) },
    .init { random in
      let x = random.any(rank: 2)
      let depth = x.shape[x.shape.count - 1]
      let leading = random.random.among([[], [1], [3]])
      let y = random.of(leading + [2, depth, random.random.among([1, 3, 4])])
      let rows = [x.count / depth, depth]
      return 1 / Float(depth).squareRoot() * x.reshaped([1] + rows).matmul(y)
    },
    .init { random in
      let x = random.any(rank: 1)
      return x.outerProduct(random.of(Array(x.shape.dropLast()) + [3]))
    },
  ]

  private static func product(
    _ random: inout RandomTrace, transposes: (left: Bool, right: Bool)
  ) -> Tensor {
    let x = random.any(rank: 2)
    let matrix = x.reshaped([x.count / x.shape[x.shape.count - 1], x.shape[x.shape.count - 1]])
    let left = transposes.left ? matrix.transposed() : matrix
    let (depth, columns) = (left.shape[1], random.extent())
    let right =
      transposes.right ? random.of([columns, depth]).transposed() : random.of([depth, columns])
    return 1 / Float(depth).squareRoot() * left.matmul(right)
  }

  // MARK: - Triangular matrices

  private static let factoring: [RandomStep] = [
    .init { positiveDefinite(&$0).choleskyFactor() },
    .init { positiveDefinite(&$0).choleskyFactor().logDeterminantOfProduct() },
    .init { random in
      let matrix = positiveDefinite(&random)
      let factor = matrix.choleskyFactor()
      let isUpper = random.random.isTrue(oneIn: 2)
      let right = random.of([matrix.shape[1], random.random.among([1, 3])])
      return (isUpper ? factor.transposed() : factor).triangularSolution(
        right, isUpper: isUpper, isTransposed: random.random.isTrue(oneIn: 2))
    },
  ]

  /// One or two matrices whose eigenvalues are at least one half.
  private static func positiveDefinite(_ random: inout RandomTrace) -> Tensor {
    let count = random.random.among([1, 2, 3, 5])
    let x = random.of([random.random.among([1, 2]), count, 2]).tanh()
    let identity = (0..<count * count).map { Float($0 % (count + 1) == 0 ? 0.5 : 0) }
    return x.matmul(x.transposed())
      + random.trace.constant(identity, shape: [count, count])
  }

  // MARK: - Derivatives within a program

  private static let deriving: [RandomStep] = [
    .init { random in
      let loss = random.any().tanh().mean()
      guard !random.leaves.isEmpty else { return loss }
      return random.trace.gradients(of: loss, for: [random.random.among(random.leaves)])[0]
    }
  ]
}
