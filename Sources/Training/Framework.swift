/// The program itself.
public enum Framework {
  /// Its version, as written into every run and every checkpoint.
  public static let version = "0.1.0"
}
