extension Tensor {
  /// A number before and after the elements along an axis.
  ///
  /// - Parameters:
  ///   - before: How many places come first.
  ///   - after: How many places come last.
  ///   - axis: The axis, which grows by as many; a negative one counts from the end.
  ///   - value: What stands there.
  /// - Returns: This shape, longer along the axis.
  public func padded(before: Int, after: Int, axis: Int, with value: Float = 0) -> Tensor {
    guard let place = resolved(axis) else {
      return trace.mistake("padded", "\(shape) has no axis \(axis)", like: shape)
    }
    guard before >= 0, after >= 0 else {
      return trace.mistake(
        "padded", "\(shape) by \(before) and \(after): not less than nothing", like: shape)
    }
    func border(_ extent: Int) -> [Tensor] {
      var border = shape
      border[place] = extent
      return extent == 0 ? [] : [trace.filled(value, shape: border)]
    }
    return Tensor.concatenated(border(before) + [self] + border(after), axis: place)
  }

  /// Tensors of one shape along a new axis: `n` of `[…]` are `[…, n, …]`.
  ///
  /// - Precondition: there is at least one.
  /// - Parameters:
  ///   - tensors: The tensors.
  ///   - axis: The place of the new axis; a negative one counts from the end of the result.
  /// - Returns: `[…, n, …]`.
  public static func stacked(_ tensors: [Tensor], axis: Int = 0) -> Tensor {
    precondition(!tensors.isEmpty, "there is nothing to stack")
    let first = tensors[0]
    let place = axis < 0 ? axis + first.shape.count + 1 : axis
    guard (0...first.shape.count).contains(place) else {
      return first.trace.mistake(
        "stacked", "\(first.shape): no place \(axis) for an axis", like: first.shape)
    }
    guard tensors.allSatisfy({ $0.shape == first.shape }) else {
      let shapes = tensors.map { "\($0.shape)" }.joined(separator: ", ")
      return first.trace.mistake("stacked", "\(shapes) are not one shape", like: first.shape)
    }
    var shape = first.shape
    shape.insert(1, at: place)
    return concatenated(tensors.map { $0.reshaped(shape) }, axis: place)
  }

  /// The pieces of some extents along an axis, one after another.
  ///
  /// - Parameters:
  ///   - extents: The extent of each piece; together, that of the axis.
  ///   - axis: The axis; a negative one counts from the end.
  /// - Returns: As many tensors as extents.
  public func split(_ extents: [Int], axis: Int) -> [Tensor] {
    guard let place = resolved(axis) else {
      return [trace.mistake("split", "\(shape) has no axis \(axis)", like: shape)]
    }
    guard extents.allSatisfy({ $0 > 0 }), extents.reduce(0, +) == shape[place] else {
      let mistake = trace.mistake(
        "split", "\(extents) do not make up axis \(axis) of \(shape)", like: shape)
      return extents.map { _ in mistake }
    }
    var lower = 0
    return extents.map { extent in
      defer { lower += extent }
      return sliced(lower..<lower + extent, axis: place)
    }
  }

  /// So many equal pieces along an axis.
  public func split(into count: Int, axis: Int) -> [Tensor] {
    guard let place = resolved(axis), count > 0, shape[place].isMultiple(of: count) else {
      let mistake = trace.mistake(
        "split", "axis \(axis) of \(shape) does not fall into \(count) equal pieces", like: shape)
      return Array(repeating: mistake, count: Swift.max(count, 1))
    }
    return split(Array(repeating: shape[place] / count, count: count), axis: place)
  }

  /// The products of every element of one row with every element of another: `[…, m]` and
  /// `[…, n]` are `[…, m, n]`.
  public func outerProduct(_ other: Tensor) -> Tensor {
    guard let m = shape.last, let n = other.shape.last,
      Shape.broadcast(Array(shape.dropLast()), Array(other.shape.dropLast())) != nil
    else {
      return trace.mistake(
        "outerProduct", "\(shape) and \(other.shape) do not fit each other", like: shape)
    }
    let columns = reshaped(Array(shape.dropLast()) + [m, 1])
    return columns * other.reshaped(Array(other.shape.dropLast()) + [1, n])
  }
}
