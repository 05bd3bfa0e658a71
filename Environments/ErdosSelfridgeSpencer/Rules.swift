/// On what ladder, and with how much, a game is played.
struct Rules: Codable, Hashable, Sendable {
  let top: Int  // K
  let target: UInt128  // the potential to begin with, in units of 2^(−K)
  let beginning: Beginning

  init(top: Int, potential: Double, beginning: Beginning) {
    precondition(
      (3...Pieces.greatestTop).contains(top),
      "a ladder of \(top) levels; from 3 to \(Pieces.greatestTop) can be played exactly")
    precondition(
      potential.isFinite && potential > 0 && potential <= 4,
      "a potential of \(potential); choose one above 0 and up to 4")
    self.top = top
    self.beginning = beginning
    // Exact: a power of two times a double.
    target = max(1, UInt128(potential * Double(1 << top)))
  }

  /// So many pieces on the lowest level.
  init(top: Int, pieces: Int) {
    self.init(top: top, potential: Double(pieces) / Double(1 << top), beginning: .bottom)
  }
}
