// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let argumentParser = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

/// A library below `Sources`, `Environments` or `Agents`.
func library(
  _ name: String, in folder: String = "Sources", _ dependencies: [Target.Dependency] = [],
  resources: [Resource] = []
) -> Target {
  .target(
    name: name, dependencies: dependencies, path: "\(folder)/\(name)", resources: resources,
    swiftSettings: strict)
}

/// An environment family: it sees the vocabulary, and kernels if it reckons with many numbers.
func environments(_ name: String, _ kernels: Target.Dependency...) -> Target {
  library(name, in: "Environments", ["ReinforcementLearning"] + kernels)
}

/// An agent family: it sees the vocabulary and what networks are made of.
func agents(_ name: String, tuned: String...) -> Target {
  library(
    name, in: "Agents", ["AgentCommons", "ReinforcementLearning", "Networks", "TensorCore"],
    resources: tuned.map { .embedInCode($0) })
}

func tests(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = [])
  -> Target
{
  .testTarget(
    name: name, dependencies: dependencies, path: "Tests/\(name)", resources: resources,
    swiftSettings: strict)
}

let environmentFamilies = [
  "ClassicControl", "GridWorlds", "Diagnostics", "MarkovDecisionProcesses",
  "ErdosSelfridgeSpencer", "Mazes",
]
let agentFamilies = [
  "DeepQ", "PolicyOptimization", "ActorCritic", "MPO", "Tabular", "Hierarchical",
  "Exploration", "Scripted", "SelfPlay", "Imitation",
]
let families = (environmentFamilies + agentFamilies).map { Target.Dependency(stringLiteral: $0) }

let targets: [Target] = [
  .systemLibrary(name: "COpenBLAS", path: "Sources/COpenBLAS"),
  .systemLibrary(name: "CSDL2", path: "Sources/CSDL2"),
  .target(
    name: "VectorMath", path: "Sources/VectorMath",
    cSettings: [.treatAllWarnings(as: .error)]),
  .target(
    name: "ThreadTeam", path: "Sources/ThreadTeam",
    cSettings: [.treatAllWarnings(as: .error)]),
  library("TensorCore", ["COpenBLAS", "VectorMath", "ThreadTeam"]),
  library("Networks", ["TensorCore"]),
  library("ReinforcementLearning", ["ThreadTeam"]),
  library("Training", ["ReinforcementLearning", yams]),
  library("Visualization", ["ReinforcementLearning", "CSDL2"]),
  library(
    "ApusCommands",
    ["ReinforcementLearning", "TensorCore", "Training", "Visualization", argumentParser]),
  environments("ClassicControl", "VectorMath"),
  environments("GridWorlds"),
  environments("Diagnostics"),
  environments("MarkovDecisionProcesses"),
  environments("ErdosSelfridgeSpencer"),
  environments("Mazes"),
  library("AgentCommons", in: "Agents", ["ReinforcementLearning", "Networks", "TensorCore"]),
  agents(
    "PolicyOptimization",
    tuned: "ppo.yaml", "a2c.yaml", "noisy-a2c.yaml", "reinforce.yaml", "trpo.yaml"),
  agents(
    "DeepQ", tuned: "dqn.yaml", "c51.yaml", "qr-dqn.yaml", "noisy-dqn.yaml", "rainbow.yaml"),
  agents("ActorCritic", tuned: "sac.yaml", "td3.yaml", "ddpg.yaml", "d4pg.yaml"),
  agents("MPO", tuned: "mpo.yaml"),
  agents(
    "Tabular",
    tuned: "q-learning.yaml", "sarsa.yaml", "expected-sarsa.yaml", "q-lambda.yaml",
    "double-q.yaml", "dyna-q.yaml", "r-max.yaml", "bandit-thompson.yaml", "mcts.yaml"),
  agents("Hierarchical", tuned: "h-dqn.yaml", "options.yaml", "option-critic.yaml"),
  agents("Scripted"),
  library("SelfPlay", in: "Agents", ["ReinforcementLearning"]),
  agents("Imitation", tuned: "behaviour-cloning.yaml", "dagger.yaml"),
  agents(
    "Exploration", tuned: "dqn-rnd.yaml", "dqn-simhash.yaml", "q-learning-count.yaml",
    "q-learning-dora.yaml"),
]

