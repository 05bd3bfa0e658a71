import Foundation

/// How much memory a process may still take.
public enum AvailableMemory {
  /// The share of it that a replay may fill.
  private static let share = 0.8

  /// Refuses what would not fit, before hours are spent on filling it.
  ///
  /// - Parameters:
  ///   - bytes: How many bytes will be needed in the end.
  ///   - what: What needs them, for the message.
  ///   - remedy: What to change.
  /// - Throws: ``Failure`` of kind `configuration` that names both sizes.
  public static func require(_ bytes: Double, for what: String, remedy: String) throws {
    guard let available = bytesAvailable(), bytes > share * available else { return }
    throw Failure(
      .configuration,
      "\(what) needs \(gigabytes(bytes)), and \(gigabytes(available)) are available",
      remedy: remedy)
  }

  /// The bytes that the system and the control group leave; nil where neither says.
  private static func bytesAvailable() -> Double? {
    func text(_ path: String) -> String? { try? String(contentsOfFile: path, encoding: .utf8) }
    return bytesAvailable(
      system: text("/proc/meminfo"), limit: text("/sys/fs/cgroup/memory.max"),
      used: text("/sys/fs/cgroup/memory.current"))
  }

  /// Reads what Linux says: `MemAvailable` in kB, and the limit of a control group in bytes.
  static func bytesAvailable(system: String?, limit: String?, used: String?) -> Double? {
    func number(_ text: String?) -> Double? {
      text.flatMap { Double($0.trimmingCharacters(in: .whitespacesAndNewlines)) }
    }
    let line = system?.split(separator: "\n").first { $0.hasPrefix("MemAvailable:") }
    let free = line.flatMap { Double($0.filter(\.isNumber)) }.map { $0 * 1024 }
    let group = number(limit).map { $0 - (number(used) ?? 0) }
    return [free, group].compactMap { $0 }.min()
  }

  private static func gigabytes(_ bytes: Double) -> String {
    "\((bytes / 1e8).rounded() / 10) GB"
  }
}
