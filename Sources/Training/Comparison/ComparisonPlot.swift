import ReinforcementLearning

extension Comparison {
  /// Draws the learning curves, one panel an environment: the interquartile mean over seeds, with
  /// its interval as a band.
  ///
  /// - Throws: `Failure` of kind `cannotCreate`, in particular if gnuplot is not installed.
  public func plot(svg: String? = nil, png: String? = nil) throws {
    let layout = PlotLayout(panels: environments.count)
    let panels = environments.map { PlotPanel($0, layout: layout).script }.joined(separator: "\n")
    if let svg {
      let terminal = "svg size \(layout.width),\(layout.height) font 'DejaVu Sans,12' noenhanced"
      try draw(terminal + " background '#ffffff'", svg, layout, panels)
    }
    if let png {
      let (width, height) = (layout.width * 2, layout.height * 2)
      let terminal = "pngcairo size \(width),\(height) fontscale 2 linewidth 2 noenhanced rounded"
      try draw(terminal + " font 'DejaVu Sans,9'", png, layout, panels)
    }
  }

  private func draw(
    _ terminal: String, _ path: String, _ layout: PlotLayout, _ panels: String
  ) throws {
    let file = PartialFile(for: path)
    do {
      try Gnuplot.run(script(terminal, file.path, layout, panels))
    } catch {
      file.discard()
      throw error
    }
    try file.complete()
  }

  private func script(
    _ terminal: String, _ path: String, _ layout: PlotLayout, _ panels: String
  ) throws -> String {
    """
    set terminal \(terminal)
    set output \(try Gnuplot.quoted(path: path))
    set encoding utf8
    set border 3 linecolor rgb '#666666' linewidth 0.8
    set tics nomirror out scale 0.5 textcolor rgb '#333333'
    set grid ytics linetype 1 linecolor rgb '#e6e6e6' linewidth 0.6
    set key tmargin left Left reverse horizontal samplen 1.6 textcolor rgb '#222222'
    set rmargin 4
    set bmargin 4
    set format x '%.0s%c'
    set multiplot layout \(layout.rows),\(layout.columns)
    \(panels)
    unset multiplot

    """
  }
}

/// How panels are laid out on a picture.
struct PlotLayout {
  let rows: Int
  let columns: Int

  init(panels: Int) {
    columns = panels == 1 ? 1 : panels <= 4 ? 2 : 3
    rows = (panels + columns - 1) / columns
  }

  var width: Int { columns == 1 ? 800 : 500 * columns }  // pixels
  var height: Int { columns == 1 ? 480 : 380 * rows }  // pixels
}

/// The commands that draw one environment.
struct PlotPanel {
  let comparison: EnvironmentComparison

  /// Colours that people with any kind of colour vision can tell apart (Okabe and Ito, 2008), the
  /// pale ones last.
  private static let colours = [
    "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000", "#f0e442",
  ]

  init(_ comparison: EnvironmentComparison, layout: PlotLayout) { self.comparison = comparison }

  var script: String {
    (blocks + [
      "set key title \(Gnuplot.quoted(comparison.environment)) font 'DejaVu Sans:Bold' left",
      "set xlabel 'environment steps' textcolor rgb '#333333'",
      "set ylabel \(Gnuplot.quoted(heightLabel)) textcolor rgb '#333333'",
      "set xrange [0:\(comparison.step)]",
      "set yrange [\(heights.lowerBound):\(heights.upperBound)]",
      "plot \(plots.joined(separator: ", \\\n  "))",
    ]).joined(separator: "\n")
  }

  private var heightLabel: String {
    let most = comparison.agents.map(\.seeds.count).max() ?? 0
    return most > 1 ? "return per episode (IQM, 95 % interval)" : "return per episode"
  }

  /// From the lowest to the highest of all curves, bands and the threshold, with a little room; from
  /// zero where that is near.
  private var heights: ClosedRange<Double> {
    let points = comparison.agents.flatMap(\.curve).flatMap { point in
      [point.value, point.interval?.lower ?? point.value, point.interval?.upper ?? point.value]
    }
    let all = points + [comparison.threshold].compactMap { $0 }
    let (least, greatest) = (all.min() ?? 0, all.max() ?? 1)
    let room = max(greatest - least, abs(greatest) * 1e-3, 1e-6) * 0.05
    let startsAtZero = least >= 0 && least < 0.3 * greatest
    return (startsAtZero ? 0 : least - room)...(greatest + room)
  }

  private var blocks: [String] {
    comparison.agents.enumerated().map { place, agent in
      let lines = agent.curve.map { point in
        let (low, high) = (
          point.interval?.lower ?? point.value, point.interval?.upper ?? point.value
        )
        return "\(point.step) \(point.value) \(low) \(high)"
      }
      return (["$agent\(place) << END"] + lines + ["END"]).joined(separator: "\n")
    }
  }

  private var plots: [String] {
    let agents = Array(comparison.agents.enumerated())
    let bands = agents.filter { $0.element.interval != nil }.map { place, _ in
      "$agent\(place) using 1:3:4 with filledcurves fillcolor rgb '\(colour(place))' "
        + "fillstyle transparent solid 0.18 noborder notitle"
    }
    let lines = agents.map { place, agent in
      let count = agent.seeds.count == 1 ? "1 seed" : "\(agent.seeds.count) seeds"
      return
        "$agent\(place) using 1:2 with lines linewidth 2 dashtype \(1 + place / Self.colours.count) "
        + "linecolor rgb '\(colour(place))' title \(Gnuplot.quoted("\(agent.label) (\(count))"))"
    }
    let limit = comparison.threshold.map {
      "\($0) with lines linewidth 1 dashtype 3 linecolor rgb '#888888' "
        + "title \(Gnuplot.quoted("threshold \(Formatting.significant($0, digits: 4))"))"
    }
    return bands + lines + [limit].compactMap { $0 }
  }

  private func colour(_ place: Int) -> String { Self.colours[place % Self.colours.count] }
}
