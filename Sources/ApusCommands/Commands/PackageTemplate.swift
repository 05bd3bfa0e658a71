/// The files of a package that adds an environment or an agent.
struct PackageTemplate {
  let kind: NewCommand.Kind
  let name: String
  let apus: String

  /// The name of the package, its folder and its program: `GoRight` is `go-right`.
  var folder: String {
    name.reduce(into: "") { text, letter in
      if letter.isUppercase, !text.isEmpty { text += "-" }
      text += letter.lowercased()
    }
  }

  /// The command that tries the program.
  var trial: String {
    switch kind {
    case .environment: ".build/release/\(folder) train \(name)-v0 dqn --steps 20k"
    case .agent: ".build/release/\(folder) train CartPole-v1 \(folder) --steps 20k"
    }
  }

  /// The text of each file by its path.
  var files: [String: String] {
    [
      "Package.swift": manifest,
      ".gitignore": ".build/\nPackage.resolved\nruns/\n",
      "Sources/\(folder)/\(name).swift": kind == .environment ? environment : agent,
    ]
  }

  /// Types of Swift's that it does not write down, and yet cannot do without.
  private static let others = ["Any", "Bool", "Error", "Optional", "Self", "String", "Type"]

  /// Whether it has a type of that name already, which one of the user's would hide.
  func mentions(_ type: String) -> Bool {
    let words = files.values.flatMap { $0.split { !$0.isLetter && !$0.isNumber } }
    return Self.others.contains(type) || words.contains { $0 == type }
  }

  private var products: [String] {
    switch kind {
    case .environment: ["ApusCommands", "DeepQ", "ReinforcementLearning", "Scripted"]
    case .agent: ["ApusCommands", "ClassicControl", "ReinforcementLearning", "Scripted"]
    }
  }

  private var manifest: String {
    let dependency =
      apus.contains("://")
      ? ".package(url: \"\(apus)\", branch: \"main\")"
      : ".package(name: \"apus\", path: \"\(apus.hasPrefix("/") ? apus : "../" + apus)\")"
    let list = products.map { "        .product(name: \"\($0)\", package: \"apus\")," }
    return """
      // swift-tools-version: 6.2
      import PackageDescription

      let package = Package(
        name: "\(folder)",
        dependencies: [\(dependency)],
        targets: [
          .executableTarget(
            name: "\(folder)",
            dependencies: [
      \(list.joined(separator: "\n"))
            ])
        ]
      )

      """
  }

  private var environment: String {
    """
    import ApusCommands
    import DeepQ
    import ReinforcementLearning
    import Scripted

    /// A walker on a line of nine places, who is paid for reaching the right end.
    struct \(name): Environment, Drawable {
      var place = 4
      var observationSpace: Space { .discrete(9) }
      var actionSpace: Space { .discrete(2) }

      mutating func reset(using random: inout RandomSource) { place = 1 + random.integer(below: 7) }

      mutating func step(_ action: Int, using random: inout RandomSource) -> Outcome {
        place += action == 1 ? 1 : -1
        return Outcome(reward: place == 8 ? 1 : 0, ending: place % 8 == 0 ? .terminated : nil)
      }

      func observe(into row: inout MutableSpan<Float>) { row[0] = Float(place) }

      func draw(on canvas: inout Canvas) {
        canvas.bounds = .init(x: -0.5...8.5, y: -1...1)
        canvas.add(.line(from: .init(0, 0), to: .init(8, 0), thickness: 0.1, color: .muted))
        canvas.add(.circle(center: .init(8, 0), radius: 0.3, fill: .green))
        canvas.add(.circle(center: .init(Double(place), 0), radius: 0.25, fill: .blue))
      }
    }

    @main
    enum Program {
      static func main() {
        let entry = EnvironmentEntry(
          "\(name)-v0", summary: "nine places in a line", rewards: "1 at the right end",
          source: "our own"
        ) { TimeLimited(\(name)(), steps: 50) }
        ApusProgram.run(Catalogue(environments: [entry], agents: [DQN.entry, RandomAgent.entry]))
      }
    }

    """
  }

  private var agent: String {
    """
    import ApusCommands
    import ClassicControl
    import ReinforcementLearning
    import Scripted

    /// What may be chosen about a ``\(name)``.
    struct \(name)Configuration: AgentConfiguration {
      var action = 1
      static let parameters = [ParameterDescription("action", "what is always done", in: 0...1)]
    }

    /// An agent that always does the same.
    final class \(name): Agent {
      private let configuration: \(name)Configuration

      init(_ configuration: \(name)Configuration) { self.configuration = configuration }

      func act(on observations: Observations, state: inout ActingState, into actions: inout Rows) {
        for copy in 0..<actions.count { actions[copy, 0] = Float(configuration.action) }
      }

      func save(to archive: inout Archive) {}
      func load(from archive: Archive) throws {}
    }

    @main
    enum Program {
      static func main() {
        let entry = AgentEntry(
          "\(folder)", summary: "always does the same", source: "our own",
          configuration: \(name)Configuration.self,
          refusal: { $0.actionSpace.discreteCount == nil ? "its actions are not discrete" : nil }
        ) { configuration, _ in \(name)(configuration) }
        ApusProgram.run(Catalogue(environments: [CartPole.v1], agents: [entry, RandomAgent.entry]))
      }
    }

    """
  }
}
