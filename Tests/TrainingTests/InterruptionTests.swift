import Foundation
import Testing

@testable import Training

/// Each in a process of its own, since it ends by the signal.
@Suite struct `An interruption` {
  @Test func `by SIGTERM is noticed, and ends the process by that signal when it is ready`() async {
    await #expect(processExitsWith: .signal(SIGTERM)) {
      Interruption.install()
      precondition(Interruption.requested == nil)
      for _ in 0..<50 { send(SIGTERM) }
      precondition(Interruption.requested == .terminate)
      send(SIGINT)
      precondition(Interruption.requested == .terminate, "the first counts")
      if let signal = Interruption.requested { Interruption.finish(by: signal) }
    }
  }

  @Test func `by SIGINT ends the process by that signal when it is ready`() async {
    await #expect(processExitsWith: .signal(SIGINT)) {
      Interruption.install()
      send(SIGINT)
      if Interruption.requested == .interrupt { Interruption.finish(by: .interrupt) }
    }
  }

  @Test func `by SIGINT twice within two seconds ends the process at once`() async {
    await #expect(processExitsWith: .exitCode(130)) {
      Interruption.install()
      send(SIGINT)
      send(SIGINT)
      exit(0)
    }
  }

  @Test func `by SIGHUP counts, unless it was ignored before`() async {
    await #expect(processExitsWith: .success) {
      signal(SIGHUP, SIG_IGN)
      Interruption.install()
      send(SIGHUP)
      precondition(Interruption.requested == nil)
      signal(SIGHUP, SIG_DFL)
      Interruption.install()
      send(SIGHUP)
      precondition(Interruption.requested == .hangUp)
    }
  }

  @Test func `by SIGUSR1 asks for one checkpoint`() async {
    await #expect(processExitsWith: .success) {
      Interruption.install()
      precondition(!Interruption.takeCheckpointRequest())
      send(SIGUSR1)
      precondition(Interruption.requested == nil)
      precondition(Interruption.takeCheckpointRequest())
      precondition(!Interruption.takeCheckpointRequest())
    }
  }

  @Test func `by a closed pipe is none`() async {
    await #expect(processExitsWith: .success) {
      Interruption.install()
      var ends: [Int32] = [0, 0]
      pipe(&ends)
      close(ends[0])
      precondition(write(ends[1], "x", 1) == -1 && errno == EPIPE)
    }
  }

  /// Without the handlers the same signal ends the process: the tests above can fail.
  @Test func `without a handler is the end`() async {
    await #expect(processExitsWith: .signal(SIGTERM)) {
      send(SIGTERM)
      exit(0)
    }
  }
}

/// Sends a signal to this thread, whose handler has run when it returns: a thread of the tests may
/// have signals blocked.
private func send(_ signal: Int32) {
  var set = sigset_t()
  sigemptyset(&set)
  sigaddset(&set, signal)
  pthread_sigmask(SIG_UNBLOCK, &set, nil)
  raise(signal)
}
