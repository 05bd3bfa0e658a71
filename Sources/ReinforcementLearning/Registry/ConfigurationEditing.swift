extension Configuration {
  /// The defaults as a table.
  public static func defaults() throws -> [String: ConfigurationValue] { try Self().table() }

  /// The value of every key.
  func table() throws -> [String: ConfigurationValue] {
    try ConfigurationValue(encoding: self).table ?? [:]
  }

  /// The defaults with some values replaced.
  ///
  /// Keys may be written as a user of other frameworks would: `learning_rate` is `learningRate`.
  /// A key with a dot reaches into a table: `meta.agent` replaces `agent` in the table `meta`.
  ///
  /// - Parameters:
  ///   - changes: What differs from the defaults.
  ///   - owner: The id of what is configured, for messages.
  ///   - base: The defaults, where they are not those of the type.
  /// - Returns: The configuration, every value of it checked.
  /// - Throws: ``Failure`` of kind `configuration` that names the key, for one that does not exist,
  ///   has another type or lies out of range.
  public static func configured(
    with changes: [String: ConfigurationValue], of owner: String, startingFrom base: Self = Self()
  ) throws -> Self {
    var values = try base.table()
    var configuration = base
    for (path, given) in changes.sorted(by: { $0.key < $1.key }) {
      let (key, rest) = split(path)
      let name = try known(key, among: values.keys.sorted(), of: owner)
      let value =
        try rest.map { try replaced($0, by: given, in: values[name], named: name, of: owner) }
        ?? given
      try check(value, for: name, of: owner)
      values[name] = value
      do {
        configuration = try ConfigurationValue.table(values).decoded(as: Self.self)
      } catch let error as DecodingError {
        throw Failure(
          .configuration, "\(owner) cannot have \(name)=\(value.shortDescription)",
          remedy: "give \(wanted(error, instead: value))")
      }
    }
    return configuration
  }

  /// A path before and after its first dot.
  private static func split(_ path: String) -> (key: String, rest: String?) {
    guard let dot = path.firstIndex(of: ".") else { return (path, nil) }
    return (String(path[..<dot]), String(path[path.index(after: dot)...]))
  }

  /// A table in which the value at a path is another.
  private static func replaced(
    _ path: String, by value: ConfigurationValue, in table: ConfigurationValue?, named name: String,
    of owner: String
  ) throws -> ConfigurationValue {
    guard var entries = table?.table else {
      throw Failure(
        .configuration, "\(owner) cannot have \(name).\(path): \(name) is no table",
        remedy: "apus describe \(owner) shows what there is")
    }
    let (key, rest) = split(path)
    entries[key] =
      try rest.map {
        try replaced($0, by: value, in: entries[key] ?? .table([:]), named: key, of: owner)
      } ?? value
    return .table(entries)
  }

  private static func known(_ key: String, among keys: [String], of owner: String) throws -> String
  {
    func plain(_ name: String) -> String {
      name.lowercased().filter { $0 != "_" && $0 != "-" }
    }
    if let name = keys.first(where: { plain($0) == plain(key) }) { return name }
    throw Failure(
      .configuration, "\(owner) has no parameter \(key)",
      remedy: NearestName.remedy(
        for: key, among: keys, otherwise: "apus describe \(owner) lists them"))
  }

  private static func check(
    _ value: ConfigurationValue, for key: String, of owner: String
  ) throws {
    let numbers: [Double] =
      if case .list(let values) = value { values.compactMap(\.number) } else {
        [value.number].compactMap { $0 }
      }
    if let wrong = numbers.first(where: { !$0.isFinite }) {
      throw Failure(
        .configuration, "\(owner) cannot have \(key)=\(wrong)", remedy: "choose a finite number")
    }
    guard let parameter = parameters.first(where: { $0.key == key }) else { return }
    if let range = parameter.range, numbers.contains(where: { !range.contains($0) }) {
      throw Failure(
        .configuration, "\(owner) cannot have \(key)=\(value.shortDescription)",
        remedy: "choose a number \(range.phrase)")
    }
    if case .text(let text) = value, !parameter.choices.isEmpty, !parameter.choices.contains(text) {
      throw Failure(
        .configuration, "\(owner) cannot have \(key)=\(text)",
        remedy: "choose one of \(parameter.choices.joined(separator: ", "))")
    }
  }

  /// What a decoder wanted where it found a value.
  private static func wanted(_ error: DecodingError, instead value: ConfigurationValue) -> String {
    switch error {
    case .typeMismatch(let type, _), .valueNotFound(let type, _): phrase(type)
    case .dataCorrupted where value.number != nil: "a whole number"
    default: "a value of its kind"
    }
  }

  private static func phrase(_ type: any Any.Type) -> String {
    switch type {
    case is Int.Type: "a whole number"
    case is Float.Type, is Double.Type: "a number"
    case is Bool.Type: "true or false"
    case is String.Type: "a name"
    case is [Int].Type, is [Any].Type: "whole numbers in brackets, as [64,64]"
    default: "a value of its kind"
    }
  }
}

extension ClosedRange<Double> {
  /// The range in words.
  public var phrase: String {
    func text(_ bound: Double) -> String { ConfigurationValue.number(bound).shortDescription }
    switch (lowerBound, upperBound) {
    case (.leastNonzeroMagnitude, .infinity): return "above 0"
    case (.leastNonzeroMagnitude, _): return "above 0 and at most \(text(upperBound))"
    case (_, .infinity): return "of at least \(text(lowerBound))"
    default: return "from \(text(lowerBound)) to \(text(upperBound))"
    }
  }
}

extension ConfigurationValue {
  /// The value as a person would write it: `1`, not `1.0`.
  public var shortDescription: String {
    guard case .number(let number) = self, let whole = Int(exactly: number) else {
      return description
    }
    return "\(whole)"
  }
}
