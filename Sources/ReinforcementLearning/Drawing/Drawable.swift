/// An environment that can show itself.
public protocol Drawable: Environment {
  /// Draws the present state.
  func draw(on canvas: inout Canvas)
}
