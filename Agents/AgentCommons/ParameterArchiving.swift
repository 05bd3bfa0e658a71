public import ReinforcementLearning
public import TensorCore

extension Archive {
  /// Stores parameters, each under its own name.
  public mutating func store(_ parameters: [Parameter], for name: String) {
    for parameter in parameters {
      store(parameter.values, shape: parameter.shape, for: "\(name)/\(parameter.name)")
    }
  }

  /// Reads parameters back.
  ///
  /// - Throws: ``Failure`` of kind `damagedData` if one is missing or has another shape.
  public func load(_ parameters: [Parameter], for name: String) throws {
    let values = try parameters.map {
      try floats(for: "\(name)/\($0.name)", shape: $0.shape)
    }
    for (parameter, floats) in zip(parameters, values) { parameter.values = floats }
  }
}
