public import ArgumentParser
public import ReinforcementLearning
public import Training
public import Visualization

extension ActingMode: ExpressibleByArgument {}
extension SolvingMethod: ExpressibleByArgument {}

extension TrainedAgent.Choice: ExpressibleByArgument {
  /// Reads `best`, `last` or the number of a step.
  public init?(argument: String) {
    switch argument {
    case "best": self = .best
    case "last": self = .last
    default:
      guard let count = Count(argument: argument) else { return nil }
      self = .step(count.value)
    }
  }

  public var defaultValueDescription: String {
    switch self {
    case .best: "best"
    case .last: "last"
    case .step(let step): "\(step)"
    }
  }
}

extension PictureSize: ExpressibleByArgument {
  /// Reads a size such as `960x640`.
  public init?(argument: String) {
    let parts = argument.lowercased().split(separator: "x").compactMap { Int($0) }
    guard parts.count == 2, parts.allSatisfy({ (240...4096).contains($0) }) else { return nil }
    self.init(width: parts[0], height: parts[1])
  }

  public var defaultValueDescription: String { "\(width)x\(height)" }
}
