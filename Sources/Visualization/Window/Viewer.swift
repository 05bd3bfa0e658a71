import Foundation
import ReinforcementLearning

/// Shows a player in a window until the user closes it.
public final class Viewer {
  private let subject: Subject
  private let window: Window
  private let composer: Composer
  private var session: Session
  private var picture: Picture
  private var notice: (text: String, end: Double)?
  private var isStale = true
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant

  /// The least time between two pictures, in seconds.
  private static let refresh = 1.0 / 60
  /// For how long a message is shown, in seconds.
  private static let noticeTime = 3.0

  /// Opens a window; only the main thread may.
  ///
  /// - Parameters:
  ///   - player: What is shown.
  ///   - subject: Who acts where.
  ///   - size: The window's size at first.
  /// - Throws: `Failure` of kind `usage` if there is no display, or `missingInput` if no font is
  ///   found.
  public init(_ player: Player, of subject: Subject, size: PictureSize = .standard) throws {
    try Display.require(in: ProcessInfo.processInfo.environment)
    self.subject = subject
    composer = try Composer(of: subject)
    window = try Window(title: "\(subject.environment) – \(subject.agent) – apus", size: size)
    session = Session(player)
    picture = try Picture(width: size.width, height: size.height)
    start = clock.now
  }

  /// Plays until the user quits.
  ///
  /// - Throws: `Failure` if the agent, the world or the display is at fault.
  public func run() throws {
    while true {
      let shown = now
      if isStale { try show() }
      guard try handleEvents(from: shown) else { return }
      try play()
    }
  }

  private var now: Double { (clock.now - start) / .seconds(1) }

  // MARK: - The keys

  /// Waits for what happens until something is to be shown; false if the user quits.
  private func handleEvents(from shown: Double) throws -> Bool {
    while let event = window.nextEvent(within: patience(from: shown)) {
      switch event {
      case .command(.quit): return false
      case .command(.screenshot): try takeScreenshot()
      case .command(let command): try session.obey(command, at: now)
      case .isChanged: break
      case .isOther: continue
      }
      isStale = true
      if now >= shown + Self.refresh { break }
    }
    return true
  }

  /// How long nothing needs to be done unless a key is pressed, in seconds.
  private func patience(from shown: Double) -> Double {
    if session.pace.speed == .unlimited, !session.pace.isPaused { return 0 }
    let refresh = max(0, shown + Self.refresh - now)
    if isStale { return refresh }
    var wait = session.pace.wait(from: now) ?? 60
    if let notice { wait = min(wait, max(0, notice.end - now)) }
    return max(refresh, wait)
  }

  /// Takes the steps that are due, and no more of them than fit between two pictures.
  private func play() throws {
    let end = now + Self.refresh
    while now < end, try session.advanceIfDue(at: now) { isStale = true }
    if let notice, now >= notice.end {
      self.notice = nil
      isStale = true
    }
  }

  private func takeScreenshot() throws {
    let name = subject.environment.replacing("/", with: "-")
    let path = "apus-\(name)-\(session.player.frame.step).png"
    do {
      notice = nil
      try compose()
      try picture.save(to: path)
      notice = ("saved as \(path)", now + Self.noticeTime)
    } catch let failure as Failure {
      notice = (failure.what, now + Self.noticeTime)
    }
  }

  // MARK: - The picture

  private func show() throws {
    try compose()
    try window.show(picture)
    isStale = false
  }

  private func compose() throws {
    let size = window.size
    if size != PictureSize(width: picture.width, height: picture.height) {
      picture = try Picture(width: size.width, height: size.height)
    }
    let state = Composer.State(
      badge: badge, speed: speed, keys: PanelContent.windowKeys,
      notice: notice?.text)
    try composer.compose(session.player, state, onto: picture)
  }

  /// The end of an episode has a badge of its own; that time stands still is then said elsewhere.
  private var badge: PanelContent.Badge? {
    guard session.player.frame.ending == nil else { return nil }
    let behind = session.player.framesBehind
    let count = behind > 0 ? " \u{2212}\(behind)" : ""
    if session.pace.isPaused { return .init(text: "PAUSED" + count, color: .orange) }
    return behind > 0 ? .init(text: "REPLAY" + count, color: .blue) : nil
  }

  private var speed: String {
    let isSaid = session.player.frame.ending == nil
    return session.pace.isPaused && !isSaid ? "paused" : "\(session.pace.speed)"
  }
}
