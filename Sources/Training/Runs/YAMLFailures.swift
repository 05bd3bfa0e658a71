import ReinforcementLearning
import Yams

extension YAMLDocument {
  /// A refusal at a place.
  static func failure(_ what: String, _ location: String, _ remedy: String) -> Failure {
    Failure(.configuration, what, at: location, remedy: remedy)
  }

  /// What the parser says, in one line.
  static func failure(of error: YamlError, text: String, name: String) -> Failure {
    func location(_ mark: Mark) -> String {
      // What is missing at the end is noticed behind the lines that were added to the text.
      let lines = text.utf8.count { $0 == 0x0a } + 1
      return mark.line > lines
        ? "\(name):\(place(of: text.utf8.count, in: text))" : "\(name):\(mark.line):\(mark.column)"
    }
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      return failure(problem, location(mark), "mend the line")
    case .duplicatedKeysInMapping(let keys, let context):
      return failure(
        "the key \(keys.first ?? "") comes twice",
        location(context.mark), "remove one of them")
    case .reader(let problem, let offset, _, let text):
      return failure(
        problem, "\(name):\(place(of: offset ?? 0, in: text))", "save the file as UTF-8 text")
    default:
      return failure("the file is no YAML", "\(name):1:1", "compare it with the example")
    }
  }

  private static func place(of offset: Int, in text: String) -> String {
    let before = text.utf8.prefix(max(0, offset))
    let line = before.count { $0 == 0x0a } + 1
    let column = before.reversed().prefix { $0 != 0x0a }.count + 1
    return "\(line):\(column)"
  }
}
