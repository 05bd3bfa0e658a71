/// The recording of a computation, out of which a `Program` is made.
///
/// Shapes are row-major lists of extents; a scalar's is `[]`.
public final class Trace {
  var graph = Graph()
  private(set) var error: TraceError?
  private(set) var outputs: [(name: String, tensor: Tensor)] = []
  private(set) var effects: [Effect] = []
  private(set) var parameters: [ParameterKey: Parameter] = [:]
  private(set) var constants: [[Float]] = []
  private(set) var inputs: [(source: Source, tensor: Tensor)] = []

  init() {}

  /// Keeps the first mistake: those after it follow from it.
  func note(_ mistake: TraceError) { error = error ?? mistake }

  /// Notes that something made of operations was applied wrongly: the program's initializer throws
  /// the first such mistake.
  ///
  /// `operation` is what was applied, and `problem` what is wrong with it, with the shapes.
  public func refuse(_ operation: String, _ problem: String) {
    note(TraceError(operation, problem))
  }

  // MARK: - Sources

  /// Floats that are written before each run.
  public func input(_ name: String, shape: [Int]) -> Tensor {
    declare(.input(name), name, shape: shape)
  }

  /// Indices that are written before each run.
  public func indices(_ name: String, shape: [Int]) -> Tensor {
    declare(.indices(name), name, shape: shape)
  }

  private func declare(_ source: Source, _ name: String, shape: [Int]) -> Tensor {
    if let known = inputs.first(where: { $0.source.inputName == name }) {
      guard known.source == source, known.tensor.shape == shape else {
        return mistake(
          "input", "\(name) is declared twice, \(known.tensor.shape) and \(shape)",
          like: shape)
      }
      return known.tensor
    }
    guard shape.allSatisfy({ $0 > 0 }) else {
      return mistake("input", "\(name) has the empty shape \(shape)", like: shape)
    }
    let tensor = node(.source(source), [], shape: shape)
    inputs.append((source, tensor))
    return tensor
  }

  /// A number, `[]`.
  public func constant(_ value: Float) -> Tensor { filled(value, shape: []) }

  /// Fixed numbers in a shape.
  public func constant(_ values: [Float], shape: [Int]) -> Tensor {
    guard values.count == Shape.count(shape), !values.isEmpty else {
      return mistake("constant", "\(values.count) values for \(shape)", like: shape)
    }
    if let first = values.first, values.allSatisfy({ $0.bitPattern == first.bitPattern }) {
      return filled(first, shape: shape)
    }
    let place = constants.firstIndex { Self.haveEqualBits($0, values) } ?? constants.count
    if place == constants.count { constants.append(values) }
    return node(.source(.values(place)), [], shape: shape)
  }

  private static func haveEqualBits(_ first: [Float], _ second: [Float]) -> Bool {
    first.count == second.count && zip(first, second).allSatisfy { $0.bitPattern == $1.bitPattern }
  }

  /// What a parameter holds when the run begins.
  public func parameter(_ parameter: Parameter) -> Tensor {
    let key = ParameterKey(parameter)
    parameters[key] = parameter
    return node(.source(.parameter(key)), [], shape: parameter.shape)
  }

  // MARK: - Results

  /// Gives a tensor out under a name.
  public func output(_ name: String, _ tensor: Tensor) {
    guard !outputs.contains(where: { $0.name == name }) else {
      return note(TraceError("output", "\(name) is given twice"))
    }
    guard tensor.trace === self else {
      return note(TraceError("output", "\(name) belongs to another program"))
    }
    outputs.append((name, tensor))
  }

  /// Writes a tensor into a parameter at the end of a run, once in a program.
  public func assign(_ tensor: Tensor, to parameter: Parameter) {
    guard tensor.shape == parameter.shape else {
      let problem = "\(tensor.shape) does not fit \(parameter.name), \(parameter.shape)"
      return note(TraceError("assign", problem))
    }
    guard !effects.contains(where: { ($0.rule as? Assignment)?.target === parameter }) else {
      return note(TraceError("assign", "\(parameter.name) is written twice"))
    }
    perform(Assignment(target: parameter), reading: [tensor], after: .updates)
  }

  /// What is written into a parameter at the end of a run, if that has been traced, otherwise what it
  /// holds before.
  func latest(_ parameter: Parameter) -> Tensor {
    let writer = effects.first { ($0.rule as? Assignment)?.target === parameter }
    return writer?.tensors[0] ?? self.parameter(parameter)
  }

  /// Moves parameters a fraction of the way towards others, once all updates of the run are done;
  /// a fraction of one copies.
  ///
  /// - Precondition: no two of the parameters share memory.
  public func approach(_ targets: [Parameter], to sources: [Parameter], by fraction: Float) {
    guard targets.map(\.shape) == sources.map(\.shape) else {
      let problem = "\(targets.map(\.shape)) and \(sources.map(\.shape)) are different shapes"
      return note(TraceError("approach", problem))
    }
    for (target, source) in zip(targets, sources) where target !== source {
      let effect = Approach(target: target, source: source, fraction: fraction)
      perform(effect, reading: [], after: .approaches)
    }
  }

  /// Adds what is done at the end of a run.
  func perform(_ rule: any EffectRule, reading tensors: [Tensor], after phase: Effect.Phase) {
    guard tensors.allSatisfy({ $0.trace === self }) else {
      return note(TraceError(rule.name, "an operand belongs to another program"))
    }
    effects.append(Effect(rule: rule, phase: phase, tensors: tensors))
  }
}

/// A parameter by identity.
struct ParameterKey: Hashable {
  private let identity: ObjectIdentifier
  let name: String

  init(_ parameter: Parameter) {
    identity = ObjectIdentifier(parameter)
    name = parameter.name
  }
}
