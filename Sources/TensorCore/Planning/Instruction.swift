/// A kernel with its arguments: two words that are copied and called without further ado.
struct Call: BitwiseCopyable {
  let kernel: @convention(c) (UnsafeRawPointer) -> Void
  let arguments: UnsafeMutableRawPointer
}

/// One step of a program: a call, and what it is for plans.
struct Instruction {
  let call: Call
  let name: String
  /// What else was allocated for the arguments.
  private(set) var memory: [UnsafeMutableRawPointer]

  /// Creates a step; its arguments are copied to a place that stays until `deallocate()`.
  init<Arguments: BitwiseCopyable>(
    _ name: String, _ arguments: Arguments, memory: [UnsafeMutableRawPointer] = [],
    _ kernel: @convention(c) (UnsafeRawPointer) -> Void
  ) {
    let place = UnsafeMutablePointer<Arguments>.allocate(capacity: 1)
    place.initialize(to: arguments)
    call = Call(kernel: kernel, arguments: UnsafeMutableRawPointer(place))
    self.name = name
    self.memory = memory
  }

  /// Frees the arguments.
  func deallocate() {
    call.arguments.deallocate()
    for piece in memory { piece.deallocate() }
  }
}
