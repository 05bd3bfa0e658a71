/// Turns a seed into as many well-mixed words as a generator wants, and into independent children.
///
/// Follows numpy's `SeedSequence` (Kern, after O'Neill's `seed_seq_fe128`), bit for bit.
public struct SeedSequence: Codable, Hashable, Sendable {
  /// The words that the user gave.
  public let entropy: [UInt32]
  /// The place of this sequence among the descendants of its ancestor.
  public let spawnKey: [UInt32]
  /// How many children were spawned.
  public private(set) var spawned: UInt32 = 0

  private static let poolSize = 4

  /// Creates a sequence from a seed.
  public init(_ seed: UInt64, spawnKey: [UInt32] = []) {
    let high = UInt32(seed >> 32)
    self.init(
      entropy: [UInt32(truncatingIfNeeded: seed)] + (high == 0 ? [] : [high]), spawnKey: spawnKey)
  }

  /// Creates a sequence from words.
  public init(entropy: [UInt32], spawnKey: [UInt32] = []) {
    self.entropy = entropy
    self.spawnKey = spawnKey
  }

  /// Creates the sequence of a named stream of a seed; no two names and indices share one.
  public init(seed: UInt64, stream: String, index: Int = 0) {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325  // FNV-1a, 64 bits
    for byte in stream.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    let words = [hash, UInt64(index)].flatMap {
      [UInt32(truncatingIfNeeded: $0), UInt32($0 >> 32)]
    }
    self.init(seed, spawnKey: words)
  }

  /// Spawns children, none of which shares a stream with another or with this sequence.
  public mutating func spawn(_ count: Int) -> [SeedSequence] {
    (0..<count).map { _ in
      defer { spawned += 1 }
      return SeedSequence(entropy: entropy, spawnKey: spawnKey + [spawned])
    }
  }

  /// So many words of state for a generator.
  public func state(words count: Int) -> [UInt32] {
    let pool = mixedPool()
    var constant: UInt32 = 0x8b51_f9dd
    return (0..<count).map { index in
      var word = pool[index % pool.count] ^ constant
      constant = constant &* 0x58f3_8ded
      word = word &* constant
      return word ^ (word >> 16)
    }
  }

  private func mixedPool() -> [UInt32] {
    var constant: UInt32 = 0x43b0_d7e5
    func hashed(_ value: UInt32) -> UInt32 {
      var value = value ^ constant
      constant = constant &* 0x931e_8875
      value = value &* constant
      return value ^ (value >> 16)
    }
    func mixed(_ first: UInt32, _ second: UInt32) -> UInt32 {
      let word = (0xca01_f9dd &* first) &- (0x4973_f715 &* second)
      return word ^ (word >> 16)
    }
    var words = entropy
    if !spawnKey.isEmpty, words.count < Self.poolSize {
      words += repeatElement(0, count: Self.poolSize - words.count)
    }
    words += spawnKey
    var pool = (0..<Self.poolSize).map { hashed($0 < words.count ? words[$0] : 0) }
    for source in pool.indices {
      for target in pool.indices where source != target {
        pool[target] = mixed(pool[target], hashed(pool[source]))
      }
    }
    for word in words.dropFirst(Self.poolSize) {
      for target in pool.indices { pool[target] = mixed(pool[target], hashed(word)) }
    }
    return pool
  }
}
