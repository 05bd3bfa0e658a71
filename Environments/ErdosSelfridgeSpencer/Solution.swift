import ReinforcementLearning

extension Pieces {
  /// How the attacker divides best, and what that is worth to it against the best defence.
  ///
  /// The first of the best levels leaves most to the set that survives.
  func optimum() -> Optimum {
    let surviving = (0..<top).map { Attacker.prefixSplit(self, at: $0).survivingPotential }
    let values = surviving.map { 2 * $0 >= unit ? 1.0 : -1 }
    let value = values.max() ?? -1
    let best = values.indices.filter { values[$0] == value }
      .sorted { (surviving[$1], $0) < (surviving[$0], $1) }
    return Optimum(value: value, actionValues: values, actions: best.map { [Float($0)] })
  }
}

extension Split {
  /// Which set the defender destroys best, and what that is worth to it against the best attack.
  ///
  /// An even action destroys the first set, an odd one the second.  Where every choice is lost, those
  /// count as best that leave the smaller potential.
  func optimum(actionCount: Int) -> Optimum {
    let values = (0..<actionCount).map { action in
      (action % 2 == 0 ? second : first).potential * 2 < first.unit ? 1.0 : -1
    }
    let best = bestToDestroy
    let actions = (0..<actionCount).filter { best.contains($0 % 2) }
    return Optimum(
      value: values.max() ?? -1, actionValues: values, actions: actions.map { [Float($0)] })
  }
}
