import Glibc
import Synchronization

/// What the operating system has asked the process to do.
///
/// The handler of a signal only sets a flag; the training loop reads it between two steps, writes a
/// checkpoint and ends.  Only a second interrupt within two seconds ends the process at once.
public enum Interruption {
  /// Why the process should end; the raw value is the number of the signal.
  public enum Signal: Int32, Sendable, CaseIterable {
    /// The terminal is gone.
    case hangUp = 1
    /// The user pressed Control-C.
    case interrupt = 2
    /// A scheduler wants the machine back.
    case terminate = 15

    /// What messages call it.
    public var name: String {
      switch self {
      case .hangUp: "SIGHUP"
      case .interrupt: "SIGINT"
      case .terminate: "SIGTERM"
      }
    }
  }

  /// Listens to the signals from now on.
  ///
  /// SIGHUP stays ignored where it was (`nohup`).  SIGPIPE and SIGXFSZ are ignored, so that a
  /// closed terminal stops nothing and a file that grows too large is an error like others.
  public static func install() {
    reset()
    listen(to: SIGINT)
    listen(to: SIGTERM)
    listen(to: SIGUSR1)
    var present = sigaction()
    sigaction(SIGHUP, nil, &present)
    if present.__sigaction_handler.sa_handler == nil { listen(to: SIGHUP) }
    unblock()
    ignoreWriteSignals()
  }

  /// Lets the signals through, also where the process was started by one that had them blocked.
  private static func unblock() {
    var set = sigset_t()
    sigemptyset(&set)
    for signal in [SIGINT, SIGTERM, SIGHUP, SIGUSR1] { sigaddset(&set, signal) }
    pthread_sigmask(SIG_UNBLOCK, &set, nil)
  }

  /// Lets a closed pipe and a file that grows too large be errors of the call, not of the process.
  public static func ignoreWriteSignals() {
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
  }

  /// The first signal that asked the process to end, nil if none did.
  public static var requested: Signal? { Signal(rawValue: ending.load(ordering: .acquiring)) }

  /// Whether a checkpoint was asked for (SIGUSR1) since the last call.
  public static func takeCheckpointRequest() -> Bool {
    checkpoint.exchange(0, ordering: .acquiringAndReleasing) != 0
  }

  /// Forgets what was asked.
  public static func reset() {
    ending.store(0, ordering: .releasing)
    checkpoint.store(0, ordering: .releasing)
    interrupted.store(.min, ordering: .releasing)
  }

  /// Ends the process by the signal that asked for it, so that the shell sees 130 or 143.
  public static func finish(by signal: Signal) -> Never {
    fflush(nil)
    Glibc.signal(signal.rawValue, SIG_DFL)
    var set = sigset_t()
    sigemptyset(&set)
    sigaddset(&set, signal.rawValue)
    sigprocmask(SIG_UNBLOCK, &set, nil)
    raise(signal.rawValue)
    _exit(128 + signal.rawValue)
  }

  private static func listen(to signal: Int32) {
    var action = sigaction()
    action.__sigaction_handler.sa_handler = noteSignal
    action.sa_flags = SA_RESTART
    sigemptyset(&action.sa_mask)
    sigaction(signal, &action, nil)
  }
}

// The flags are lock-free and have constant initial values: reading them in a handler does nothing
// that a handler must not.
private let ending = Atomic<Int32>(0)
private let checkpoint = Atomic<Int32>(0)
private let interrupted = Atomic<Int>(.min)  // when, in ms of the monotonic clock

/// The handler: flags and, for the second interrupt in two seconds, the end.
private func noteSignal(_ signal: Int32) {
  if signal == SIGUSR1 {
    checkpoint.store(1, ordering: .releasing)
    return
  }
  _ = ending.compareExchange(expected: 0, desired: signal, ordering: .acquiringAndReleasing)
  guard signal == SIGINT else { return }
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  let now = time.tv_sec &* 1_000 &+ time.tv_nsec / 1_000_000
  let before = interrupted.exchange(now, ordering: .acquiringAndReleasing)
  if before != .min, now &- before < 2_000 { _exit(128 + SIGINT) }
}
