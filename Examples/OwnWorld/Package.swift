// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "own-world",
  dependencies: [.package(name: "apus", path: "../..")],
  targets: [
    .executableTarget(
      name: "own-world",
      dependencies: [
        .product(name: "ApusCommands", package: "apus"),
        .product(name: "DeepQ", package: "apus"),
        .product(name: "ReinforcementLearning", package: "apus"),
      ])
  ]
)
