import CSDL2
import ReinforcementLearning

/// What SDL says went wrong, and the start of its parts.
enum Library {
  /// A failure with SDL's own words.
  static func failure(_ what: String, remedy: String) -> Failure {
    let reason = String(cString: SDL_GetError())
    return Failure(.internalFault, reason.isEmpty ? what : "\(what): \(reason)", remedy: remedy)
  }

  /// Starts the part that draws text; more than once does no harm.
  static func startText() throws {
    guard TTF_WasInit() == 0, TTF_Init() != 0 else { return }
    throw failure("SDL2_ttf cannot start", remedy: "reinstall the package libsdl2-ttf-2.0-0")
  }
}
