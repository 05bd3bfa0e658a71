internal import ArgumentParser
internal import ReinforcementLearning

/// One `key=value` of the command line.
struct Setting: ExpressibleByArgument, Hashable {
  let key: String
  let value: ConfigurationValue

  init?(argument: String) {
    guard let equals = argument.firstIndex(of: "="), equals != argument.startIndex else {
      return nil
    }
    key = String(argument[..<equals])
    value = ConfigurationValue(parsing: String(argument[argument.index(after: equals)...]))
  }
}

extension [String: ConfigurationValue] {
  /// Replaces a value; where another agent comes inside an agent, as by `controller.agent`, what was
  /// chosen for the one before it goes.
  mutating func replace(_ key: String, with value: ConfigurationValue) {
    let path = key.split(separator: ".")
    if path.count == 2, path[1] == "agent", let table = self[String(path[0])]?.table,
      table["agent"] != value
    {
      self[String(path[0])] = nil
    }
    self[key] = value
  }
}
