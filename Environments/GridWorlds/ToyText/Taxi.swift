import ReinforcementLearning

/// A taxi that fetches a passenger and takes it where it wants to go; seed for seed as in Gymnasium
/// 1.4, a fickle passenger apart.
///
/// | Observation | Unit | Range |
/// |---|---|---|
/// | ((row · 5 + column) · 5 + passenger) · 4 + destination | – | 0…499 |
///
/// The passenger is at the landmark 0 to 3, or in the taxi (4).  Actions `0` to `3` drive south,
/// north, east and west, `4` picks up and `5` drops off.  A step costs 1, picking up or dropping off
/// where that cannot be done 10; delivering the passenger pays 20 and terminates.  Every passenger
/// at a landmark other than its destination, and every place of the taxi, are equally likely at
/// first.
///
/// In rain a drive that is not blocked goes as intended with probability 0.8, else to one of the
/// sides.  A fickle passenger changes its mind in 3 of 10 episodes: its destination becomes one of
/// the others with the first drive in the taxi; that it will cannot be observed.
///
/// Follows Dietterich, *Hierarchical reinforcement learning with the MAXQ value function
/// decomposition*, Journal of Artificial Intelligence Research 13, 2000, as Gymnasium 1.4 has it.
struct Taxi: ToyTask {
  static let tables = Memo<Self, ToyTable>()
  static let landmarks = [Place(0, 0), Place(0, 4), Place(4, 0), Place(4, 3)]
  static let inTaxi = 4
  private static let sure = 500  // states whose destination stays as it is
  private static let fickleness = 0.3

  /// Whether drives may go elsewhere than intended.
  var isRainy = false
  /// Whether the passenger may change its mind.
  var isFickle = false

  /// A row and a column.
  struct Place: Hashable {
    var row: Int
    var column: Int

    init(_ row: Int, _ column: Int) { (self.row, self.column) = (row, column) }
  }

  /// What a state stands for.
  struct Scene: Hashable {
    var taxi: Place
    var passenger: Int
    var destination: Int
    /// Whether the passenger is going to change its mind.
    var isFickle: Bool

    init(_ state: Int) {
      let code = state % Taxi.sure
      taxi = Place(code / 100, code / 20 % 5)
      (passenger, destination) = (code / 4 % 5, code % 4)
      isFickle = state >= Taxi.sure
    }

    var state: Int {
      ((taxi.row * 5 + taxi.column) * 5 + passenger) * 4 + destination + (isFickle ? Taxi.sure : 0)
    }
  }

  var discount: Double { 1 }
  var observedCount: Int { Self.sure }
  var stateCount: Int { isFickle ? 2 * Self.sure : Self.sure }
  var actionCount: Int { 6 }

  var starts: [StartState] {
    let codes = (0..<Self.sure).filter {
      let scene = Scene($0)
      return scene.passenger < Self.inTaxi && scene.passenger != scene.destination
    }
    let probability = 1 / Double(codes.count)
    guard isFickle else { return codes.map { StartState(state: $0, probability: probability) } }
    return codes.map { StartState(state: $0, probability: probability * (1 - Self.fickleness)) }
      + codes.map {
        StartState(state: $0 + Self.sure, probability: probability * Self.fickleness)
      }
  }
}

// MARK: - Laws

extension Taxi {
  func law(of state: Int, _ action: Int) -> [StateTransition] {
    let scene = Scene(state)
    if action > 3 { return [action == 4 ? pickUp(scene) : dropOff(scene)] }
    return drives(from: scene.taxi, action).flatMap { drive in
      changesOfMind(scene, in: drive.place).map {
        StateTransition(probability: drive.probability * $0.1, next: $0.0.state, reward: -1)
      }
    }
  }

  private func pickUp(_ scene: Scene) -> StateTransition {
    var scene = scene
    guard scene.passenger < Self.inTaxi, scene.taxi == Self.landmarks[scene.passenger] else {
      return StateTransition(next: scene.state, reward: -10)
    }
    scene.passenger = Self.inTaxi
    return StateTransition(next: scene.state, reward: -1)
  }

  private func dropOff(_ scene: Scene) -> StateTransition {
    var scene = scene
    guard scene.passenger == Self.inTaxi, let place = Self.landmarks.firstIndex(of: scene.taxi)
    else { return StateTransition(next: scene.state, reward: -10) }
    scene.passenger = place
    let isThere = place == scene.destination
    return StateTransition(next: scene.state, reward: isThere ? 20 : -1, isTerminal: isThere)
  }

  /// Where a drive may lead, as intended first.
  private func drives(
    from place: Place, _ direction: Int
  ) -> [(place: Place, probability: Double)] {
    let ahead = neighbor(of: place, direction)
    guard isRainy else { return [(ahead, 1)] }
    // In order: left and right of the direction.
    let sides = [[2, 3], [3, 2], [1, 0], [0, 1]][direction].map {
      ahead == place ? place : neighbor(of: place, $0)
    }
    return [(ahead, 0.8), (sides[0], (1 - 0.8) / 2), (sides[1], (1 - 0.8) / 2)]
  }

  private func changesOfMind(_ scene: Scene, in place: Place) -> [(Scene, Double)] {
    var next = scene
    next.taxi = place
    guard scene.isFickle, scene.passenger == Self.inTaxi, place != scene.taxi else {
      return [(next, 1)]
    }
    return (0..<4).filter { $0 != scene.destination }.map {
      next.destination = $0
      next.isFickle = false
      return (next, 1 / 3.0)
    }
  }

  private func neighbor(of place: Place, _ direction: Int) -> Place {
    switch direction {
    case 0: Place(min(place.row + 1, 4), place.column)
    case 1: Place(max(place.row - 1, 0), place.column)
    case 2 where place.column < 4 && !Self.isWall(rightOf: place):
      Place(place.row, place.column + 1)
    case 3 where place.column > 0 && !Self.isWall(rightOf: Place(place.row, place.column - 1)):
      Place(place.row, place.column - 1)
    default: place
    }
  }

  /// Whether a wall stands between a cell and the one to its right.
  static func isWall(rightOf place: Place) -> Bool {
    place.row < 2 ? place.column == 1 : place.row > 2 && [0, 2].contains(place.column)
  }
}
