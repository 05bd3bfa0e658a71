import ReinforcementLearning

/// Whether a window can be opened.
public enum Display {
  /// Refuses to go on without a display, before anything else is done.
  ///
  /// - Parameter variables: The variables of the process's surroundings.
  /// - Throws: `Failure` of kind `usage` that names the way without a display.
  public static func require(in variables: [String: String]) throws {
    let names = ["DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER"]
    guard names.allSatisfy({ variables[$0, default: ""].isEmpty }) else { return }
    throw absence("DISPLAY and WAYLAND_DISPLAY are not set")
  }

  /// Refuses a driver that shows nothing, which SDL falls back to silently.
  ///
  /// - Parameters:
  ///   - driver: The video driver that SDL chose.
  ///   - variables: The variables of the process's surroundings, which may ask for such a driver.
  /// - Throws: ``Failure`` of kind `usage`.
  static func require(visible driver: String, in variables: [String: String]) throws {
    guard ["offscreen", "dummy"].contains(driver), variables["SDL_VIDEODRIVER"] != driver else {
      return
    }
    let displays = ["WAYLAND_DISPLAY", "DISPLAY"].compactMap { variables[$0] }
    throw absence("nothing answers at \(displays.joined(separator: " or "))")
  }

  /// The failure of having nowhere to open a window.
  static func absence(_ reason: String) -> Failure {
    Failure(
      .usage, "there is no display to open a window on: \(reason)",
      remedy: "record without one: --record FILE.gif, FILE.mp4 or FILE.png")
  }
}
