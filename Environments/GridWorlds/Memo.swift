import Synchronization

/// What was worked out once for a key, kept for all who ask again, on whatever thread.
final class Memo<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  private let values = Mutex<[Key: Value]>([:])
  private let capacity: Int

  /// Creates an empty memo, which forgets everything where it would keep more than its capacity.
  init(capacity: Int = 64) { self.capacity = capacity }

  /// The value of a key, worked out by a closure unless it is known.
  ///
  /// Two threads that ask at once may both work it out, and get the same.
  func value(for key: Key, _ work: () throws -> Value) rethrows -> Value {
    if let known = values.withLock({ $0[key] }) { return known }
    let value = try work()
    return values.withLock { values in
      if let known = values[key] { return known }
      if values.count >= capacity { values.removeAll() }
      values[key] = value
      return value
    }
  }
}
