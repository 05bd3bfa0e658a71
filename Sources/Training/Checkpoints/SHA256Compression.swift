extension SHA256 {
  /// Takes whole blocks of 64 bytes into a state, by the sixty-four rounds of FIPS 180-4, 6.2.2.
  ///
  /// Eight rounds are written out at a time, so that the eight working variables change roles
  /// without being moved.
  @inline(__always)
  static func compress(_ bytes: UnsafeRawBufferPointer, into state: inout SIMD8<UInt32>) {
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 64) { schedule in
      constants.withUnsafeBufferPointer { constants in
        for start in stride(from: 0, to: bytes.count, by: 64) {
          expand(bytes, at: start, into: schedule)
          var work = Working(state)
          for round in stride(from: 0, to: 64, by: 8) {
            work.advance(schedule, constants, from: round)
          }
          work.add(to: &state)
        }
      }
    }
  }

  /// The message schedule of one block.
  @inline(__always)
  private static func expand(
    _ bytes: UnsafeRawBufferPointer, at start: Int,
    into schedule: UnsafeMutableBufferPointer<UInt32>
  ) {
    for place in 0..<16 {
      let word = bytes.loadUnaligned(fromByteOffset: start &+ place &* 4, as: UInt32.self)
      schedule[place] = UInt32(bigEndian: word)
    }
    for place in 16..<64 {
      let early = schedule[place &- 15]
      let late = schedule[place &- 2]
      let first = rotated(early, 7) ^ rotated(early, 18) ^ early &>> 3
      let second = rotated(late, 17) ^ rotated(late, 19) ^ late &>> 10
      schedule[place] = schedule[place &- 16] &+ first &+ schedule[place &- 7] &+ second
    }
  }

  @inline(__always)
  fileprivate static func rotated(_ word: UInt32, _ count: UInt32) -> UInt32 {
    word &>> count | word &<< (32 &- count)
  }

  private static let constants: [UInt32] = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4,
    0xab1c_5ed5, 0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe,
    0x9bdc_06a7, 0xc19b_f174, 0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f,
    0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da, 0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7,
    0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967, 0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc,
    0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85, 0xa2bf_e8a1, 0xa81a_664b,
    0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070, 0x19a4_c116,
    0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
    0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7,
    0xc671_78f2,
  ]
}

/// The eight working variables, by their letters in the standard.
private struct Working {
  var a, b, c, d, e, f, g, h: UInt32

  @inline(__always)
  init(_ state: SIMD8<UInt32>) {
    (a, b, c, d) = (state[0], state[1], state[2], state[3])
    (e, f, g, h) = (state[4], state[5], state[6], state[7])
  }

  @inline(__always)
  func add(to state: inout SIMD8<UInt32>) { state &+= SIMD8(a, b, c, d, e, f, g, h) }

  @inline(__always)
  mutating func advance(
    _ schedule: UnsafeMutableBufferPointer<UInt32>, _ constants: UnsafeBufferPointer<UInt32>,
    from round: Int
  ) {
    func input(_ offset: Int) -> UInt32 { schedule[round &+ offset] &+ constants[round &+ offset] }
    Self.round(a, b, c, &d, e, f, g, &h, input(0))
    Self.round(h, a, b, &c, d, e, f, &g, input(1))
    Self.round(g, h, a, &b, c, d, e, &f, input(2))
    Self.round(f, g, h, &a, b, c, d, &e, input(3))
    Self.round(e, f, g, &h, a, b, c, &d, input(4))
    Self.round(d, e, f, &g, h, a, b, &c, input(5))
    Self.round(c, d, e, &f, g, h, a, &b, input(6))
    Self.round(b, c, d, &e, f, g, h, &a, input(7))
  }

  /// One round: only the fourth and the eighth variable change.
  @inline(__always)
  private static func round(
    _ a: UInt32, _ b: UInt32, _ c: UInt32, _ d: inout UInt32, _ e: UInt32, _ f: UInt32,
    _ g: UInt32, _ h: inout UInt32, _ input: UInt32
  ) {
    let upper = SHA256.rotated(e, 6) ^ SHA256.rotated(e, 11) ^ SHA256.rotated(e, 25)
    let choice = g ^ (e & (f ^ g))
    let first = h &+ upper &+ choice &+ input
    let lower = SHA256.rotated(a, 2) ^ SHA256.rotated(a, 13) ^ SHA256.rotated(a, 22)
    let majority = (a & b) | (c & (a | b))
    d = d &+ first
    h = first &+ lower &+ majority
  }
}
