public import ArgumentParser
public import ReinforcementLearning
public import Training
public import Visualization

extension ActingMode: ExpressibleByArgument {}

extension TrainedAgent.Choice: ExpressibleByArgument {}

extension PictureSize: ExpressibleByArgument {
  /// Reads a size such as `960x640`.
  public init?(argument: String) {
    let parts = argument.lowercased().split(separator: "x").compactMap { Int($0) }
    guard parts.count == 2, parts.allSatisfy({ (240...4096).contains($0) }) else { return nil }
    self.init(width: parts[0], height: parts[1])
  }

  public var defaultValueDescription: String { "\(width)x\(height)" }
}
