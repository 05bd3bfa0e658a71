import ReinforcementLearning

/// A dive to a treasure that a diver who moves at random finds once in 2ⁿ episodes.
///
/// | Observation | Unit | Range |
/// |---|---|---|
/// | the cell, row by row from the upper left; the last number once the dive is over | – | 0…n² |
/// | or, as planes: the cell marked in a picture `[n, n, 1]`, empty once the dive is over | – | 0, 1 |
///
/// The diver starts in the upper left and sinks by a row each step, for n steps.  One of the two
/// actions leads to the left and the other to the right, not the same ones in every cell; at the
/// edge the column stays.  Choosing right costs 0.01/n, and pays 1 in the last column, which only
/// the bottom row has within reach.  The dive terminates after n steps.
///
/// In a stochastic sea going right fails with probability 1/n, and a choice in the last row, in the
/// first or the last column, also pays a number from the standard normal law.
///
/// Follows Osband, Doron, Hessel et al., *Behaviour suite for reinforcement learning*, ICLR 2020,
/// except that the maps are other ones.
struct DeepSea<Display: SeaDisplay>: Environment {
  let floor: SeaFloor
  let isStochastic: Bool
  private let rightActions: [UInt8]
  private(set) var row = 0
  private(set) var column = 0

  /// Creates a diver at the surface.
  init(_ floor: SeaFloor, isStochastic: Bool) {
    self.floor = floor
    self.isStochastic = isStochastic
    rightActions = floor.rightActions
  }

  var observationSpace: Space { Display.space(size: floor.size) }
  var actionSpace: Space { .discrete(2) }

  mutating func reset(using random: inout RandomSource) { (row, column) = (0, 0) }

  mutating func step(_ action: Int, using random: inout RandomSource) -> Outcome {
    let size = floor.size
    let isRight = rightActions[state] == UInt8(truncatingIfNeeded: action)
    var reward = 0.0
    if isRight { reward = (column == size - 1 ? 1 : 0) - 0.01 / Double(size) }
    if isStochastic, isNoisy(row, column) { reward += random.normal() }
    if !isRight {
      column = max(column - 1, 0)
    } else if !isStochastic || random.uniform() > 1 / Double(size) {
      column = min(column + 1, size - 1)
    }
    row += 1
    return Outcome(reward: reward, ending: row == size ? .terminated : nil)
  }

  private func isNoisy(_ row: Int, _ column: Int) -> Bool {
    row == floor.size - 1 && (column == 0 || column == floor.size - 1)
  }

  func observe(into row: inout MutableSpan<Float>) {
    Display.observe(self.row == floor.size ? nil : state, size: floor.size, into: &row)
  }
}

extension DeepSea: Codable {
  private enum CodingKeys: CodingKey { case floor, isStochastic, row, column }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let floor = try container.decode(SeaFloor.self, forKey: .floor)
    guard (2...100).contains(floor.size), floor.mapping >= 0 else {
      throw DecodingError.dataCorruptedError(
        forKey: .floor, in: container, debugDescription: "no sea is \(floor.size) deep")
    }
    self.init(floor, isStochastic: try container.decode(Bool.self, forKey: .isStochastic))
    row = try container.decode(Int.self, forKey: .row)
    column = try container.decode(Int.self, forKey: .column)
    guard (0...floor.size).contains(row), (0..<floor.size).contains(column) else {
      throw DecodingError.dataCorruptedError(
        forKey: .row, in: container, debugDescription: "row \(row), column \(column) is no place")
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(floor, forKey: .floor)
    try container.encode(isStochastic, forKey: .isStochastic)
    try container.encode(row, forKey: .row)
    try container.encode(column, forKey: .column)
  }
}

// MARK: - Laws

/// The last state is that in which the dive is over.
extension DeepSea: FiniteMDP {
  var stateCount: Int { floor.size * floor.size + 1 }
  var state: Int { row == floor.size ? floor.size * floor.size : row * floor.size + column }
  var discount: Double { 1 }

  func transitions(from state: Int, action: Int) -> [StateTransition] {
    let size = floor.size
    let over = size * size
    guard state < over else { return [StateTransition(next: over, reward: 0, isTerminal: true)] }
    let (row, column) = state.quotientAndRemainder(dividingBy: size)
    func arrival(in column: Int, _ probability: Double, _ reward: Double) -> StateTransition {
      let isLast = row == size - 1
      return StateTransition(
        probability: probability, next: isLast ? over : (row + 1) * size + column, reward: reward,
        isTerminal: isLast)
    }
    guard rightActions[state] == UInt8(action) else { return [arrival(in: max(column - 1, 0), 1, 0)] }
    let reward = (column == size - 1 ? 1 : 0) - 0.01 / Double(size)
    let right = min(column + 1, size - 1)
    guard isStochastic else { return [arrival(in: right, 1, reward)] }
    let failure = 1 / Double(size)
    return [arrival(in: right, 1 - failure, reward), arrival(in: column, failure, reward)]
  }

  func startDistribution() -> [StartState] { [StartState(state: 0, probability: 1)] }
}

// MARK: - Appearance

extension DeepSea: MappedMDP {
  private var painter: GridPainter { GridPainter(rows: floor.size, columns: floor.size) }

  func draw(on canvas: inout Canvas) {
    let size = floor.size
    painter.begin(&canvas)
    for row in 0..<size {
      for column in 0..<size {
        painter.square(row, column, fill: row < column ? .wall : .paper, on: &canvas)
      }
    }
    painter.square(size - 1, size - 1, fill: .green, on: &canvas)
    painter.disc(min(row, size - 1), column, fill: .orange, on: &canvas)
  }

  func area(of state: Int) -> Canvas.Bounds? {
    state < floor.size * floor.size ? painter.area(state / floor.size, state % floor.size) : nil
  }
}
