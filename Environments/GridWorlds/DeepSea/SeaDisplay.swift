public import ReinforcementLearning

/// What is observed of a diver.
protocol SeaDisplay: Sendable {
  static func space(size: Int) -> Space
  /// Writes the diver's cell, which is nil once the dive is over.
  static func observe(_ cell: Int?, size: Int, into row: inout MutableSpan<Float>)
}

/// The number of the cell.
enum SeaIndex: SeaDisplay {
  static func space(size: Int) -> Space { .discrete(size * size + 1) }

  static func observe(_ cell: Int?, size: Int, into row: inout MutableSpan<Float>) {
    row[0] = Float(cell ?? size * size)
  }
}

/// A picture in which the cell is marked.
enum SeaPlane: SeaDisplay {
  static func space(size: Int) -> Space { .box(Box(shape: [size, size, 1], in: 0...1)) }

  static func observe(_ cell: Int?, size: Int, into row: inout MutableSpan<Float>) {
    for place in 0..<size * size { row[place] = 0 }
    if let cell { row[cell] = 1 }
  }
}

// MARK: - Registration

/// The deep sea.
public enum DeepSeas {
  private enum Observation: String, Codable, CaseIterable {
    case index, planes
  }

  private struct Options: EnvironmentOptions {
    var size = 10
    var stochastic = false
    var observation = Observation.index
    var mapped = true
    var mapping = 0

    static let parameters = [
      ParameterDescription("size", "how many rows, columns and steps there are, n", in: 2...100),
      ParameterDescription("stochastic", "whether going right may fail, and the ends are noisy"),
      ParameterDescription(
        "observation", "what is seen", choices: Observation.allCases.map(\.rawValue)),
      ParameterDescription("mapped", "whether each cell has its own action that leads right"),
      ParameterDescription("mapping", "the seed of that map", in: 0...1e15),
    ]

    var prototype: EnvironmentPrototype {
      let floor = SeaFloor(size: size, isMapped: mapped, mapping: mapping)
      return switch observation {
      case .index: EnvironmentPrototype(DeepSea<SeaIndex>(floor, isStochastic: stochastic))
      case .planes: EnvironmentPrototype(DeepSea<SeaPlane>(floor, isStochastic: stochastic))
      }
    }
  }

  /// Ten cells deep, and nothing left to chance.
  public static let v0 = EnvironmentEntry(
    "DeepSea-v0", summary: "Dive to a treasure, past small costs that deter.",
    rewards: "1 for the treasure, −0.01/n for going right; ends after n steps",
    source: "Osband et al., 2020", randomReturn: -0.004, solvedReturn: 0.99,
    trainingSteps: 100_000, actionNames: ["this way", "that way"], options: Options.self
  ) { $0.prototype }
}
