/// The digest that every checkpoint carries: SHA-256 of FIPS 180-4.
///
/// `update` may be called any number of times before `finish`.
public struct SHA256: Sendable {
  private var state: SIMD8<UInt32> = [
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab,
    0x5be0_cd19,
  ]
  private var pending: [UInt8] = []  // fewer than a block
  private var length: UInt64 = 0  // bytes

  private static let block = 64  // bytes

  /// Creates the digest of nothing.
  public init() {}

  /// Takes bytes into account.
  public mutating func update(_ bytes: UnsafeRawBufferPointer) {
    length += UInt64(bytes.count)
    var rest = bytes
    if !pending.isEmpty {
      let missing = min(Self.block - pending.count, rest.count)
      pending.append(contentsOf: rest.prefix(missing))
      rest = UnsafeRawBufferPointer(rebasing: rest[missing...])
      guard pending.count == Self.block else { return }
      pending.withUnsafeBytes { SHA256.compress($0, into: &state) }
      pending.removeAll(keepingCapacity: true)
    }
    let whole = rest.count / Self.block * Self.block
    SHA256.compress(UnsafeRawBufferPointer(rebasing: rest[..<whole]), into: &state)
    pending.append(contentsOf: rest[whole...])
  }

  /// The digest as 64 hexadecimal digits.
  public consuming func finish() -> String {
    let bits = length &* 8
    var padding: [UInt8] = [0x80]
    while (pending.count + padding.count) % Self.block != Self.block - 8 { padding.append(0) }
    for shift in stride(from: 56, through: 0, by: -8) {
      padding.append(UInt8(truncatingIfNeeded: bits >> UInt64(shift)))
    }
    padding.withUnsafeBytes { update($0) }
    return state.indices.map { place in
      let digits = String(state[place], radix: 16)
      return String(repeating: "0", count: 8 - digits.count) + digits
    }.joined()
  }

  /// The digest of some bytes, as 64 hexadecimal digits.
  public static func digest(of bytes: some Sequence<UInt8>) -> String {
    var digest = SHA256()
    Array(bytes).withUnsafeBytes { digest.update($0) }
    return digest.finish()
  }
}
