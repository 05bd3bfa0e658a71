import Foundation
import ReinforcementLearning
import Testing

@testable import Visualization

private let black = Color(0, 0, 0)
private let white = Color(255, 255, 255)

@MainActor @Suite struct `A canvas as pixels` {
  /// Plays shapes black on white, over a world as wide and high as given.
  private func drawn(
    _ shapes: [Canvas.Shape], world: Double = 10, width: Int = 100, height: Int = 100
  ) throws -> Picture {
    var canvas = Canvas(
      bounds: Canvas.Bounds(x: 0...world, y: 0...world), background: white)
    for shape in shapes { canvas.add(shape) }
    let picture = try Picture(width: width, height: height)
    try CanvasRenderer(fonts: Fonts()).draw(canvas, in: picture.area, of: picture)
    return picture
  }

  /// How much ink there is, in pixels.
  private func ink(_ picture: Picture, in area: Area? = nil) -> Double {
    let area = area ?? picture.area
    var sum = 0.0
    for y in area.y..<area.bottom {
      for x in area.x..<area.right { sum += 1 - Double(picture[x, y].green) / 255 }
    }
    return sum
  }

  @Test func `covers exactly the area of a rectangle`() throws {
    let picture = try drawn([
      .rectangle(origin: Canvas.Point(2, 3), width: 4, height: 5, fill: black)
    ])
    #expect(ink(picture) == 2_000)
    #expect(ink(picture, in: Area(x: 20, y: 20, width: 40, height: 50)) == 2_000)
  }

  @Test func `covers parts of pixels in proportion`() throws {
    let picture = try drawn([
      .rectangle(origin: Canvas.Point(2.05, 3.05), width: 4, height: 5, fill: black)
    ])
    #expect(abs(ink(picture) - 2_000) < 1)
    #expect(picture[20, 40] == Color(127, 127, 127))
    #expect(picture[60, 40] == Color(127, 127, 127))
  }

  @Test func `leaves no seam between the cells of a grid`() throws {
    let cells = (0..<13).flatMap { column in
      (0..<13).map { row in
        Canvas.Shape.rectangle(
          origin: Canvas.Point(Double(column), Double(row)), width: 1, height: 1, fill: black)
      }
    }
    let picture = try drawn(cells, world: 13, width: 417, height: 333)
    let side = 333 / 13 * 13
    #expect(ink(picture) == Double(side * side))
  }

  @Test func `keeps the world's proportions, with the background beside it`() throws {
    let picture = try drawn(
      [.rectangle(origin: Canvas.Point(-50, -50), width: 200, height: 200, fill: black)],
      width: 300, height: 100)
    #expect(ink(picture) == 10_000)
    #expect(picture[99, 50] == white && picture[100, 50] == black)
    #expect(picture[199, 50] == black && picture[200, 50] == white)
  }

  @Test(arguments: [0.5, 1.3, 4]) func `covers a circle's area within one percent`(
    radius: Double
  ) throws {
    let picture = try drawn([
      .circle(center: Canvas.Point(5.03, 4.98), radius: radius, fill: black)
    ])
    let area = Double.pi * radius * radius * 100
    #expect(abs(ink(picture) - area) < 0.01 * area)
  }

  @Test(arguments: [false, true]) func `fills a polygon with a notch, either way round`(
    isReversed: Bool
  ) throws {
    let corners = [(1, 1), (9, 1), (9, 9), (5, 3), (1, 9)].map { Canvas.Point($0.0, $0.1) }
    let picture = try drawn([
      .polygon(isReversed ? corners.reversed() : corners, fill: black)
    ])
    #expect(abs(ink(picture) - 4_000) < 5)  // 64 less the notch, 8 × 6 / 2
    #expect(picture[50, 40] == white && picture[50, 75] == black)
  }

  @Test func `ends a line in half circles`() throws {
    let picture = try drawn([
      .line(from: Canvas.Point(3, 5), to: Canvas.Point(7, 5), thickness: 2, color: black)
    ])
    let area = 40.0 * 20 + Double.pi * 100
    #expect(abs(ink(picture) - area) < 0.01 * area)
    #expect(picture[21, 50].green < 128 && picture[18, 50] == white)
  }

