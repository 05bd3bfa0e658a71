/// The calls of a program in order, each made by one thread or by all members of a team.
struct CallSequence {
  private let calls: UnsafeMutableBufferPointer<Call>
  private let isShared: UnsafeMutableBufferPointer<Bool>
  private let team: ThreadTeam?

  init(_ lines: [Plan.Line], team: ThreadTeam?) {
    let width = team?.count ?? 1
    self.team = team
    calls = .allocate(capacity: lines.count * width)
    isShared = .allocate(capacity: lines.count)
    for (place, line) in lines.enumerated() {
      isShared.initializeElement(at: place, to: line.instructions.count > 1)
      for member in 0..<width {
        let part = line.instructions[min(member, line.instructions.count - 1)]
        calls.initializeElement(at: place * width + member, to: part.call)
      }
    }
  }

  func deallocate() {
    calls.deallocate()
    isShared.deallocate()
  }

  func run() {
    guard team == nil else {
      for line in isShared.indices { run(line) }
      return
    }
    for call in UnsafeBufferPointer(calls) { call.kernel(call.arguments) }
  }

  func run(_ line: Int) {
    guard let start = calls.baseAddress.map({ $0 + line * (team?.count ?? 1) }) else { return }
    if let team, isShared[line] {
      team.run(start)
    } else {
      start.pointee.kernel(start.pointee.arguments)
    }
  }
}
