/// What may be done, and what may be seen.
extension EnvironmentConformance {
  func checkActions() throws -> ConformanceVerdict {
    for seed in seeds {
      var play = try ConformancePlay(in: makeBatch(Self.copies, false), seed: seed)
      for step in 1...50 {
        let actions = play.sample()
        do {
          try play.advance(by: actions)
        } catch let failure as Failure {
          return .violated("action \(actions[0]) of step \(step) was refused: \(failure)")
        }
      }
      for wrong in outsiders(of: play.sample(), of: play.batch.actionSpace) {
        let before = ConformanceMoment(of: play.batch)
        guard throwsFailure({ try play.batch.step(wrong) }) else {
          return .violated("actions \(wrong.storage) were accepted in \(play.batch.actionSpace)")
        }
        guard ConformanceMoment(of: play.batch) == before else {
          return .violated("refused actions \(wrong.storage) changed what is shown")
        }
      }
    }
    return .passed
  }

  private func throwsFailure(_ body: () throws -> Void) -> Bool {
    do {
      try body()
      return false
    } catch {
      return error is Failure
    }
  }

  /// Actions, in the last copy of which one number is not allowed.
  private func outsiders(of actions: Rows, of space: Space) -> [Rows] {
    let strangers: [Float] = [.nan, .infinity, -.infinity, -1, 0.5, 1e9, -1e9]
    return (0..<actions.width).flatMap { place in
      strangers.compactMap { stranger in
        var changed = actions
        changed[actions.count - 1, place] = stranger
        return space.contains(changed[actions.count - 1]) ? nil : changed
      }
    }
  }

  func checkDrawing() throws -> ConformanceVerdict {
    var play = try ConformancePlay(in: makeBatch(Self.copies, false), seed: 0)
    for step in 0..<200 {
      for copy in 0..<play.batch.count {
        var canvas = Canvas()
        guard play.batch.draw(copy, on: &canvas) else { return .inapplicable("no picture") }
        if let wrong = fault(of: canvas) {
          return .violated("\(wrong) after \(step) steps, in copy \(copy)")
        }
      }
      try play.advance()
    }
    return .passed
  }

  private func fault(of canvas: Canvas) -> String? {
    let bounds = canvas.bounds
    guard bounds.x.upperBound > bounds.x.lowerBound, bounds.y.upperBound > bounds.y.lowerBound,
      (bounds.x.upperBound - bounds.x.lowerBound).isFinite,
      (bounds.y.upperBound - bounds.y.lowerBound).isFinite
    else { return "the picture has no area" }
    if canvas.shapes.isEmpty { return "the picture is empty" }
    return canvas.shapes.first { !$0.numbers.allSatisfy(\.isFinite) }
      .map { "a shape lies nowhere: \($0)" }
  }

  func checkOptimum() throws -> ConformanceVerdict {
    var trial = try OptimumTrial(in: makeBatch(200, true))
    return try trial.verdict()
  }
}

extension Canvas.Shape {
  /// Every coordinate and every length.
  fileprivate var numbers: [Double] {
    switch self {
    case .rectangle(let origin, let width, let height, _): [origin.x, origin.y, width, height]
    case .line(let start, let end, let thickness, _): [start.x, start.y, end.x, end.y, thickness]
    case .circle(let center, let radius, _): [center.x, center.y, radius]
    case .polygon(let points, _): points.flatMap { [$0.x, $0.y] }
    case .text(_, let center, let height, _): [center.x, center.y, height]
    case .image(_, _, let origin, let width, let height): [origin.x, origin.y, width, height]
    }
  }
}
