import Foundation
import ReinforcementLearning
import Testing

@testable import Training

@Suite struct `A file of tensors` {
  private let arrays: [String: Archive.Tensor] = [
    "agent/weights": .init([0, 0.25, 0.5, 0.75, 1, 1.25], shape: [2, 3]),
    "agent/bias": .init([-1.5, 1e-3], shape: [2]),
    "agent/empty": .init([], shape: [0, 3]),
    "agent/scalar": .init([7], shape: []),
  ]

  @Test func `is read as the reference library wrote it`() throws {
    #expect(try SafeTensorsFile.decoded(golden("tensors.safetensors"), name: "golden") == arrays)
  }

  /// Byte for byte what this program wrote when the format was fixed, so that it stays readable.
  @Test func `has its names sorted and its data at a multiple of eight`() throws {
    let bytes = SafeTensorsFile.encoded([
      "b": .init([1], shape: []), "a": .init([2, 3], shape: [2]),
    ])
    let header =
      #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"#
      + #""b":{"dtype":"F32","shape":[],"data_offsets":[8,12]}}     "#
    #expect(header.utf8.count == 112)
    #expect(
      bytes == [112, 0, 0, 0, 0, 0, 0, 0] + Array(header.utf8)
        + [0, 0, 0, 0x40, 0, 0, 0x40, 0x40, 0, 0, 0x80, 0x3f])
  }

  @Test func `comes back as it was written`() throws {
    let bytes = SafeTensorsFile.encoded(arrays)
    #expect(bytes.count == SafeTensorsFile.size(of: arrays))
    #expect(try SafeTensorsFile.decoded(bytes, name: "here") == arrays)
    let empty = SafeTensorsFile.encoded([:])
    #expect(try SafeTensorsFile.decoded(empty, name: "here") == [:])
  }

  /// Whether such numbers make sense is for whoever reads them to say.
  @Test func `comes back to the bit with what is not a number`() throws {
    let odd: [Float] = [.nan, .infinity, -.infinity, -0.0, .leastNonzeroMagnitude]
    let bytes = SafeTensorsFile.encoded(["w": .init(odd, shape: [5])])
    let read = try #require(SafeTensorsFile.decoded(bytes, name: "here")["w"])
    #expect(read.floats.map(\.bitPattern) == odd.map(\.bitPattern))
  }

  @Test func `may have quotes, backslashes and letters of any language in its names`() throws {
    let odd: [String: Archive.Tensor] = [
      #"a"b\c"#: .init([1], shape: [1]), "größe": .init([2], shape: [1]),
    ]
    #expect(try SafeTensorsFile.decoded(SafeTensorsFile.encoded(odd), name: "here") == odd)
  }

  @Test func `says which file, which byte and what is wrong`() {
    let failure = #expect(throws: Failure.self) {
      try SafeTensorsFile.decoded([1, 0, 0, 0, 0, 0, 0, 0, 0x5b], name: "x.safetensors")
    }
    #expect(
      failure?.description
        == "not a sound tensor file: no { - x.safetensors, byte 0 - use another checkpoint")
    #expect(failure?.kind == .damagedData)
  }

  @Test func `of other numbers than 32-bit floats is refused by name`() {
    let header = #"{"w":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}}"#
    let failure = #expect(throws: Failure.self) {
      try SafeTensorsFile.decoded(tensorFile(header, data: 8), name: "x")
    }
    #expect(failure?.what == "tensor w holds F64, not F32")
  }

  private static let named = ProcessInfo.processInfo.environment["APUS_TENSORBOARD_PYTHON"]
  private static let interpreter: String? =
    named ?? (isSuccess("/usr/bin/env", ["python3", "-c", "import safetensors"]) ? "python3" : nil)

  @Test(.enabled(if: interpreter != nil, "no python3 with safetensors"))
  func `is read by the reference library`() throws {
    let directory = try TemporaryDirectory()
    try directory.write(SafeTensorsFile.encoded(arrays), to: "x.safetensors")
    let script = try #require(
      Bundle.module.path(forResource: "read_tensors", ofType: "py", inDirectory: "Golden"))
    let python = try #require(Self.interpreter)
    let (status, output) = try run("/usr/bin/env", [python, script, directory("x.safetensors")])
    #expect(status == 0)
    #expect(
      output == """
        agent/bias float32 [2] [-1.5, 0.0010000000474974513]
        agent/empty float32 [0, 3] []
        agent/scalar float32 [] [7.0]
        agent/weights float32 [2, 3] [0.0, 0.25, 0.5, 0.75, 1.0, 1.25]

        """)
  }
}

/// The bytes of a file with a header and so many zero bytes of data.
func tensorFile(_ header: String, data: Int = 0, length: UInt64? = nil) -> [UInt8] {
  let header = Array(header.utf8)
  let length = length ?? UInt64(header.count)
  return withUnsafeBytes(of: length.littleEndian) { Array($0) } + header
    + [UInt8](repeating: 0, count: data)
}
