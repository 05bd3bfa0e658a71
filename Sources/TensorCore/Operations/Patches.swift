internal import VectorMath

/// What lies under a window at each of its places, as a row: `[B, H, W, C]` to
/// `[B, H', W', height · width · C]`.
struct Patches: KernelRule {
  let window: SlidingWindow

  var name: String { "patches" }

  func pullback(_ call: Pullback) -> [Tensor?] {
    let shape = call.inputs[0].shape
    let adjoint = PatchSum(window: window, images: shape)
    return [call.cotangent.trace.node(.patchSum(adjoint), [call.cotangent], shape: shape)]
  }

  func instruction(_ call: KernelCall) -> Instruction {
    let source = call.inputs[0]
    let windows = window.arguments(on: source.shape, from: source.floats, to: call.output.floats)
    return Instruction(name, windows) {
      apus_gather_windows($0.assumingMemoryBound(to: apus_windows.self))
    }
  }
}

/// Images whose places are the sums of what patches have there: the adjoint of taking patches.
struct PatchSum: KernelRule {
  let window: SlidingWindow
  let images: [Int]

  var name: String { "patches added" }

  func pullback(_ call: Pullback) -> [Tensor?] { [call.cotangent.patches(window)] }

  func instruction(_ call: KernelCall) -> Instruction {
    let windows = window.arguments(
      on: images, from: call.inputs[0].floats, to: call.output.floats)
    return Instruction(name, windows) {
      apus_add_windows($0.assumingMemoryBound(to: apus_windows.self))
    }
  }
}

extension Tensor {
  /// What lies under a window at each of its places, row by row of the window, zeros beyond the
  /// image: `[B, H, W, C]` is `[B, H', W', height · width · C]`.
  public func patches(_ window: SlidingWindow) -> Tensor {
    if let problem = window.problem(on: shape) {
      return trace.mistake("patches", problem, like: shape)
    }
    guard !holdsIndices else {
      return trace.mistake("patches", "\(shape) holds indices, not floats", like: shape)
    }
    if window == SlidingWindow(1) { return self }
    let places = window.places(on: shape)
    let depth = window.height * window.width * shape[3]
    return trace.node(
      .patches(Patches(window: window)), [self],
      shape: [shape[0], places.down, places.across, depth])
  }

  /// The cross-correlation of images with a kernel, which deep learning calls convolution:
  /// `[B, H, W, C]` with `[height, width, C, O]` is `[B, H', W', O]`.
  ///
  /// Channels come last: then a patch is made of whole pieces of rows, and one matrix product of
  /// all patches of all images with the kernel is the result as it is to lie in memory.
  ///
  /// - Parameters:
  ///   - kernel: `[height, width, C, O]`.
  ///   - stride: How far the kernel moves at a time, down and across.
  ///   - padding: How many zeros surround the image on every side.
  /// - Returns: `[B, H', W', O]`, `H'` being `(H + 2 padding - height) / stride + 1`, rounded down.
  public func convolved(with kernel: Tensor, stride: Int = 1, padding: Int = 0) -> Tensor {
    guard kernel.shape.count == 4, shape.count == 4, kernel.shape[2] == shape[3] else {
      return trace.mistake(
        "convolved", "\(shape) with \(kernel.shape) are not [B, H, W, C] with [h, w, C, O]",
        like: shape)
    }
    let window = SlidingWindow(
      height: kernel.shape[0], width: kernel.shape[1], stride: stride, padding: padding)
    if let problem = window.problem(on: shape) {
      return trace.mistake("convolved", problem, like: shape)
    }
    let matrix = kernel.reshaped([kernel.count / kernel.shape[3], kernel.shape[3]])
    return patches(window).matmul(matrix)
  }
}
