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
