import CSDL2
import Foundation
import ReinforcementLearning

/// The fonts that text is drawn with, in every size asked for so far.
final class Fonts {
  /// How heavy letters are.
  enum Weight: Hashable {
    case regular
    case bold
  }

  private struct Cut: Hashable {
    let weight: Weight
    let size: Int
  }

  private let regularPath: String
  private let boldPath: String
  private var opened: [Cut: OpaquePointer] = [:]

  /// Families in order of preference, whose figures are all of one width.
  private static let families = [
    (regular: "DejaVuSans.ttf", bold: "DejaVuSans-Bold.ttf"),
    (regular: "LiberationSans-Regular.ttf", bold: "LiberationSans-Bold.ttf"),
  ]
  /// The height of a line, of which a letter's nominal size is a part, in DejaVu Sans.
  private static let lineHeight = 1.164

  /// Where fonts are usually installed.
  static var usualFolders: [String] {
    let home = NSHomeDirectory()
    return [
      "/usr/share/fonts", "/usr/local/share/fonts", "\(home)/.local/share/fonts", "\(home)/.fonts",
    ]
  }

  /// Finds the fonts.
  ///
  /// - Throws: ``Failure`` of kind `missingInput` that names the package to install.
  init(in folders: [String] = usualFolders) throws {
    let names = Set(Self.families.map(\.regular) + Self.families.map(\.bold))
    var found: [String: String] = [:]
    for folder in folders {
      let files = FileManager.default.enumerator(atPath: folder)
      while let path = files?.nextObject() as? String {
        let name = (path as NSString).lastPathComponent
        if names.contains(name), found[name] == nil { found[name] = "\(folder)/\(path)" }
      }
    }
    guard let family = Self.families.first(where: { found[$0.regular] != nil }),
      let regular = found[family.regular]
    else {
      throw Failure(
        .missingInput, "no font to write with was found", at: folders.joined(separator: ", "),
        remedy: "install the package fonts-dejavu-core")
    }
    regularPath = regular
    boldPath = found[family.bold] ?? regular
    try Library.startText()
  }

  deinit { for font in opened.values { TTF_CloseFont(font) } }

  /// A line of text as pixels, no higher than a height; nil if there is nothing to see.
  func line(
    _ text: String, height: Double, weight: Weight = .regular, color: Color
  ) throws -> TextLine? {
    guard !text.isEmpty, height >= 2 else { return nil }
    let font = try font(weight, lineHeight: height)
    let ink = SDL_Color(r: color.red, g: color.green, b: color.blue, a: color.opacity)
    guard let surface = TTF_RenderUTF8_Blended(font, text, ink) else { return nil }
    return TextLine(surface)
  }

  /// How wide a line of text of a height is, in pixels.
  func width(of text: String, height: Double, weight: Weight = .regular) throws -> Int {
    var width: Int32 = 0
    TTF_SizeUTF8(try font(weight, lineHeight: height), text, &width, nil)
    return Int(width)
  }

  /// The greatest height of a line of a text that is no wider than a width; the least of the range if
  /// none of it is.
  func height(
    of text: String, toWidth width: Int, within range: ClosedRange<Int>, weight: Weight = .regular
  ) throws -> Int {
    for height in range.reversed()
    where try self.width(of: text, height: Double(height), weight: weight) <= width {
      return height
    }
    return range.lowerBound
  }

  /// A text, or as much of its beginning as fits, with an ellipsis.
  func shortened(
    _ text: String, toWidth width: Int, height: Double, weight: Weight = .regular
  ) throws -> String {
    if try self.width(of: text, height: height, weight: weight) <= width { return text }
    var kept = text
    while !kept.isEmpty {
      kept.removeLast()
      let candidate = kept + "…"
      if try self.width(of: candidate, height: height, weight: weight) <= width {
        return candidate
      }
    }
    return ""
  }

  /// The largest font whose lines are no higher than a height.
  private func font(_ weight: Weight, lineHeight: Double) throws -> OpaquePointer {
    var size = max(1, min(400, Int((lineHeight / Self.lineHeight).rounded())))
    while true {
      let font = try font(Cut(weight: weight, size: size))
      if size == 1 || Double(TTF_FontHeight(font)) <= lineHeight { return font }
      size -= 1
    }
  }

  private func font(_ cut: Cut) throws -> OpaquePointer {
    if let font = opened[cut] { return font }
    let path = cut.weight == .bold ? boldPath : regularPath
    guard let font = TTF_OpenFont(path, Int32(cut.size)) else {
      throw Library.failure(
        "the font \(path) cannot be read", remedy: "reinstall the package fonts-dejavu-core")
    }
    TTF_SetFontHinting(font, Int32(TTF_HINTING_LIGHT))
    opened[cut] = font
    return font
  }
}

/// A line of text, drawn once.
final class TextLine {
  let surface: UnsafeMutablePointer<SDL_Surface>

  var width: Int { Int(surface.pointee.w) }
  var height: Int { Int(surface.pointee.h) }

  fileprivate init(_ surface: UnsafeMutablePointer<SDL_Surface>) { self.surface = surface }

  deinit { SDL_FreeSurface(surface) }
}
