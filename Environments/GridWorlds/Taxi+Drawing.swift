public import ReinforcementLearning

extension Taxi: Drawable {
  private static let colors: [Color] = [.vermilion, .green, .yellow, .blue]

  public func draw(on canvas: inout Canvas) {
    let grid = Self.grid
    grid.draw(on: &canvas) { _ in .paper }
    for (landmark, cell) in Self.landmarks.enumerated() {
      let area = grid.area(of: cell)
      canvas.add(
        .rectangle(
          origin: Canvas.Point(area.x.lowerBound + 0.1, area.y.lowerBound + 0.1), width: 0.8,
          height: 0.8, fill: Self.colors[landmark].opacity(0.6)))
      if landmark == situation.destination {
        canvas.add(.text("×", center: grid.center(of: cell), height: 0.8, color: .ink))
      }
    }
    for cell in Self.walls {
      let area = grid.area(of: cell)
      canvas.add(
        .line(
          from: Canvas.Point(area.x.upperBound, area.y.lowerBound),
          to: Canvas.Point(area.x.upperBound, area.y.upperBound), thickness: 0.1, color: .wall))
    }
    drawTaxi(on: &canvas)
  }

  private func drawTaxi(on canvas: inout Canvas) {
    let place = Self.grid.center(of: situation.cell)
    canvas.add(
      .rectangle(
        origin: Canvas.Point(place.x - 0.32, place.y - 0.2), width: 0.64, height: 0.4,
        fill: .orange))
    let passenger =
      situation.passenger == 4 ? place : Self.grid.center(of: Self.landmarks[situation.passenger])
    canvas.add(.circle(center: passenger, radius: 0.14, fill: .ink))
  }
}
