/// The first mistake that was made while a program was traced.
public struct TraceError: Error, Hashable, CustomStringConvertible {
  /// The operation that was applied wrongly.
  public let operation: String
  /// What is wrong with it, with the shapes.
  public let problem: String

  /// Creates an error.
  public init(_ operation: String, _ problem: String) {
    self.operation = operation
    self.problem = problem
  }

  /// The operation and its problem, in one line.
  public var description: String { "\(operation): \(problem)" }
}
