import ReinforcementLearning

/// Puts the picture of a world and the panel together: the same for the window and for recordings.
final class Composer {
  private let subject: Subject
  private let renderer: CanvasRenderer
  private let painter: PanelPainter

  /// What is shown around a frame while it is played.
  struct State {
    /// Which words to put over the frame's own badge, if any.
    var badge: PanelContent.Badge?
    /// How fast frames follow one another.
    var speed = ""
    /// What the keys do.
    var keys: [PanelContent.Key] = []
    /// A message.
    var notice: String?
  }

  init(of subject: Subject) throws {
    self.subject = subject
    let fonts = try Fonts()
    renderer = CanvasRenderer(fonts: fonts)
    painter = PanelPainter(fonts: fonts)
  }

  /// Draws the frame that a player shows.
  func compose(_ player: Player, _ state: State = State(), onto picture: Picture) throws {
    let layout = ScreenLayout(width: picture.width, height: picture.height)
    try renderer.draw(player.picture() ?? absence, in: layout.world, of: picture)
    var content = PanelContent(player.frame, of: subject, in: player.actionSpace)
    content.badge = state.badge ?? content.badge
    content.speed = state.speed
    content.keys = state.keys
    try painter.paint(content, in: layout.panel, of: picture)
    if let notice = state.notice {
      try painter.paint(notice: notice, over: layout.world, of: picture)
    }
  }

  /// What stands in for the picture of an environment that has none.
  private var absence: Canvas {
    var canvas = Canvas(bounds: Canvas.Bounds(x: 0...20, y: 0...10))
    canvas.add(
      .text(
        "\(subject.environment) has no picture", center: Canvas.Point(10, 5), height: 0.8,
        color: .muted))
    return canvas
  }
}

/// The screen's two parts: the panel stands to the right of the world, or below it if the screen is
/// higher than wide.
struct ScreenLayout {
  let world: Area
  let panel: Area

  init(width: Int, height: Int) {
    if width >= height {
      let panelWidth = min(max(Int(Double(width) * 0.34), 200), 420, width / 2)
      world = Area(width: width - panelWidth, height: height)
      panel = Area(x: width - panelWidth, width: panelWidth, height: height)
    } else {
      let panelHeight = height * 45 / 100
      world = Area(width: width, height: height - panelHeight)
      panel = Area(y: height - panelHeight, width: width, height: panelHeight)
    }
  }
}
