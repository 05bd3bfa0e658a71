extension Trace {
  /// The derivatives of a scalar by parameters, each of its parameter's shape.
  ///
  /// They are nodes like any other: they may be used in further expressions, and differentiated.
  public func gradients(of loss: Tensor, for parameters: [Parameter]) -> [Tensor] {
    gradients(of: loss, for: parameters.map { parameter($0) })
  }

  /// The derivatives of a scalar by tensors, each of its tensor's shape.
  public func gradients(of loss: Tensor, for tensors: [Tensor]) -> [Tensor] {
    guard loss.count == 1, loss.trace === self else {
      let mistake = mistake("gradients", "the loss \(loss.shape) is not a scalar", like: loss.shape)
      return tensors.map { mistake.trace.poisoned(like: $0.shape) }
    }
    let places = tensors.compactMap(\.place)
    guard let root = loss.place, places.count == tensors.count,
      tensors.allSatisfy({ $0.trace === self })
    else { return tensors.map { poisoned(like: $0.shape) } }
    let cotangents = cotangents(of: root, reaching: places)
    return tensors.map { tensor in
      tensor.place.flatMap { cotangents[$0] } ?? filled(0, shape: tensor.shape)
    }
  }

  /// The cotangent of every node between the loss and the requested ones, by reverse accumulation.
  private func cotangents(of root: Int, reaching requested: [Int]) -> [Int: Tensor] {
    let isOnTheWay = dependents(on: requested, upTo: root)
    var cotangents = [root: filled(1, shape: graph[root].shape)]
    var pieces = CotangentPieces(trace: self)
    for place in stride(from: root, through: 0, by: -1) where isOnTheWay[place] {
      for joined in pieces.joined(for: place) {
        cotangents[place] = cotangents[place].map { $0 + joined } ?? joined
      }
      guard let cotangent = cotangents[place] else { continue }
      let node = graph[place]
      let wanted = node.inputs.map { isOnTheWay[$0] }
      guard node.operation.rule.isDifferentiable, wanted.contains(true) else { continue }
      if case .slice(let slice) = node.operation {
        pieces.add(cotangent, at: slice, of: node.inputs[0])
        continue
      }
      let call = Pullback(
        inputs: node.inputs.map { tensor(at: $0) }, output: tensor(at: place),
        cotangent: cotangent, wanted: wanted)
      for (index, part) in node.operation.rule.pullback(call).enumerated() {
        guard let part, wanted[index] else { continue }
        let input = node.inputs[index]
        cotangents[input] = cotangents[input].map { $0 + part } ?? part
      }
    }
    return cotangents
  }

  /// Which nodes depend on some others by operations that have a derivative.
  private func dependents(on requested: [Int], upTo root: Int) -> [Bool] {
    var depends = Array(repeating: false, count: root + 1)
    for place in requested where place <= root { depends[place] = true }
    for place in 0...root where !depends[place] {
      let node = graph[place]
      depends[place] =
        node.operation.rule.isDifferentiable && node.inputs.contains { depends[$0] }
    }
    return depends
  }
}
