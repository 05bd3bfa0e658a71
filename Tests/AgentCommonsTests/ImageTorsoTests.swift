import ReinforcementLearning
import TensorCore
import Testing

@testable import AgentCommons

@Suite struct `An image` {
  @Test func `is a box of planes, and frames of planes are planes`() throws {
    let image = try #require(ImageShape(.box(Box(shape: [4, 3, 24, 32], in: 0...1))))
    #expect([image.channels, image.height, image.width] == [12, 24, 32])
    #expect(image.scale == 1)
    #expect(ImageShape(.box(Box(shape: [1, 8, 8], in: 0...255)))?.scale == Float(1) / 255)
  }

  @Test(
    arguments: [
      .discrete(4), .box(Box(shape: [8, 8], in: 0...1)), .box(Box(shape: [3, 2, 8], in: 0...1)),
    ] as [Space])
  func `is nothing else`(_ space: Space) { #expect(ImageShape(space) == nil) }

  /// 84 → 20 → 9 → 7 as in Mnih et al., 2015; 8 → 8 → 4.
  @Test(arguments: [([4, 84, 84], 3136), ([1, 8, 8], 512)])
  func `becomes features`(_ shape: [Int], _ width: Int) throws {
    var random = RandomSource(seed: 0)
    let image = try #require(ImageShape(.box(Box(shape: shape, in: 0...1))))
    let torso = ImageTorso(image, name: "torso", using: &random)
    #expect(torso.width == width)
    let program = try Program { trace in
      let seen = trace.input("seen", shape: [2, shape.reduce(1, *)])
      trace.output("features", torso(seen))
    }
    #expect(program.output("features").count == 2 * width)
  }

  /// A lone pixel of the second plane reaches features through the weights of that plane alone: with
  /// those zero, all features are those of an empty image.
  @Test func `has its planes first, and rows before columns`() throws {
    var random = RandomSource(seed: 0)
    let image = try #require(ImageShape(.box(Box(shape: [2, 4, 6], in: 0...1))))
    let torso = ImageTorso(image, name: "torso", using: &random)
    let kernel = torso.parameters[0]  // [3, 3, 2, 16]
    for place in 0..<kernel.count where place / 16 % 2 == 1 { kernel.buffer[place] = 0 }
    let program = try Program { trace in
      trace.output("features", torso(trace.input("seen", shape: [1, 48])))
    }
    func features(_ lit: Int?) -> [Float] {
      program.input("seen").update(repeating: 0)
      if let lit { program.input("seen")[lit] = 1 }
      program.run()
      return Array(program.output("features"))
    }
    #expect(features(24 + 9) == features(nil))
    #expect(features(9) != features(nil))
  }
}
