internal import Foundation
internal import Synchronization
internal import Training

/// The progress of several runs, written by their threads and read by the one that shows it.
final class ProgressBoard: Sendable {
  private let entries: Mutex<[RunProgress]>

  init(_ entries: [RunProgress]) { self.entries = Mutex(entries) }

  func post(_ progress: RunProgress, at index: Int) {
    entries.withLock { $0[index] = progress }
  }

  var current: [RunProgress] { entries.withLock { $0 } }
}

/// Shows progress: a block that is drawn anew on a terminal, plain lines elsewhere, JSON if asked.
struct ProgressDisplay {
  private let style: Style
  private let start = ContinuousClock.now
  private var linesDrawn = 0
  private var lastDrawn: ContinuousClock.Instant?
  private var evaluationsShown: [Int] = []

  enum Style {
    case block
    case lines
    case json
    case quiet
  }

  init(_ style: Style) { self.style = style }

  /// Shows the present state, if it is time to.
  mutating func update(_ board: ProgressBoard, isLast: Bool = false) throws {
    let now = ContinuousClock.now
    let pause: Duration = style == .block ? .milliseconds(150) : .seconds(10)
    guard isLast || lastDrawn.map({ now - $0 >= pause }) ?? (style == .block) else {
      if lastDrawn == nil { lastDrawn = now }
      return
    }
    lastDrawn = now
    let runs = board.current
    switch style {
    case .block: draw(runs)
    case .lines:
      runs.filter { !$0.isOver && $0.step > 0 || isLast }.forEach { Console.print(line($0)) }
    case .json: for run in runs { try Console.printJSON(ProgressLine(run)) }
    case .quiet: break
    }
  }

  private mutating func draw(_ runs: [RunProgress]) {
    var lines = runs.map(line)
    if runs.count > 1 { lines.append(summary(runs)) }
    let columns = Console.columns
    var text = linesDrawn > 0 ? "\u{1B}[\(linesDrawn)A" : ""
    for line in lines { text += "\r\u{1B}[2K" + line.clipped(to: columns) + "\n" }
    linesDrawn = lines.count
    Console.printPart(text)
  }

  /// One run on a line.
  ///
  /// `seed 3  ██████░░░░  31.2k/50.0k  return 412.0  eval 478.3  14.2k steps/s  13.9k updates/s  0:02 left`
  private func line(_ run: RunProgress) -> String {
    var parts = ["seed \("\(run.seed)".padded(to: 3))"]
    parts.append(
      "\(Formatting.count(run.step).indented(to: 6))/\(Formatting.count(run.steps)) steps")
    if let recent = run.recentReturn {
      parts.append("return \(Formatting.number(recent).indented(to: 7))")
    }
    if let evaluation = run.evaluations.last {
      parts.append("evaluation \(Formatting.number(evaluation).indented(to: 7))")
    }
    switch run.phase {
    case .finished:
      parts.append("done in \(Formatting.duration(seconds: run.seconds))".colored(.green))
    case .stopped: parts.append("stopped".colored(.yellow))
    case .failed: parts.append("failed".colored(.red))
    case .waiting: parts.append("waiting".colored(.faint))
    case .training, .evaluating:
      if let speed = run.stepsPerSecond { parts.append("\(Formatting.count(Int(speed))) steps/s") }
      if let speed = run.updatesPerSecond {
        parts.append("\(Formatting.count(Int(speed))) updates/s")
      }
      if let left = run.secondsLeft { parts.append("\(Formatting.duration(seconds: left)) left") }
    }
    if style == .block { parts.insert(bar(run.share), at: 1) }
    return style == .block ? fitted(parts) : parts.joined(separator: "  ")
  }

  /// The parts that a line of the terminal has room for: the bar goes first, then the last ones.
  private func fitted(_ parts: [String]) -> String {
    var parts = parts
    func width() -> Int { parts.reduce(-2) { $0 + $1.visibleCount + 2 } }
    if width() > Console.columns { parts.remove(at: 1) }
    while parts.count > 2, width() > Console.columns { parts.removeLast() }
    return parts.joined(separator: "  ")
  }

  private func summary(_ runs: [RunProgress]) -> String {
    let length = runs.map(\.evaluations.count).max() ?? 0
    let means = (0..<length).compactMap { place -> Double? in
      let values = runs.compactMap {
        $0.evaluations.indices.contains(place) ? $0.evaluations[place] : nil
      }
      return values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
    }
    let elapsed = (ContinuousClock.now - start) / .seconds(1)
    let done = runs.reduce(0) { $0 + $1.share } / Double(runs.count)
    var parts = ["mean    ".colored(.bold) + bar(done)]
    if let mean = means.last {
      parts.append("evaluation \(Formatting.number(mean).indented(to: 7))")
    }
    if means.count > 1 { parts.append(SparkLine.text(means).colored(.cyan)) }
    if done > 0, done < 1, runs.contains(where: { !$0.isOver }) {
      parts.append("\(Formatting.duration(seconds: elapsed * (1 - done) / done)) left")
    }
    return parts.joined(separator: "  ")
  }

  private func bar(_ share: Double, width: Int = 20) -> String {
    let filled = Int((share * Double(width)).rounded(.down))
    return (String(repeating: "█", count: filled)).colored(.blue)
      + String(repeating: "░", count: max(0, width - filled)).colored(.faint)
  }
}

extension String {
  /// How many columns the text takes, colour codes not counted.
  var visibleCount: Int { replacing(#/\u{1B}\[[0-9]*m/#, with: "").count }

  /// The text cut to so many columns, colour codes not counted.
  func clipped(to columns: Int) -> String {
    var visible = 0
    var isCode = false
    var result = ""
    for character in self {
      if character == "\u{1B}" { isCode = true }
      if !isCode {
        guard visible < columns else { break }
        visible += 1
      }
      result.append(character)
      if isCode, character == "m" { isCode = false }
    }
    return visible < columns || !Console.isColored ? result : result + "\u{1B}[0m"
  }
}

/// The progress of one run, for machines.
private struct ProgressLine: Encodable {
  let event = "progress"
  let seed: UInt64
  let phase: String
  let step: Int
  let steps: Int
  let episodes: Int
  let updates: Int
  let recentReturn: Double?
  let evaluation: Double?
  let stepsPerSecond: Double?
  let updatesPerSecond: Double?
  let secondsLeft: Double?

  init(_ run: RunProgress) {
    seed = run.seed
    phase = run.phase.name
    step = run.step
    steps = run.steps
    episodes = run.episodes
    updates = run.updates
    recentReturn = run.recentReturn
    evaluation = run.evaluations.last
    stepsPerSecond = run.stepsPerSecond
    updatesPerSecond = run.updatesPerSecond
    secondsLeft = run.isOver ? nil : run.secondsLeft
  }
}

extension RunProgress.Phase {
  /// The phase as one word.
  var name: String {
    switch self {
    case .waiting: "waiting"
    case .training: "training"
    case .evaluating: "evaluating"
    case .finished: "finished"
    case .stopped: "stopped"
    case .failed: "failed"
    }
  }
}
