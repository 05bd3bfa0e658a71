/// A picture as data: shapes in the world's own units, to be played by whoever shows it.
///
/// The world's `y` axis points up.  What is drawn later covers what was drawn before.
public struct Canvas: Hashable, Sendable {
  /// The part of the world that is shown.
  public var bounds: Bounds
  /// The colour behind everything.
  public var background: Color
  /// What is drawn, in order.
  public private(set) var shapes: [Shape] = []

  /// Creates an empty picture.
  public init(bounds: Bounds = Bounds(x: 0...1, y: 0...1), background: Color = .paper) {
    self.bounds = bounds
    self.background = background
  }

  /// Adds a shape on top of the others.
  public mutating func add(_ shape: Shape) { shapes.append(shape) }

  /// A point of the world.
  public struct Point: Hashable, Sendable {
    /// To the right.
    public var x: Double
    /// Upwards.
    public var y: Double

    /// Creates a point.
    public init(_ x: Double, _ y: Double) {
      self.x = x
      self.y = y
    }
  }

  /// A part of the world.
  public struct Bounds: Hashable, Sendable {
    /// From left to right.
    public var x: ClosedRange<Double>
    /// From bottom to top.
    public var y: ClosedRange<Double>

    /// Creates bounds.
    public init(x: ClosedRange<Double>, y: ClosedRange<Double>) {
      self.x = x
      self.y = y
    }
  }

  /// Something drawn.
  ///
  /// Lengths are in the world's units, save where a comment says otherwise.
  public enum Shape: Hashable, Sendable {
    /// A filled rectangle: its lower left corner and its extent.
    case rectangle(origin: Point, width: Double, height: Double, fill: Color)
    /// A line of a thickness with round ends.
    case line(from: Point, to: Point, thickness: Double, color: Color)
    /// A filled circle.
    case circle(center: Point, radius: Double, fill: Color)
    /// A filled polygon, convex or not.
    case polygon([Point], fill: Color)
    /// A line of text of a height, centred on a point.
    case text(String, center: Point, height: Double, color: Color)
    /// An image of so many columns, row by row from the top, stretched over a rectangle.
    case image(pixels: [Color], columns: Int, origin: Point, width: Double, height: Double)
  }
}

/// A colour and how opaque it is, each part from 0 to 255.
public struct Color: Hashable, Sendable {
  /// Red.
  public var red: UInt8
  /// Green.
  public var green: UInt8
  /// Blue.
  public var blue: UInt8
  /// 255 covers what is beneath, 0 leaves it.
  public var opacity: UInt8

  /// Creates a colour.
  public init(_ red: UInt8, _ green: UInt8, _ blue: UInt8, opacity: UInt8 = 255) {
    self.red = red
    self.green = green
    self.blue = blue
    self.opacity = opacity
  }

  /// The same colour, more or less opaque, from 0 to 1.
  public func opacity(_ share: Double) -> Color {
    var color = self
    color.opacity = UInt8(min(max(share, 0), 1) * 255)
    return color
  }
}

/// The palette: colours that stay apart for colour-blind eyes.
///
/// Follows Okabe and Ito, *Color universal design*, 2008.
extension Color {
  /// Almost white, behind everything.
  public static let paper = Color(250, 250, 247)
  /// Almost black.
  public static let ink = Color(34, 36, 40)
  /// Grey for what matters less.
  public static let muted = Color(150, 154, 160)
  /// Walls.
  public static let wall = Color(84, 90, 100)
  /// Orange.
  public static let orange = Color(230, 159, 0)
  /// Sky blue.
  public static let sky = Color(86, 180, 233)
  /// Bluish green.
  public static let green = Color(0, 158, 115)
  /// Yellow.
  public static let yellow = Color(240, 228, 66)
  /// Blue.
  public static let blue = Color(0, 114, 178)
  /// Vermilion.
  public static let vermilion = Color(213, 94, 0)
  /// Reddish purple.
  public static let purple = Color(204, 121, 167)
}
