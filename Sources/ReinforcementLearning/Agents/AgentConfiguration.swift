/// What may be chosen about an agent, with `--set key=value`.
public protocol AgentConfiguration: Configuration {
  /// Refuses values that do not fit one another.
  ///
  /// - Throws: ``Failure`` of kind `configuration`.
  func validate(steps: Int) throws
}

extension AgentConfiguration {
  public func validate(steps: Int) throws {}
}
