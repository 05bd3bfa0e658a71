@testable import TensorCore

/// What operations on windows of images mean.
extension SlidingWindow {
  /// What lies under the window at each of its places, `[B, H', W', height · width · C]`.
  func patches(_ images: ReferenceArray, to shape: [Int]) -> [Double] {
    ReferenceArray(shape: shape) { place in
      source(of: place, in: images.shape).map { images[$0] } ?? 0
    }.values
  }

  /// Images whose elements are the sums of what patches have there.
  func sums(of patches: ReferenceArray, to shape: [Int]) -> [Double] {
    var sums = [Double](repeating: 0, count: Shape.count(shape))
    _ = ReferenceArray(shape: patches.shape) { place in
      if let source = source(of: place, in: shape) {
        sums[zip(source, shape).reduce(0) { $0 * $1.1 + $1.0 }] += patches[place]
      }
      return 0
    }
    return sums
  }

  /// Where in all elements the first of the greatest under the window is, `[B, H', W', C]`.
  func arguments(_ images: ReferenceArray, to shape: [Int]) -> [Double] {
    let channels = images.shape[3]
    return ReferenceArray(shape: shape) { place in
      var best: (index: Int, value: Double)?
      for offset in 0..<height * width {
        let patch = [place[0], place[1], place[2], offset * channels + place[3]]
        guard let source = source(of: patch, in: images.shape) else { continue }
        let value = images[source]
        if best.map({ value > $0.value }) ?? true {
          best = (zip(source, images.shape).reduce(0) { $0 * $1.1 + $1.0 }, value)
        }
      }
      return Double(best?.index ?? 0)
    }.values
  }

  /// The place in an image that an element of a patch comes from; nil beyond it.
  private func source(of place: [Int], in images: [Int]) -> [Int]? {
    let offset = place[3] / images[3]
    let row = place[1] * stride - padding + offset / width
    let column = place[2] * stride - padding + offset % width
    guard (0..<images[1]).contains(row), (0..<images[2]).contains(column) else { return nil }
    return [place[0], row, column, place[3] % images[3]]
  }
}