let package = Package(
  name: "apus",
  products: targets.map { .library(name: $0.name, targets: [$0.name]) } + [
    .executable(name: "apus", targets: ["apus"])
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: targets + [
    .executableTarget(
      name: "apus",
      dependencies: [
        "ApusCommands", "ReinforcementLearning", "TensorCore", "Training",
      ] + families,
      path: "Sources/apus", swiftSettings: strict),
    tests("ReinforcementLearningTests", ["ReinforcementLearning"], resources: [.copy("Golden")]),
    tests(
      "ClassicControlTests", ["ClassicControl", "ReinforcementLearning"],
      resources: [.copy("Golden")]),
    tests(
      "GridWorldsTests", ["GridWorlds", "ReinforcementLearning"], resources: [.copy("Golden")]),
    tests("DiagnosticsTests", ["Diagnostics", "ReinforcementLearning"]),
    tests("MarkovDecisionProcessesTests", ["MarkovDecisionProcesses", "ReinforcementLearning"]),
    tests("TrainingTests", ["Training", "ReinforcementLearning"], resources: [.copy("Golden")]),
    tests("VisualizationTests", ["Visualization", "ReinforcementLearning", "CSDL2"]),
    .target(
      name: "AllocationCounter", path: "Tests/AllocationCounter",
      cSettings: [.treatAllWarnings(as: .error)]),
    .target(
      name: "GoldenOperations", dependencies: ["TensorCore"], path: "Tests/GoldenOperations",
      exclude: ["cases.py"], swiftSettings: strict),
    tests(
      "TensorCoreTests", ["TensorCore", "VectorMath", "GoldenOperations"],
      resources: [.copy("Golden")]),
    tests("RandomProgramTests", ["TensorCore"]),
    tests(
      "NetworksTests", ["Networks", "TensorCore", "AllocationCounter", "GoldenOperations"],
      resources: [.copy("Golden")]),
    tests("MazesTests", ["Mazes", "ReinforcementLearning"]),
    tests("ErdosSelfridgeSpencerTests", ["ErdosSelfridgeSpencer", "ReinforcementLearning"]),
    tests(
      "PolicyOptimizationTests",
      [
        "AgentCommons", "PolicyOptimization", "Diagnostics", "Networks", "ReinforcementLearning",
        "TensorCore",
      ]),
    tests("AgentCommonsTests", ["AgentCommons", "ReinforcementLearning", "TensorCore"]),
    tests(
      "DeepQTests",
      ["AgentCommons", "DeepQ", "Diagnostics", "ReinforcementLearning", "TensorCore"]),
    tests(
      "ActorCriticTests",
      [
        "ActorCritic", "AgentCommons", "Networks", "ReinforcementLearning", "TensorCore",
        "Training",
      ]),
    tests(
      "ExplorationTests",
      [
        "AgentCommons", "Exploration", "MarkovDecisionProcesses", "ReinforcementLearning",
        "Tabular",
        "Training",
      ]),
    tests(
      "SelfPlayTests",
      [
        "SelfPlay", "ErdosSelfridgeSpencer", "ReinforcementLearning", "Scripted", "Training",
      ]),
    tests(
      "ImitationTests",
      [
        "Imitation", "Diagnostics", "ErdosSelfridgeSpencer", "ReinforcementLearning",
        "TensorCore", "Training",
      ]),
    tests("HierarchicalTests", ["Hierarchical", "Tabular", "ReinforcementLearning"]),
    tests("MPOTests", ["MPO", "Networks", "ReinforcementLearning", "TensorCore", "Training"]),
    tests("TabularTests", ["Tabular", "ReinforcementLearning"]),
    tests(
      "ExchangeTests", ["Networks", "TensorCore", "Training", "ReinforcementLearning"],
      resources: [.copy("Golden")]),
    tests("ConformanceTests", ["apus", "ReinforcementLearning", "Training"]),
    tests("LearningTests", ["apus", "ReinforcementLearning", "Training"]),
    tests(
      "CommandLineTests", ["apus", "ApusCommands", "ReinforcementLearning"],
      resources: [.copy("Golden")]),
  ]
)

// A sanitizer would make the build of everything long: the core and its random programs are enough.
if Context.environment["APUS_CORE_ALONE"] != nil {
  let core = ["COpenBLAS", "VectorMath", "ThreadTeam", "TensorCore", "RandomProgramTests"]
  package.targets.removeAll { !core.contains($0.name) }
  package.products.removeAll { !core.contains($0.name) }
  package.dependencies = []
}
