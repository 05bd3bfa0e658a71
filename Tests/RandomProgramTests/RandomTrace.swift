@testable import TensorCore

/// A trace that grows by random steps, with the numbers that it reads.
struct RandomTrace {
  let trace: Trace
  var random: TestGenerator
  private(set) var pool: [Tensor] = []
  private(set) var inputs: [String: [Float]] = [:]
  private(set) var indices: [String: [Int32]] = [:]
  private(set) var parameters: [Parameter] = []
  /// What gradients may be asked for.
  private(set) var leaves: [Tensor] = []

  static let greatestCount = 5_000

  init(_ trace: Trace, _ random: TestGenerator) {
    self.trace = trace
    self.random = random
    for _ in 0..<2 { add(source(shape())) }
  }

  // MARK: - Sources

  mutating func extent() -> Int {
    random.isTrue(oneIn: 16)
      ? random.among([16, 17, 33, 64, 70]) : random.among([1, 2, 3, 4, 5, 7])
  }

  mutating func shape() -> [Int] {
    let rank = random.among([0, 1, 2, 2, 2, 3, 3, 4])
    while true {
      let shape = (0..<rank).map { _ in extent() }
      if Shape.count(shape) <= Self.greatestCount { return shape }
    }
  }

  mutating func numbers(_ count: Int) -> [Float] { (0..<count).map { _ in random.number() } }

  /// New numbers of a shape: an input, a parameter or a constant.
  mutating func source(_ shape: [Int]) -> Tensor {
    let values = numbers(Shape.count(shape))
    switch random.below(8) {
    case 0: return trace.constant(values, shape: shape)
    case 1: return trace.constant(values[0]).broadcast(to: shape)
    case 2, 3, 4: return weight(shape, values)
    default:
      let name = "x\(inputs.count)"
      inputs[name] = values
      let tensor = trace.input(name, shape: shape)
      leaves.append(tensor)
      return tensor
    }
  }

  mutating func weight(_ shape: [Int], _ values: [Float]) -> Tensor {
    let parameter = Parameter("p\(parameters.count)", shape: shape, values: values)
    parameters.append(parameter)
    let tensor = trace.parameter(parameter)
    leaves.append(tensor)
    return tensor
  }

  /// New indices below a count.
  mutating func places(_ shape: [Int], below count: Int) -> Tensor {
    let name = "i\(indices.count)"
    indices[name] = (0..<Shape.count(shape)).map { _ in Int32(random.below(count)) }
    return trace.indices(name, shape: shape)
  }

  // MARK: - Operands

  /// Any tensor of so many axes at least.
  mutating func any(rank: Int = 0) -> Tensor {
    let fitting = pool.suffix(12).filter { $0.shape.count >= rank }
    if !fitting.isEmpty { return random.among(fitting) }
    return source((0..<max(rank, 1)).map { _ in random.among([1, 2, 3, 4, 5]) })
  }

  /// A tensor of a shape.
  mutating func of(_ shape: [Int]) -> Tensor {
    let fitting = pool.filter { $0.shape == shape }
    return fitting.isEmpty || random.isTrue(oneIn: 3) ? source(shape) : random.among(fitting)
  }

  /// Images that a window of two by two fits into, `[B, H, W, C]`.
  mutating func image() -> Tensor {
    let known = pool.filter { $0.shape.count == 4 && $0.shape[1] > 1 && $0.shape[2] > 1 }
    if !known.isEmpty, random.isTrue(oneIn: 2) { return random.among(known) }
    return of([
      random.among([1, 2, 3]), random.among([2, 3, 5]), random.among([2, 4]), random.among([1, 3]),
    ])
  }

  /// A tensor that can be repeated to a shape.
  mutating func fitting(_ shape: [Int]) -> Tensor {
    var part = Array(shape.dropFirst(random.isTrue(oneIn: 3) ? random.below(shape.count + 1) : 0))
    for axis in part.indices where random.isTrue(oneIn: 4) { part[axis] = 1 }
    return of(part)
  }

  mutating func axis(of tensor: Tensor) -> Int {
    random.isTrue(oneIn: 4) ? -1 : random.below(tensor.shape.count)
  }

  /// Takes a result among the operands of later steps, unless it is too large or empty.
  mutating func add(_ tensor: Tensor) {
    guard tensor.count <= Self.greatestCount, !tensor.holdsIndices else { return }
    pool.append(tensor)
  }

  /// Does one random step.
  mutating func grow() { add(random.among(RandomStep.all).make(&self)) }
}
