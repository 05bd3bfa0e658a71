extension RandomSource: Codable {
  private enum CodingKeys: CodingKey { case state, increment, half }

  /// Reads a source, which continues where it was written.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    func word(_ key: CodingKeys) throws -> UInt128 {
      let text = try container.decode(String.self, forKey: key)
      guard let word = UInt128(text, radix: 16) else {
        throw DecodingError.dataCorruptedError(
          forKey: key, in: container, debugDescription: "\(text) is no hexadecimal number")
      }
      return word
    }
    let increment = try word(.increment)
    guard !increment.isMultiple(of: 2) else {
      throw DecodingError.dataCorruptedError(
        forKey: .increment, in: container, debugDescription: "the increment is even")
    }
    self.init(
      state: try word(.state), increment: increment,
      half: try container.decodeIfPresent(UInt32.self, forKey: .half))
  }

  /// Writes everything; words as hexadecimal text, since no common format knows 128 bits.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(String(state, radix: 16), forKey: .state)
    try container.encode(String(increment, radix: 16), forKey: .increment)
    try container.encodeIfPresent(half, forKey: .half)
  }
}
