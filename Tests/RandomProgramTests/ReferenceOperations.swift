@testable import TensorCore

/// What each operation means.
enum ReferenceOperations {
  static func value(of node: Node, _ x: [ReferenceArray]) -> [Double] {
    switch node.operation {
    case .source, .view: x.first?.values ?? []
    case .elementWise(let operation): elementWise(operation, x)
    case .broadcast: broadcast(x[0], to: node.shape)
    case .reduction(let rule): reduced(x[0].values, rule)
    case .cumulativeSum(let rule): cumulativeSum(x[0].values, rule)
    case .matrixProduct(let rule):
      product(x[0], rule.transposesLeft, x[1], rule.transposesRight, node.shape)
    case .batchedProduct(let rule):
      product(x[0], rule.transposesLeft, x[1], rule.transposesRight, node.shape)
    case .choleskyFactor: ReferenceTriangles.factors(x[0])
    case .triangularSolution(let rule): ReferenceTriangles.solutions(x[0], x[1], rule)
    case .permutation(let rule): permuted(x[0], rule.axes, to: node.shape)
    case .concatenation(let rule): concatenated(x, axis: rule.axis, to: node.shape)
    case .slice(let rule):
      ReferenceArray(shape: node.shape) { place in
        x[0][place.adding(rule.lower, at: rule.axis)]
      }.values
    case .gather: ReferenceArray(shape: node.shape) { x[0][$0 + [Int(x[1][$0])]] }.values
    case .scatter(let rule): oneHot(x[1], rule.width) { x[0].values[$0] }
    case .oneHot(let rule): oneHot(x[0], rule.width) { _ in 1 }
    case .rowGather:
      ReferenceArray(shape: node.shape) { place in
        x[0][[Int(x[1][Array(place.dropLast())]), place[place.count - 1]]]
      }.values
    case .rowScatter: rowScatter(x[0], at: x[1], to: node.shape)
    case .argumentOfMaximum(let rule): argumentOfMaximum(x[0].values, rule.axes)
    case .patches(let rule): rule.window.patches(x[0], to: node.shape)
    case .patchSum(let rule): rule.window.sums(of: x[0], to: node.shape)
    case .windowArgument(let rule): rule.window.arguments(x[0], to: node.shape)
    }
  }

  private static func elementWise(_ operation: ElementWise, _ x: [ReferenceArray]) -> [Double] {
    x[0].values.indices.map { index in
      operation.reference(
        x[0].values[index], x.count > 1 ? x[1].values[index] : 0,
        x.count > 2 ? x[2].values[index] : 0)
    }
  }

  private static func broadcast(_ x: ReferenceArray, to shape: [Int]) -> [Double] {
    ReferenceArray(shape: shape) { place in
      x[zip(place.suffix(x.shape.count), x.shape).map { $1 == 1 ? 0 : $0 }]
    }.values
  }

  /// The elements along the middle of three axes, for each place of the others.
  private static func along(_ axes: AxisView, _ make: ((Int) -> Int) -> Double) -> [Double] {
    (0..<axes.outer * axes.inner).map { place in
      let first = place / axes.inner * axes.count * axes.inner + place % axes.inner
      return make { first + $0 * axes.inner }
    }
  }

  private static func reduced(_ x: [Double], _ rule: Reduction) -> [Double] {
    along(rule.axes) { index in
      let values = (0..<rule.axes.count).map { x[index($0)] }
      return switch rule.kind {
      case .sum: values.reduce(0, +)
      case .sumOfSquares: values.reduce(0) { $0 + $1 * $1 }
      case .mean: values.reduce(0, +) / Double(values.count)
      case .maximum: values.reduce(values[0], Swift.max)
      case .minimum: values.reduce(values[0], Swift.min)
      }
    }
  }

  private static func cumulativeSum(_ x: [Double], _ rule: CumulativeSum) -> [Double] {
    var result = x
    for place in 0..<rule.axes.outer * rule.axes.inner {
      let first = place / rule.axes.inner * rule.axes.count * rule.axes.inner
      let column = (0..<rule.axes.count).map {
        first + place % rule.axes.inner + $0 * rule.axes.inner
      }
      var sum = 0.0
      for index in rule.isReversed ? column.reversed() : column {
        sum += x[index]
        result[index] = sum
      }
    }
    return result
  }

  private static func product(
    _ left: ReferenceArray, _ transposesLeft: Bool, _ right: ReferenceArray,
    _ transposesRight: Bool, _ shape: [Int]
  ) -> [Double] {
    let (rows, columns) = (shape[shape.count - 2], shape[shape.count - 1])
    let depth = left.values.count / (Shape.count(shape) / columns)
    return (0..<Shape.count(shape)).map { place in
      let (batch, row, column) = (
        place / columns / rows, place / columns % rows, place % columns
      )
      let (leftStart, rightStart) = (batch * rows * depth, batch * depth * columns)
      return (0..<depth).reduce(0) { sum, k in
        sum + left.values[leftStart + (transposesLeft ? k * rows + row : row * depth + k)]
          * right.values[rightStart + (transposesRight ? column * depth + k : k * columns + column)]
      }
    }
  }

  private static func permuted(_ x: ReferenceArray, _ axes: [Int], to shape: [Int]) -> [Double] {
    ReferenceArray(shape: shape) { place in
      var source = place
      for (index, axis) in axes.enumerated() { source[axis] = place[index] }
      return x[source]
    }.values
  }

  private static func concatenated(
    _ x: [ReferenceArray], axis: Int, to shape: [Int]
  ) -> [Double] {
    ReferenceArray(shape: shape) { place in
      var (source, piece) = (place, 0)
      while source[axis] >= x[piece].shape[axis] {
        source[axis] -= x[piece].shape[axis]
        piece += 1
      }
      return x[piece][source]
    }.values
  }

  private static func oneHot(
    _ indices: ReferenceArray, _ width: Int, _ value: (Int) -> Double
  ) -> [Double] {
    indices.values.indices.flatMap { row in
      (0..<width).map { $0 == Int(indices.values[row]) ? value(row) : 0 }
    }
  }

  private static func rowScatter(
    _ x: ReferenceArray, at indices: ReferenceArray, to shape: [Int]
  ) -> [Double] {
    ReferenceArray(shape: shape) { place in
      indices.values.indices.reduce(0) { sum, row in
        Int(indices.values[row]) == place[0] ? sum + x.values[row * shape[1] + place[1]] : sum
      }
    }.values
  }

  private static func argumentOfMaximum(_ x: [Double], _ axes: AxisView) -> [Double] {
    along(axes) { index in
      Double((0..<axes.count).reduce(0) { x[index($1)] > x[index($0)] ? $1 : $0 })
    }
  }
}

extension [Int] {
  /// A place further along one axis.
  fileprivate func adding(_ distance: Int, at axis: Int) -> [Int] {
    var result = self
    result[axis] += distance
    return result
  }
}
