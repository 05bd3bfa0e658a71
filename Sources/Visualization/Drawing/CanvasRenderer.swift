import CSDL2
import ReinforcementLearning

/// Plays the shapes of a canvas onto a picture, with soft edges.
final class CanvasRenderer {
  private let fonts: Fonts

  /// Lines thinner than this many pixels would fade away.
  private static let thinnestLine = 1.0

  init(fonts: Fonts) { self.fonts = fonts }

  /// Draws a canvas as large as fits an area, and its background over the whole of it.
  func draw(_ canvas: Canvas, in area: Area, of picture: Picture) throws {
    picture.fill(area, with: canvas.background)
    let viewport = Viewport(canvas.bounds, in: area)
    let clip = viewport.area
    for shape in canvas.shapes { try draw(shape, in: viewport, clip: clip, of: picture) }
  }

  private func draw(
    _ shape: Canvas.Shape, in viewport: Viewport, clip: Area, of picture: Picture
  ) throws {
    let scale = viewport.scale
    switch shape {
    case .rectangle(let origin, let width, let height, let fill):
      let corner = viewport.place(Canvas.Point(origin.x, origin.y + height))
      let outline = Outline.rectangle(corner, width: width * scale, height: height * scale)
      picture.fill(outline, with: fill, within: clip)
    case .line(let start, let end, let thickness, let color):
      let outline = Outline.line(
        from: viewport.place(start), to: viewport.place(end),
        thickness: max(thickness * scale, Self.thinnestLine))
      picture.fill(outline, with: color, within: clip)
    case .circle(let center, let radius, let fill):
      let outline = Outline.circle(viewport.place(center), radius: radius * scale)
      picture.fill(outline, with: fill, within: clip)
    case .polygon(let points, let fill):
      picture.fill(points.map(viewport.place), with: fill, within: clip)
    case .text(let text, let center, let height, let color):
      let line = try fonts.line(text, height: height * scale, color: color)
      if let line { draw(line, center: viewport.place(center), clip: clip, of: picture) }
    case .image(let pixels, let columns, let origin, let width, let height):
      let corner = viewport.place(Canvas.Point(origin.x, origin.y + height))
      let opposite = viewport.place(Canvas.Point(origin.x + width, origin.y))
      try draw(pixels, columns: columns, from: corner, to: opposite, clip: clip, of: picture)
    }
  }

  private func draw(_ line: TextLine, center: Vertex, clip: Area, of picture: Picture) {
    let target = Area(
      x: Int((center.x - Double(line.width) / 2).rounded()),
      y: Int((center.y - Double(line.height) / 2).rounded()),
      width: line.width, height: line.height)
    picture.draw(line.surface, in: target, within: clip)
  }

  private func draw(
    _ pixels: [Color], columns: Int, from corner: Vertex, to opposite: Vertex, clip: Area,
    of picture: Picture
  ) throws {
    guard columns > 0, pixels.count >= columns else { return }
    let image = try Picture(width: columns, height: pixels.count / columns)
    image.setPixels(pixels)
    let left = Int(corner.x.rounded())
    let top = Int(corner.y.rounded())
    let target = Area(
      x: left, y: top, width: Int(opposite.x.rounded()) - left,
      height: Int(opposite.y.rounded()) - top)
    guard !target.isEmpty else { return }
    picture.draw(image.surface, in: target, within: clip)
  }
}
