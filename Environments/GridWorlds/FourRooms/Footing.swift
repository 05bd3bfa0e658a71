import ReinforcementLearning

/// How sure a walker's steps are.
struct Footing: Codable, Hashable, Sendable {
  /// How likely a step goes in one of the other three directions, each as likely as another.
  let slip: Double

  /// The direction in which a step goes; sure steps draw nothing.
  func direction(
    intending intended: GridDirection, using random: inout RandomSource
  ) -> GridDirection {
    guard slip > 0 else { return intended }
    let draw = random.uniform()
    guard draw < slip else { return intended }
    return others(than: intended)[min(Int(draw / slip * 3), 2)]
  }

  /// How likely a step goes in each direction.
  func probabilities(intending intended: GridDirection) -> [(GridDirection, Double)] {
    guard slip > 0 else { return [(intended, 1)] }
    return [(intended, 1 - slip)] + others(than: intended).map { ($0, slip / 3) }
  }

  private func others(than intended: GridDirection) -> [GridDirection] {
    GridDirection.allCases.filter { $0 != intended }
  }
}
