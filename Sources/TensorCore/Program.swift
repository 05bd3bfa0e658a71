internal import VectorMath

/// A computation that was traced once, and is replayed without allocating or deciding anything.
///
/// A run reads its inputs and its parameters, computes its outputs, and then performs its effects
/// on parameters.  Inputs and outputs stay at their places from run to run.  Programs that share
/// parameters belong on one thread; others may run at the same time.
public final class Program {
  /// What it is called in plans.
  public let name: String
  /// What it consists of.
  public let statistics: ProgramStatistics
  /// How long it took to trace and to plan it, in seconds.
  public let preparationSeconds: Double
  /// How often it was run, also for who may not touch it.
  let runCount = RunCount()
  let plan: Plan
  private let calls: CallSequence

  /// Traces a computation and plans it, as the task's ``ProgramSettings`` say.
  ///
  /// - Throws: ``TraceError`` for the first operation that did not fit, and whatever `body` throws.
  public init(_ name: String = "program", _ body: (Trace) throws -> Void) throws {
    let start = ContinuousClock.now
    let trace = Trace()
    try body(trace)
    self.name = name
    let settings = ProgramSettings.current
    plan = try Plan(trace, settings)
    calls = CallSequence(plan.lines, team: settings.team)
    statistics = ProgramStatistics(plan)
    preparationSeconds = (ContinuousClock.now - start) / .seconds(1)
    settings.journal?.note(self)
  }

  deinit {
    calls.deallocate()
    for line in plan.lines { for part in line.instructions { part.deallocate() } }
    plan.memory.deallocate()
  }

  /// Computes everything once.
  ///
  /// Numbers below `Float.leastNormalMagnitude` count as zero meanwhile: moments of weights that no
  /// gradient reaches decay to such numbers, on which processors are a hundred times slower.
  ///
  /// - Precondition: indices lie within what they index.
  public func run() {
    let before = apus_begin_flushing()
    defer { apus_end_flushing(before) }
    runCount.increment()
    guard let check = plan.check else { return calls.run() }
    check.look(at: check.sources, in: name)
    for line in plan.lines.indices {
      calls.run(line)
      check.look(at: check.results[line], in: name)
    }
  }

  /// The memory of an input, to be written before a run.
  ///
  /// - Precondition: there is an input of floats of this name.
  public func input(_ name: String) -> UnsafeMutableBufferPointer<Float> {
    guard let region = plan.inputs[name], !region.holdsIndices else {
      preconditionFailure("\(self.name) has no input \(name)")
    }
    return UnsafeMutableBufferPointer(start: region.start, count: region.count)
  }

  /// The memory of an input of indices, to be written before a run.
  ///
  /// - Precondition: there is an input of indices of this name.
  public func indices(_ name: String) -> UnsafeMutableBufferPointer<Int32> {
    guard let region = plan.inputs[name], region.holdsIndices else {
      preconditionFailure("\(self.name) has no indices \(name)")
    }
    let start = UnsafeMutableRawPointer(region.start).assumingMemoryBound(to: Int32.self)
    return UnsafeMutableBufferPointer(start: start, count: region.count)
  }

  /// The memory of an output, as the last run left it.
  ///
  /// - Precondition: there is an output of floats of this name.
  public func output(_ name: String) -> UnsafeBufferPointer<Float> {
    guard let region = plan.outputs[name], !region.holdsIndices else {
      preconditionFailure("\(self.name) has no output \(name)")
    }
    return UnsafeBufferPointer(start: region.start, count: region.count)
  }

  /// The memory of an output of indices, as the last run left it.
  ///
  /// - Precondition: there is an output of indices of this name.
  public func outputIndices(_ name: String) -> UnsafeBufferPointer<Int32> {
    guard let region = plan.outputs[name], region.holdsIndices else {
      preconditionFailure("\(self.name) has no output of indices \(name)")
    }
    let start = UnsafeRawPointer(region.start).assumingMemoryBound(to: Int32.self)
    return UnsafeBufferPointer(start: start, count: region.count)
  }
}
