import CSDL2
import Foundation
import ReinforcementLearning

/// A window that shows pictures; the main thread's alone.
final class Window {
  private let window: OpaquePointer

  private static let smallest = PictureSize(width: 480, height: 360)
  private static let anywhere: Int32 = 0x1fff_0000  // SDL_WINDOWPOS_UNDEFINED, a macro

  /// Opens a window.
  ///
  /// - Throws: ``Failure`` of kind `usage` if there is no display.
  init(title: String, size: PictureSize) throws {
    precondition(Thread.isMainThread, "SDL allows windows on the main thread only")
    SDL_SetMainReady()
    guard SDL_InitSubSystem(SDL_INIT_VIDEO) == 0 else {
      throw Display.absence(String(cString: SDL_GetError()))
    }
    do {
      window = try Self.open(title, size: size)
    } catch {
      SDL_QuitSubSystem(SDL_INIT_VIDEO)
      throw error
    }
    SDL_SetWindowMinimumSize(window, Int32(Self.smallest.width), Int32(Self.smallest.height))
  }

  private static func open(_ title: String, size: PictureSize) throws -> OpaquePointer {
    let driver = SDL_GetCurrentVideoDriver().map { String(cString: $0) } ?? ""
    try Display.require(visible: driver, in: ProcessInfo.processInfo.environment)
    let flags = SDL_WINDOW_RESIZABLE.rawValue | SDL_WINDOW_SHOWN.rawValue
    guard
      let window = SDL_CreateWindow(
        title, anywhere, anywhere, Int32(size.width), Int32(size.height), flags)
    else {
      throw Display.absence(String(cString: SDL_GetError()))
    }
    return window
  }

  deinit {
    SDL_DestroyWindow(window)
    SDL_QuitSubSystem(SDL_INIT_VIDEO)
  }

  /// How many pixels it shows now.
  var size: PictureSize {
    var width: Int32 = 0
    var height: Int32 = 0
    SDL_GetWindowSize(window, &width, &height)
    return PictureSize(width: max(1, Int(width)), height: max(1, Int(height)))
  }

  /// Shows a picture.
  ///
  /// - Throws: ``Failure`` if the display refuses.
  func show(_ picture: Picture) throws {
    guard let surface = SDL_GetWindowSurface(window),
      SDL_UpperBlit(picture.surface, nil, surface, nil) == 0,
      SDL_UpdateWindowSurface(window) == 0
    else {
      throw Library.failure(
        "the window cannot be drawn", remedy: "record without a display: --record FILE.gif")
    }
  }

  // MARK: - Events

  /// What happened in the window.
  enum Event: Hashable {
    case command(Session.Command)
    case isChanged
    case isOther
  }

  /// Waits for the next event, at most so many seconds; nil if there was none.
  func nextEvent(within seconds: Double) -> Event? {
    var event = SDL_Event()
    let milliseconds = Int32(min(max(seconds, 0) * 1000, 60_000).rounded(.up))
    guard SDL_WaitEventTimeout(&event, milliseconds) == 1 else { return nil }
    return Self.meaning(of: event)
  }

  static func meaning(of event: SDL_Event) -> Event {
    switch event.type {
    case SDL_QUIT.rawValue: .command(.quit)
    case SDL_WINDOWEVENT.rawValue: .isChanged
    case SDL_KEYDOWN.rawValue:
      command(of: event.key.keysym.sym, isRepeated: event.key.repeat != 0)
        .map(Event.command) ?? .isOther
    default: .isOther
    }
  }

  /// What a key asks for; only the keys that step and set the speed repeat while they are held.
  private static func command(of key: SDL_Keycode, isRepeated: Bool) -> Session.Command? {
    switch SDL_KeyCode(UInt32(bitPattern: key)) {
    case SDLK_LEFT: .stepBack
    case SDLK_RIGHT: .stepForward
    case SDLK_UP: .faster
    case SDLK_DOWN: .slower
    case _ where isRepeated: nil
    case SDLK_SPACE: .pauseOrGoOn
    case SDLK_r: .restart
    case SDLK_s: .screenshot
    case SDLK_q, SDLK_ESCAPE: .quit
    default: nil
    }
  }
}