  @Test func `draws a thin line one pixel wide`() throws {
    let picture = try drawn([
      .line(from: Canvas.Point(0, 5), to: Canvas.Point(10, 5), thickness: 0.001, color: black)
    ])
    #expect(abs(ink(picture) - 100) < 1)
  }

  @Test func `mixes what is not opaque with what is beneath`() throws {
    let red = Color(255, 0, 0)
    let picture = try drawn([
      .rectangle(origin: Canvas.Point(0, 0), width: 10, height: 10, fill: red),
      .rectangle(
        origin: Canvas.Point(0, 0), width: 10, height: 10,
        fill: Color(0, 0, 255, opacity: 102)),
    ])
    #expect(picture[50, 50] == Color(153, 0, 102))
  }

  @Test func `writes text within its height, around its centre`() throws {
    let picture = try drawn([
      .text("Apus 17", center: Canvas.Point(5, 5), height: 2, color: black)
    ])
    let total = ink(picture)
    #expect(total > 50)
    #expect(ink(picture, in: Area(y: 40, width: 100, height: 20)) == total)
    let left = ink(picture, in: Area(width: 10, height: 100))
    let right = ink(picture, in: Area(x: 90, width: 10, height: 100))
    #expect(left + right == 0)
  }

  @Test func `stretches an image over its rectangle, first row on top`() throws {
    let picture = try drawn([
      .image(
        pixels: [black, white, white, black], columns: 2, origin: Canvas.Point(2, 2), width: 4,
        height: 4)
    ])
    #expect(ink(picture) == 800)
    #expect(picture[30, 50] == black && picture[50, 50] == white)
    #expect(picture[30, 70] == white && picture[50, 70] == black)
  }

  @Test func `survives shapes that are nowhere`() throws {
    let picture = try drawn([
      .circle(center: Canvas.Point(.nan, 5), radius: 1, fill: black),
      .polygon([], fill: black),
      .polygon([Canvas.Point(1e300, 0), Canvas.Point(0, .infinity)], fill: black),
      .circle(center: Canvas.Point(500, 500), radius: 3, fill: black),
      .image(pixels: [], columns: 0, origin: Canvas.Point(0, 0), width: 1, height: 1),
    ])
    #expect(ink(picture) == 0)
  }
}

@MainActor @Suite struct `The fonts` {
  @Test func `that are missing are named with their package`() {
    let failure = #expect(throws: Failure.self) { try Fonts(in: ["/nowhere"]) }
    #expect(failure?.kind == .missingInput)
    #expect(failure?.description.contains("fonts-dejavu-core") == true)
  }

  @Test func `shorten what does not fit, with an ellipsis`() throws {
    let fonts = try Fonts()
    let text = "a long name of an action"
    let shown = try fonts.shortened(text, toWidth: 80, height: 16)
    #expect(shown.hasSuffix("…") && shown.count < text.count)
    #expect(try fonts.width(of: shown, height: 16) <= 80)
    #expect(try fonts.shortened(text, toWidth: 1_000, height: 16) == text)
  }

  @Test func `become small enough for a text to fit, but no smaller`() throws {
    let fonts = try Fonts()
    let text = "RiverSwim-StrehlLittman-v0"
    let height = try fonts.height(of: text, toWidth: 200, within: 4...40)
    #expect(try fonts.width(of: text, height: Double(height)) <= 200)
    #expect(try fonts.width(of: text, height: Double(height + 1)) > 200)
    #expect(try fonts.height(of: text, toWidth: 10, within: 14...21) == 14)
    #expect(try fonts.height(of: "Go", toWidth: 200, within: 14...21) == 21)
  }

  @Test func `have figures of one width`() throws {
    let fonts = try Fonts()
    let widths = try Set((0...9).map { try fonts.width(of: "\($0)\($0)\($0)", height: 16) })
    #expect(widths.count == 1)
  }
}
