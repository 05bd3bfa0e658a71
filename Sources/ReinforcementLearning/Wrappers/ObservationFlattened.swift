/// An environment whose observations are one vector: parts one after the other, indices one-hot.
public struct ObservationFlattened<Base: Environment>: EnvironmentWrapper {
  public var base: Base
  private let box: Box

  /// Flattens the observations of an environment.
  public init(_ base: Base) {
    self.base = base
    box = base.observationSpace.flattened
  }

  public var observationSpace: Space { .box(box) }

  public func observe(into row: inout MutableSpan<Float>) {
    var features: [Float] = []
    features.reserveCapacity(box.count)
    base.observationSpace.appendFeatures(of: base.observation[...], to: &features)
    for place in features.indices { row[place] = features[place] }
  }
}

extension Space {
  /// The vector of the features of a value.
  fileprivate var flattened: Box {
    switch self {
    case .box(let box): Box(low: box.low, high: box.high, shape: [box.count])
    case .discrete, .multiDiscrete, .multiBinary: Box(shape: [featureWidth], in: 0...1)
    case .tuple(let spaces): Box(joining: spaces.map(\.flattened))
    case .dictionary(let fields): Box(joining: fields.map(\.space.flattened))
    }
  }
}

extension Box {
  /// Vectors one after the other.
  fileprivate init(joining boxes: [Box]) {
    self.init(
      low: boxes.flatMap(\.low), high: boxes.flatMap(\.high),
      shape: [boxes.reduce(0) { $0 + $1.count }])
  }
}

extension ObservationFlattened: Drawable where Base: Drawable {}
extension ObservationFlattened: Solvable where Base: Solvable {}
extension ObservationFlattened: FiniteMDP where Base: FiniteMDP {}
