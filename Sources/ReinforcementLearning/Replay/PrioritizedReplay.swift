internal import Foundation

/// A ring of transitions, drawn the more often the more there was to learn from them.
///
/// A transition with the error `δ` is drawn with the probability `P ∝ (|δ| + ε)^α`; a new one counts
/// as much as the greatest seen so far.  A batch is drawn in strata of equal mass, and each of its
/// transitions weighs `(N P)^−β`, divided by the greatest such weight of the batch.
///
/// Follows Schaul, Quan, Antonoglou and Silver, *Prioritized experience replay*, 2016, the
/// proportional variant.
public final class PrioritizedReplay: Checkpointable {
  /// What is kept, by place.
  public let transitions: UniformReplay
  /// `α`, how much priorities matter: 0 draws all alike.
  public let exponent: Double
  /// `ε`, what is added to every error.
  public let floor: Float

  /// How many transitions are kept.
  public var count: Int { transitions.count }

  private var priorities: [Float] = []  // |δ| + ε by place
  private var greatest: Float = 1
  private var masses: SumTree

  /// The bytes that so many transitions take.
  public static func bytes(of count: Int, observationWidth: Int, actionWidth: Int) -> Double {
    UniformReplay.bytes(of: count, observationWidth: observationWidth, actionWidth: actionWidth)
      + Double(count * MemoryLayout<Float>.stride) + SumTree.bytes(of: count)
  }

  /// Creates an empty ring.
  ///
  /// - Precondition: the capacity is positive.
  public init(
    capacity: Int, observationWidth: Int, actionWidth: Int, exponent: Double, floor: Float = 1e-6
  ) {
    transitions = UniformReplay(
      capacity: capacity, observationWidth: observationWidth, actionWidth: actionWidth)
    self.exponent = exponent
    self.floor = floor
    masses = SumTree(count: capacity)
  }

  /// Keeps a transition with the greatest priority so far; when full, in place of the oldest.
  public func append(_ transition: borrowing ReplayTransition) {
    let place = transitions.append(transition)
    if place == priorities.count { priorities.append(greatest) }
    prioritize(place, greatest)
  }

  /// Draws the places of as many transitions as there are places, and the weight of each.
  ///
  /// - Parameters:
  ///   - places: Written.
  ///   - weights: Written, above zero and at most one; as many as there are places.
  ///   - correction: `β`, how much of the bias is corrected: 1 corrects all of it.
  ///   - random: Where chance comes from.
  /// - Precondition: something is kept.
  public func sample(
    into places: inout [Int], weights: UnsafeMutableBufferPointer<Float>,
    correction: Double, using random: inout RandomSource
  ) {
    precondition(count > 0, "an empty replay has nothing to draw")
    precondition(weights.count == places.count, "\(weights.count) weights, not \(places.count)")
    let stratum = masses.total / Double(places.count)
    var least = Double.infinity
    for index in places.indices {
      let place = masses.place(at: (Double(index) + random.uniform()) * stratum)
      places[index] = place
      least = min(least, masses[place])
    }
    // (N P)^−β / max (N P)^−β: what does not depend on the place cancels.
    for (index, place) in places.enumerated() {
      weights[index] = Float(pow(masses[place] / least, -correction))
    }
  }

  /// The probability with which the transition at a place is drawn, as one of many.
  public func probability(at place: Int) -> Double { masses[place] / masses.total }

  /// Notes the errors that were made on some transitions.
  ///
  /// - Precondition: as many errors as places, all finite.
  public func setErrors(_ errors: some Collection<Float>, at places: [Int]) {
    precondition(errors.count == places.count, "\(errors.count) errors, not \(places.count)")
    for (place, error) in zip(places, errors) {
      let priority = abs(error) + floor
      greatest = max(greatest, priority)
      prioritize(place, priority)
    }
  }

  private func prioritize(_ place: Int, _ priority: Float) {
    precondition(priority.isFinite, "a priority of \(priority) cannot be drawn by")
    priorities[place] = priority
    masses[place] = pow(Double(priority), exponent)
  }

  // MARK: - Checkpointing

  public func save(to archive: inout Archive) {
    archive.store(part: transitions, for: "transitions")
    archive.store(priorities, for: "priorities")
    archive.store([greatest], for: "greatest")
  }

  public func load(from archive: Archive) throws {
    try archive.load(part: transitions, for: "transitions")
    let saved = try archive.floats(for: "priorities", shape: [transitions.count])
    let greatest = try archive.floats(for: "greatest", shape: [1])[0]
    guard saved.allSatisfy({ $0.isFinite && $0 > 0 }), greatest.isFinite else {
      throw Failure(
        .damagedData, "the replay's priorities are not all numbers above zero",
        remedy: "use an older checkpoint")
    }
    self.greatest = greatest
    priorities = saved
    masses = SumTree(count: transitions.capacity)
    for (place, priority) in saved.enumerated() { prioritize(place, priority) }
  }
}
