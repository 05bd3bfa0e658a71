extension Trace {
  /// An element-wise operation on operands that are repeated to a common shape first.
  func elementWise(_ operation: ElementWise, _ operands: [Tensor]) -> Tensor {
    var shape: [Int] = []
    for operand in operands {
      guard let common = Shape.broadcast(shape, operand.shape) else {
        let shapes = operands.map { "\($0.shape)" }.joined(separator: " and ")
        return mistake(operation.name, "\(shapes) do not fit each other", like: operands[0].shape)
      }
      shape = common
    }
    if operands.contains(where: { $0.place == nil }) { return poisoned(like: shape) }
    for operand in operands {
      guard operand.trace === self else {
        return mistake(operation.name, "an operand belongs to another program", like: shape)
      }
      guard !operand.holdsIndices else {
        return mistake(operation.name, "\(operand.shape) holds indices, not floats", like: shape)
      }
    }
    let spread = operands.map { $0.broadcast(to: shape) }
    return simplified(operation, spread)
      ?? node(.elementWise(operation), spread, shape: shape)
  }

  /// What an operation is without being computed, where an operand is a known number.
  private func simplified(_ operation: ElementWise, _ operands: [Tensor]) -> Tensor? {
    let known = operands.map(\.fill)
    if operands.count == 2 {
      switch (operation, known[0], known[1]) {
      case (.add, let first?, let second?):
        return filled(first + second, shape: operands[0].shape)
      case (.subtract, let first?, let second?):
        return filled(first - second, shape: operands[0].shape)
      case (.multiply, let first?, let second?):
        return filled(first * second, shape: operands[0].shape)
      case (.divide, let first?, let second?):
        return filled(first / second, shape: operands[0].shape)
      case (.add, _, 0), (.subtract, _, 0), (.multiply, _, 1), (.divide, _, 1): return operands[0]
      case (.add, 0, _), (.multiply, 1, _): return operands[1]
      case (.subtract, 0, _), (.multiply, -1, _): return -operands[1]
      case (.multiply, _, -1): return -operands[0]
      default: return nil
      }
    }
    if operation == .negated, let number = known[0] {
      return filled(-number, shape: operands[0].shape)
    }
    if operation == .negated, case .elementWise(.negated)? = operands[0].operation,
      let place = operands[0].place
    {
      return Tensor(trace: self, place: graph[place].inputs[0], shape: operands[0].shape)
    }
    return nil
  }
}

// Shapes that differ are repeated along axes of extent one, as in NumPy.
extension Tensor {
  private func with(_ other: Tensor, _ operation: ElementWise) -> Tensor {
    trace.elementWise(operation, [self, other])
  }

  /// The sums of elements.
  public static func + (left: Tensor, right: Tensor) -> Tensor { left.with(right, .add) }
  /// The sums with a number.
  public static func + (left: Tensor, right: Float) -> Tensor { left + left.trace.constant(right) }
  /// The sums with a number.
  public static func + (left: Float, right: Tensor) -> Tensor { right.trace.constant(left) + right }

  /// The differences of elements.
  public static func - (left: Tensor, right: Tensor) -> Tensor { left.with(right, .subtract) }
  /// The differences to a number.
  public static func - (left: Tensor, right: Float) -> Tensor { left - left.trace.constant(right) }
  /// The differences from a number.
  public static func - (left: Float, right: Tensor) -> Tensor { right.trace.constant(left) - right }

  /// The products of elements.
  public static func * (left: Tensor, right: Tensor) -> Tensor { left.with(right, .multiply) }
  /// The products with a number.
  public static func * (left: Tensor, right: Float) -> Tensor { left * left.trace.constant(right) }
  /// The products with a number.
  public static func * (left: Float, right: Tensor) -> Tensor { right.trace.constant(left) * right }

  /// The quotients of elements.
  public static func / (left: Tensor, right: Tensor) -> Tensor { left.with(right, .divide) }
  /// The quotients by a number.
  public static func / (left: Tensor, right: Float) -> Tensor { left / left.trace.constant(right) }
  /// The quotients of a number.
  public static func / (left: Float, right: Tensor) -> Tensor { right.trace.constant(left) / right }

  /// The elements with the other sign.
  public static prefix func - (operand: Tensor) -> Tensor {
    operand.trace.elementWise(.negated, [operand])
  }
}
