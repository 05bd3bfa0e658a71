import CSDL2
import Foundation
import ReinforcementLearning

/// Pixels in memory that can be drawn on; needs no display.
final class Picture {
  let width: Int
  let height: Int
  /// The pixels, row by row from the top, 32 bits each: alpha, red, green, blue.
  let surface: UnsafeMutablePointer<SDL_Surface>

  var area: Area { Area(width: width, height: height) }

  init(width: Int, height: Int) throws {
    guard
      let surface = SDL_CreateRGBSurfaceWithFormat(
        0, Int32(width), Int32(height), 32, SDL_PIXELFORMAT_ARGB8888.rawValue)
    else {
      throw Library.failure(
        "no picture of \(width)×\(height) pixels can be made", remedy: "choose a smaller size")
    }
    self.width = width
    self.height = height
    self.surface = surface
    SDL_SetSurfaceBlendMode(surface, SDL_BLENDMODE_NONE)
  }

  deinit { SDL_FreeSurface(surface) }

  private func row(_ y: Int) -> UnsafeMutablePointer<UInt32> {
    guard let pixels = surface.pointee.pixels else {
      preconditionFailure("a surface in memory without pixels, which SDL does not make")
    }
    return pixels.advanced(by: y * Int(surface.pointee.pitch)).assumingMemoryBound(to: UInt32.self)
  }

  // MARK: - Drawing

  /// Covers an area, whatever is beneath.
  func fill(_ area: Area, with color: Color) {
    let area = area.intersection(self.area)
    let pixel = color.word
    for y in area.y..<area.bottom {
      row(y).advanced(by: area.x).update(repeating: pixel, count: area.width)
    }
  }

  /// Draws a filled polygon with soft edges.
  func fill(_ polygon: [Vertex], with color: Color, within clip: Area) {
    let coverage = Coverage(of: polygon, within: clip.intersection(area))
    coverage.forEachRow { rowIndex, shares in
      let pixels = row(coverage.area.y + rowIndex).advanced(by: coverage.area.x)
      for column in shares.indices {
        let opacity = UInt32(shares[column] * Float(color.opacity) + 0.5)
        if opacity == 255 {
          pixels[column] = color.word
        } else if opacity > 0 {
          pixels[column] = color.blended(over: pixels[column], opacity: opacity)
        }
      }
    }
  }

  /// Draws another picture, itself with or without transparency.
  func draw(
    _ image: UnsafeMutablePointer<SDL_Surface>, in target: Area, within clip: Area
  ) {
    var clip = clip.intersection(area).rectangle
    SDL_SetClipRect(surface, &clip)
    var target = target.rectangle
    SDL_UpperBlitScaled(image, nil, surface, &target)
    SDL_SetClipRect(surface, nil)
  }

  /// Sets every pixel, row by row from the top, and lets their opacity count when drawn elsewhere.
  func setPixels(_ colors: [Color]) {
    for (index, color) in colors.prefix(width * height).enumerated() {
      row(index / width)[index % width] =
        color.word & 0x00ff_ffff | UInt32(color.opacity) << 24
    }
    SDL_SetSurfaceBlendMode(surface, SDL_BLENDMODE_BLEND)
  }

  // MARK: - Reading

  /// The colour of a pixel.
  subscript(x: Int, y: Int) -> Color {
    let word = row(y)[x]
    return Color(
      UInt8(word >> 16 & 255), UInt8(word >> 8 & 255), UInt8(word & 255),
      opacity: UInt8(word >> 24))
  }

  /// The pixels, row by row from the top: blue, green, red and alpha, a byte each.
  var bytes: Data {
    var data = Data(capacity: width * height * 4)
    for y in 0..<height { data.append(Data(bytes: row(y), count: width * 4)) }
    return data
  }

  /// Writes a PNG file, which appears under its name only when it is complete.
  ///
  /// - Throws: ``Failure`` of kind `usage` if the name is that of another kind of file, or
  ///   `cannotCreate`.
  func save(to path: String) throws {
    guard path.lowercased().hasSuffix(".png") else {
      throw Failure(
        .usage, "\(path) cannot be the name of a picture", remedy: "let it end with .png")
    }
    let partial = PartialFile(for: path)
    guard IMG_SavePNG(surface, partial.path) == 0 else {
      partial.discard()
      throw Failure(
        .cannotCreate, "the picture cannot be written", at: path,
        remedy: "choose a folder that exists and can be written to")
    }
    try partial.complete()
  }
}

extension Area {
  var rectangle: SDL_Rect {
    SDL_Rect(x: Int32(x), y: Int32(y), w: Int32(width), h: Int32(height))
  }
}

extension Color {
  /// The colour as a pixel, opaque.
  var word: UInt32 { 255 << 24 | UInt32(red) << 16 | UInt32(green) << 8 | UInt32(blue) }

  /// The pixel that comes of painting over another, with an opacity from 0 to 255.
  func blended(over pixel: UInt32, opacity: UInt32) -> UInt32 {
    func mixed(_ part: UInt8, _ shift: UInt32) -> UInt32 {
      let beneath = pixel >> shift & 255
      return ((UInt32(part) * opacity + beneath * (255 - opacity) + 127) / 255) << shift
    }
    return 255 << 24 | mixed(red, 16) | mixed(green, 8) | mixed(blue, 0)
  }
}
