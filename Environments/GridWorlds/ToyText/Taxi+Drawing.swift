public import ReinforcementLearning

extension Taxi {
  private static let painter = GridPainter(rows: 5, columns: 5)

  func draw(_ state: Int, on canvas: inout Canvas) {
    let scene = Scene(state)
    Self.painter.begin(&canvas)
    for cell in 0..<25 { Self.painter.square(cell / 5, cell % 5, fill: .paper, on: &canvas) }
    let goal = Self.landmarks[scene.destination]
    Self.painter.square(goal.row, goal.column, fill: .green, on: &canvas)
    for (name, place) in zip(["R", "G", "Y", "B"], Self.landmarks) {
      canvas.add(
        .text(
          name, center: Self.painter.center(place.row, place.column), height: 0.6, color: .ink))
    }
    drawWalls(on: &canvas)
    drawTaxi(scene, on: &canvas)
  }

  private func drawWalls(on canvas: inout Canvas) {
    for cell in 0..<25 {
      let place = Place(cell / 5, cell % 5)
      guard Self.isWall(rightOf: place) else { continue }
      let area = Self.painter.area(place.row, place.column)
      canvas.add(
        .rectangle(
          origin: Canvas.Point(area.x.upperBound - 0.06, area.y.lowerBound), width: 0.12,
          height: 1, fill: .wall))
    }
  }

  /// The taxi with its passenger, if it has one, else both.
  private func drawTaxi(_ scene: Scene, on canvas: inout Canvas) {
    let center = Self.painter.center(scene.taxi.row, scene.taxi.column)
    canvas.add(
      .rectangle(
        origin: Canvas.Point(center.x - 0.36, center.y - 0.22), width: 0.72, height: 0.44,
        fill: .orange))
    if scene.passenger == Self.inTaxi {
      canvas.add(.circle(center: center, radius: 0.15, fill: .blue))
    } else {
      let place = Self.landmarks[scene.passenger]
      let waiting = Self.painter.center(place.row, place.column)
      canvas.add(
        .circle(center: Canvas.Point(waiting.x + 0.3, waiting.y + 0.3), radius: 0.15, fill: .blue))
    }
  }

  /// The cell of the taxi, while all else is as it is.
  func area(of state: Int, in present: Int) -> Canvas.Bounds? {
    let scene = Scene(state)
    var here = Scene(present)
    here.taxi = scene.taxi
    return here == scene ? Self.painter.area(scene.taxi.row, scene.taxi.column) : nil
  }
}

// MARK: - Registration

/// The taxi.
public enum Taxis {
  private struct Options: EnvironmentOptions {
    var rainy = false
    var fickle = false

    static let parameters = [
      ParameterDescription("rainy", "whether drives may go to either side instead"),
      ParameterDescription("fickle", "whether the passenger may change its mind on the way"),
    ]
  }

  /// Dry, with a passenger who knows where to go, and at most 200 steps.
  public static let v4 = EnvironmentEntry(
    "Taxi-v4", summary: "Fetch a passenger and take it where it wants to go.",
    rewards: "20 for delivering, −10 for what cannot be done, else −1; ends then, or after 200 steps",
    source: "Dietterich, 2000; Gymnasium 1.4", randomReturn: -776, solvedReturn: 8,
    trainingSteps: 200_000,
    actionNames: ["south", "north", "east", "west", "pick up", "drop off"], options: Options.self
  ) { TimeLimited(ToyWorld(Taxi(isRainy: $0.rainy, isFickle: $0.fickle)), steps: 200) }
}
