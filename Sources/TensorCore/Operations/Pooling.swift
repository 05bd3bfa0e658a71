internal import VectorMath

/// The place in `[B, H, W, C]` of the greatest element under a window, for each of its places and
/// each channel: the first, if there are several.
struct WindowArgument: KernelRule {
  let window: SlidingWindow

  var name: String { "argmax of windows" }
  var isDifferentiable: Bool { false }

  func pullback(_ call: Pullback) -> [Tensor?] { [nil] }

  func instruction(_ call: KernelCall) -> Instruction {
    let source = call.inputs[0]
    let windows = window.arguments(on: source.shape, from: source.floats, to: call.output.floats)
    return Instruction(name, windows) {
      apus_arguments_of_windows($0.assumingMemoryBound(to: apus_windows.self))
    }
  }
}

extension Tensor {
  /// The greatest element under a window at each of its places, for each channel: `[B, H, W, C]`
  /// is `[B, H', W', C]`.
  ///
  /// The first of equals gets the gradient, as in PyTorch; what lies beyond the image is less than
  /// everything.  The padding is at most half of the window.
  public func maxPooled(_ window: SlidingWindow) -> Tensor {
    if let problem = window.problem(on: shape) {
      return trace.mistake("maxPooled", problem, like: shape)
    }
    guard 2 * window.padding <= Swift.min(window.height, window.width) else {
      return trace.mistake(
        "maxPooled",
        "padding \(window.padding) is more than half of \(window.height) × \(window.width)",
        like: shape)
    }
    guard !holdsIndices, count <= Int32.max else {
      return trace.mistake(
        "maxPooled", "\(shape) holds indices, or more elements than they count", like: shape)
    }
    let places = window.places(on: shape)
    let argument = trace.node(
      .windowArgument(WindowArgument(window: window)), [self],
      shape: [shape[0], places.down, places.across, shape[3]])
    return reshaped([count, 1]).rows(at: argument).reshaped(argument.shape)
  }

  /// The axes from one on as one, by default all but the first: `[B, H, W, C]` is `[B, H · W · C]`.
  public func flattened(from axis: Int = 1) -> Tensor {
    guard shape.indices.contains(axis) else {
      return trace.mistake("flattened", "\(shape) has no axis \(axis)", like: shape)
    }
    return reshaped(Array(shape[..<axis]) + [Shape.count(Array(shape[axis...]))])
  }
}
