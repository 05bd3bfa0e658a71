import Foundation
import Networks
import ReinforcementLearning
import TensorCore
import Testing
import Training

@Suite struct `A network` {
  private static let python: String? =
    ProcessInfo.processInfo.environment["APUS_TENSORBOARD_PYTHON"]
    ?? (isSuccess("python3", ["-c", "import safetensors, numpy"]) ? "python3" : nil)

  private static let hasPyTorch = python.map { isSuccess($0, ["-c", "import torch"]) } ?? false

  private func golden(_ name: String) throws -> String {
    try #require(Bundle.module.path(forResource: name, ofType: nil, inDirectory: "Golden"))
  }

  /// A network with images and what it makes of them, as a file.
  private func file() throws -> [String: Archive.Tensor] {
    let network = ExchangedNetwork(seed: 1)
    var random = RandomSource(seed: 2)
    for parameter in network.norm.parameters {
      for place in parameter.buffer.indices { parameter.buffer[place] += Float(place) * 0.1 }
    }
    let count = ExchangedNetwork.images.reduce(1, *)
    let images = (0..<count).map { _ in Float.random(in: -2...2, using: &random) }
    var arrays: [String: Archive.Tensor] = [:]
    for parameter in network.parameters {
      arrays[parameter.name] = Archive.Tensor(parameter.values, shape: parameter.shape)
    }
    arrays["images"] = Archive.Tensor(images, shape: ExchangedNetwork.images)
    arrays["outputs"] = Archive.Tensor(try network.outputs(of: images), shape: [3, 2, 3])
    return arrays
  }

  private func check(_ arrays: [String: Archive.Tensor], with script: String) throws -> Int32 {
    let path = NSTemporaryDirectory() + "apus-exchange-\(UUID().uuidString).safetensors"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(SafeTensorsFile.encoded(arrays)).write(to: URL(fileURLWithPath: path))
    return try run(try #require(Self.python), [golden(script), path])
  }

  @Test(.enabled(if: python != nil, "no python3 with safetensors and numpy"))
  func `that is written here computes the same elsewhere`() throws {
    #expect(try check(file(), with: "check_numpy.py") == 0)
  }

  /// PyTorch is too large for every run of the tests; where it is at hand, it speaks for itself.
  @Test(.enabled(if: hasPyTorch, "no PyTorch"))
  func `that is written here computes the same in PyTorch`() throws {
    #expect(try check(file(), with: "check_pytorch.py") == 0)
  }

  @Test(
    .enabled(if: python != nil, "no python3 with safetensors and numpy"),
    arguments: ["conv/weight", "hidden/weight", "norm/bias", "memory/recurrentWeight"])
  func `with a weight that was changed does not`(name: String) throws {
    var arrays = try file()
    arrays[name]?.floats[3] += 0.01
    #expect(try check(arrays, with: "check_numpy.py") == 1)
  }

  @Test func `that PyTorch wrote computes the same here`() throws {
    let arrays = try SafeTensorsFile.read(golden("pytorch.safetensors"))
    let network = ExchangedNetwork(seed: 3)
    for parameter in network.parameters {
      let values = try laidOut(parameter.name, in: arrays)
      try #require(values.shape == parameter.shape, "\(parameter.name)")
      parameter.values = values.floats
    }
    let images = try #require(arrays["images"]).permuted([0, 2, 3, 1])
    let expected = try #require(arrays["outputs"])
    let outputs = try network.outputs(of: images.floats)
    #expect(expected.shape == [3, 2, 3] && outputs.count == expected.floats.count)
    #expect(zip(outputs, expected.floats).allSatisfy { abs($0 - $1) < 1e-5 })
  }

  private static let kinds = [
    "inputWeight": "weight_ih_l0", "recurrentWeight": "weight_hh_l0",
    "inputBias": "bias_ih_l0", "recurrentBias": "bias_hh_l0",
  ]

  /// PyTorch's array for a parameter, in this project's layout.
  private func laidOut(_ name: String, in arrays: [String: Archive.Tensor]) throws -> Archive.Tensor
  {
    let words = name.split(separator: "/").map(String.init)
    let array = try #require(arrays["\(words[0]).\(Self.kinds[words[1]] ?? words[1])"])
    if name == "hidden/weight" {
      // Channels first are flattened in another order than channels last.
      let parts = try Archive.Tensor(array.floats, shape: [8, 4, 3, 3]).permuted([2, 3, 1, 0])
      return Archive.Tensor(parts.floats, shape: [36, 8])
    }
    switch array.shape.count {
    case 4: return try array.permuted([2, 3, 1, 0])
    case 2: return try array.permuted([1, 0])
    default: return array
    }
  }
}

/// Runs a program of the path to its end; its exit status.
private func run(_ program: String, _ arguments: [String]) throws -> Int32 {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
  process.arguments = [program] + arguments
  process.environment = ProcessInfo.processInfo.environment.merging(
    ["PYTHONDONTWRITEBYTECODE": "1"]) { $1 }
  process.standardOutput = FileHandle.nullDevice
  process.standardError = FileHandle.nullDevice
  try process.run()
  process.waitUntilExit()
  return process.terminationStatus
}

private func isSuccess(_ program: String, _ arguments: [String]) -> Bool {
  (try? run(program, arguments)) == 0
}
