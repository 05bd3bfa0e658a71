import ReinforcementLearning
import Yams

extension YAMLDocument {
  /// A refusal at a place.
  static func failure(_ what: String, _ location: String, _ remedy: String) -> Failure {
    Failure(.configuration, what, at: location, remedy: remedy)
  }

  /// What the parser says, in one line.
  static func failure(of error: YamlError, name: String) -> Failure {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      failure(problem, "\(name):\(mark.line):\(mark.column)", "mend the line")
    case .duplicatedKeysInMapping(let keys, let context):
      failure(
        "the key \(keys.first ?? "") comes twice",
        "\(name):\(context.mark.line):\(context.mark.column)", "remove one of them")
    case .reader(let problem, let offset, _, let text):
      failure(problem, "\(name):\(place(of: offset ?? 0, in: text))", "save the file as UTF-8 text")
    default:
      failure("the file is no YAML", "\(name):1:1", "compare it with the example")
    }
  }

  private static func place(of offset: Int, in text: String) -> String {
    let before = text.utf8.prefix(max(0, offset))
    let line = before.count { $0 == 0x0a } + 1
    let column = before.reversed().prefix { $0 != 0x0a }.count + 1
    return "\(line):\(column)"
  }
}
