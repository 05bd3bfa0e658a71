/// What may be chosen about an environment, with `--env-option key=value`.
public protocol EnvironmentOptions: Configuration {
  /// Refuses values that do not fit one another.
  ///
  /// - Throws: ``Failure`` of kind `configuration`.
  func validate() throws
}

extension EnvironmentOptions {
  public func validate() throws {}
}
