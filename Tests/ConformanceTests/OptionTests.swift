import ReinforcementLearning
import Testing

@testable import apus

/// Something that has options, by its id.
struct Configured: CustomTestStringConvertible, Sendable {
  let id: String
  let parameters: [ParameterDescription]
  let defaults: @Sendable () throws -> [String: ConfigurationValue]

  var testDescription: String { id }

  static let all =
    Catalogue.everything.environments.map {
      Configured(id: $0.id, parameters: $0.parameters, defaults: $0.defaults)
    }
    + agents.map {
      Configured(id: $0.id, parameters: $0.parameters, defaults: $0.defaults)
    }

  /// Every agent, and one with each exploration around it.
  private static let agents =
    Catalogue.everything.agents
    + Catalogue.everything.explorations.flatMap { exploration in
      Catalogue.everything.agents.prefix(1).map { exploration.around($0) }
    }
}

@Suite struct `What may be chosen` {
  @Test(arguments: Configured.all)
  func `is described, key by key`(_ configured: Configured) throws {
    let keys = configured.parameters.map(\.key)
    #expect(Set(keys) == Set(try configured.defaults().keys))
    #expect(Set(keys).count == keys.count)
  }

  @Test(arguments: Configured.all)
  func `has defaults that are allowed`(_ configured: Configured) throws {
    let defaults = try configured.defaults()
    for parameter in configured.parameters {
      let value = defaults[parameter.key] ?? .null
      if let range = parameter.range, let number = value.number {
        #expect(range.contains(number), "\(parameter.key)")
      }
      if case .text(let text) = value, !parameter.choices.isEmpty {
        #expect(parameter.choices.contains(text), "\(parameter.key)")
      }
    }
  }

  @Test(arguments: Catalogue.everything.environments.filter { !$0.parameters.isEmpty })
  func `may be said although it is the default`(_ entry: EnvironmentEntry) throws {
    let said = try entry.configured(with: try entry.defaults())
    #expect(said.options.isEmpty)
    #expect(said.setting == entry.setting)
  }
}
