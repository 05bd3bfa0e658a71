import Foundation

/// Named arrays and values: what an agent, an environment or a trainer is when it is written down.
///
/// It knows nothing of files. Names are paths with `/` between their parts; a part writes itself
/// under its own name, without knowing where that lies.
public struct Archive: Hashable, Sendable {
  /// The arrays by path.
  public private(set) var arrays: [String: Tensor] = [:]
  /// The values by path, each as JSON with its keys in order.
  public private(set) var values: [String: String] = [:]

  /// Floats in a shape.
  public struct Tensor: Hashable, Sendable {
    /// The extent along each axis.
    public var shape: [Int]
    /// The floats, in row-major order.
    public var floats: [Float]

    /// Creates an array.
    ///
    /// - Precondition: there are as many floats as the shape says.
    public init(_ floats: [Float], shape: [Int]) {
      precondition(floats.count == shape.reduce(1, *), "\(floats.count) floats for \(shape)")
      self.floats = floats
      self.shape = shape
    }
  }

  /// Creates an empty archive.
  public init() {}

  /// Creates an archive of what was read from somewhere.
  public init(arrays: [String: Tensor], values: [String: String]) {
    self.arrays = arrays
    self.values = values
  }

  // MARK: - Writing

  /// Stores an array.
  public mutating func store(_ floats: [Float], shape: [Int]? = nil, for name: String) {
    arrays[name] = Tensor(floats, shape: shape ?? [floats.count])
  }

  /// Stores a value.
  public mutating func store(_ value: some Encodable, for name: String) {
    do {
      values[name] = String(decoding: try Self.encoder().encode(value), as: UTF8.self)
    } catch {
      preconditionFailure("\(name) cannot be encoded, although its type says so: \(error)")
    }
  }

  /// Stores a part under a name of its own.
  public mutating func store(part: borrowing some Checkpointable, for name: String) {
    var inner = Archive()
    part.save(to: &inner)
    for (path, array) in inner.arrays { arrays["\(name)/\(path)"] = array }
    for (path, value) in inner.values { values["\(name)/\(path)"] = value }
  }

  // MARK: - Reading

  /// The floats of an array.
  ///
  /// - Throws: ``Failure`` of kind `damagedData` if it is missing or has another shape.
  public func floats(for name: String, shape: [Int]? = nil) throws -> [Float] {
    guard let array = arrays[name] else { throw Self.missing(name) }
    guard shape == nil || array.shape == shape else {
      throw Failure(
        .damagedData, "array \(name) has shape \(array.shape), not \(shape ?? [])",
        remedy: "load it with the configuration that it was saved with")
    }
    return array.floats
  }

  /// A value.
  ///
  /// - Throws: ``Failure`` of kind `damagedData` if it is missing or of another type.
  public func value<Value: Decodable>(_ type: Value.Type, for name: String) throws -> Value {
    guard let text = values[name] else { throw Self.missing(name) }
    do {
      return try Self.decoder().decode(type, from: Data(text.utf8))
    } catch {
      throw Failure(
        .damagedData, "value \(name) cannot be read as \(type)",
        remedy: "use an older checkpoint, or the version that wrote it")
    }
  }

  /// Lets a part read what it stored under a name.
  ///
  /// - Throws: ``Failure`` of kind `damagedData`.
  public func load(part: some Checkpointable, for name: String) throws {
    try part.load(from: self.part(name))
  }

  /// What was stored under a name.
  public func part(_ name: String) -> Archive {
    func inner<Value>(_ all: [String: Value]) -> [String: Value] {
      let prefix = name + "/"
      return Dictionary(
        uniqueKeysWithValues: all.filter { $0.key.hasPrefix(prefix) }
          .map { (String($0.key.dropFirst(prefix.count)), $0.value) })
    }
    return Archive(arrays: inner(arrays), values: inner(values))
  }

  private static func missing(_ name: String) -> Failure {
    Failure(
      .damagedData, "the checkpoint has no \(name)",
      remedy: "use an older checkpoint, or the version that wrote it")
  }

  private static func encoder() -> JSONEncoder {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return encoder
  }

  private static func decoder() -> JSONDecoder {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return decoder
  }
}

/// What can be written down and read back, to continue as if nothing had happened.
public protocol Checkpointable: AnyObject {
  /// Writes everything that changes.
  func save(to archive: inout Archive)

  /// Reads it back.
  ///
  /// - Throws: ``Failure`` of kind `damagedData`.
  func load(from archive: Archive) throws
}
