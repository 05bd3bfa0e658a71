internal import ArgumentParser
internal import ReinforcementLearning

/// One `key=value,value…` of the command line: a parameter with each of several values.
struct SweptSetting: ExpressibleByArgument, Hashable {
  let key: String
  let values: [ConfigurationValue]

  init?(argument: String) {
    guard let equals = argument.firstIndex(of: "="), equals != argument.startIndex else {
      return nil
    }
    key = String(argument[..<equals])
    let texts = Self.parts(argument[argument.index(after: equals)...])
    guard !texts.contains(""), Set(texts).count == texts.count else { return nil }
    values = texts.map { ConfigurationValue(parsing: $0) }
  }

  /// What stands between commas, those in brackets apart.
  private static func parts(_ text: Substring) -> [String] {
    var (parts, depth) = ([""], 0)
    for character in text {
      depth += character == "[" ? 1 : character == "]" ? -1 : 0
      if character == ",", depth == 0 {
        parts.append("")
      } else {
        parts[parts.count - 1].append(character)
      }
    }
    return parts
  }
}

/// One choice of every value that is swept.
struct Combination: Hashable {
  var changes: [String: ConfigurationValue] = [:]
  /// The keys, without what explorations have before them, with their values: `bits=16,beta=0.1`.
  var name = ""

  /// What its run is called, after what the user called all of them; nil where nobody said anything.
  func name(after given: String?) -> String? {
    let parts = [given, name].compactMap { $0 }.filter { !$0.isEmpty }
    return parts.isEmpty ? nil : parts.joined(separator: ",")
  }

  /// Every combination of the values, the first key changing slowest; one of nothing without any.
  static func all(of swept: [SweptSetting]) -> [Combination] {
    swept.reduce([Combination()]) { combinations, setting in
      combinations.flatMap { combination in
        setting.values.map { value in
          var next = combination
          next.changes[setting.key] = value
          let key = setting.key.split(separator: ".").last.map(String.init) ?? setting.key
          next.name += (next.name.isEmpty ? "" : ",") + "\(key)=\(value.shortDescription)"
          return next
        }
      }
    }
  }
}
