internal import ReinforcementLearning

/// What there is to say of one thing that may be chosen.
struct OptionDescription: Encodable {
  let key: String
  let value: ConfigurationValue
  let meaning: String
  let allowed: String?

  static func all(
    _ parameters: [ParameterDescription], values: [String: ConfigurationValue],
    prefix: String = ""
  ) -> [OptionDescription] {
    parameters.map { parameter in
      OptionDescription(
        key: prefix + parameter.key, value: values[parameter.key] ?? .null,
        meaning: parameter.meaning,
        allowed: parameter.range?.phrase
          ?? (parameter.choices.isEmpty ? nil : parameter.choices.joined(separator: ", ")))
    }
  }

  static func table(_ options: [OptionDescription], titled title: String) -> String {
    var table = TextTable([title, "value", "meaning"])
    for option in options {
      table.add([
        option.key, option.value.shortDescription,
        option.meaning + (option.allowed.map { " (\($0))" } ?? ""),
      ])
    }
    return table.text
  }
}
