import CSDL2
import Foundation
import ReinforcementLearning
import Testing

@testable import Visualization

@MainActor @Suite struct `A contact sheet` {
  private func canvas(_ color: Color) -> Canvas { Canvas(background: color) }

  /// Cells of 40 pixels with gaps of 16 and names of 22 above them, three in two columns.
  @Test func `shows every picture in its place`() throws {
    try withFolder { folder in
      let path = folder.appending(path: "sheet.png").plainPath
      try ContactSheet(
        [("a", canvas(.orange)), ("b", canvas(.blue)), ("c", canvas(.green))], columns: 2, side: 40
      ).save(to: path)
      let surface = try #require(IMG_Load(path))
      defer { SDL_FreeSurface(surface) }
      #expect(surface.pointee.w == 16 + 2 * 56 && surface.pointee.h == 16 + 2 * 78)
      let read = try Picture(width: Int(surface.pointee.w), height: Int(surface.pointee.h))
      read.draw(surface, in: read.area, within: read.area)
      #expect(read[16, 38] == .orange && read[55, 77] == .orange)
      #expect(read[72, 38] == .blue && read[16, 116] == .green)
      #expect(read[15, 38] == Color(255, 255, 255) && read[72, 116] == Color(255, 255, 255))
      let name = (16..<56).contains { x in (16..<38).contains { read[x, $0].red < 128 } }
      #expect(name, "the name is above the picture")
    }
  }
}
