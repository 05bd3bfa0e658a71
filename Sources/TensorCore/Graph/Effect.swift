internal import VectorMath

/// What a program does to parameters at the end of a run, after all its nodes are computed.
struct Effect {
  /// Effects of the first phase are done before those of the second, in the order of the trace.
  enum Phase: Int {
    case updates
    case approaches
  }

  let rule: any EffectRule
  let phase: Phase
  let tensors: [Tensor]
}

/// An effect in one place: its name, what it keeps alive and its kernel.
protocol EffectRule {
  var name: String { get }
  /// The parameters that it reads or writes, which the program keeps alive.
  var parameters: [Parameter] { get }
  /// What else the program keeps alive, since the instruction points into its memory.
  var owners: [AnyObject] { get }
  func instruction(reading operands: [Operand]) -> Instruction
  /// The same work in pieces, one for each member of a team, without a change of a bit; nothing if
  /// it is not worth it.
  func parts(reading operands: [Operand], sharing: Sharing) -> [Instruction]?
}

extension EffectRule {
  var owners: [AnyObject] { [] }
  func parts(reading operands: [Operand], sharing: Sharing) -> [Instruction]? { nil }
}

/// Writes a tensor into a parameter.
struct Assignment: EffectRule {
  let target: Parameter

  var name: String { "assign \(target.name)" }
  var parameters: [Parameter] { [target] }

  func instruction(reading operands: [Operand]) -> Instruction {
    copyInstruction(name, from: operands[0].floats, to: target)
  }
}

/// Moves a parameter towards another (Polyak averaging).
struct Approach: EffectRule {
  let target: Parameter
  let source: Parameter
  let fraction: Float

  var name: String { "approach \(target.name)" }
  var parameters: [Parameter] { [target, source] }

  private struct Arguments: BitwiseCopyable {
    let target: UnsafeMutablePointer<Float>
    let source: UnsafeMutablePointer<Float>
    let fraction: Float
    let count: Int
  }

  func instruction(reading operands: [Operand]) -> Instruction {
    if fraction == 1 { return copyInstruction(name, from: source.start, to: target) }
    return instruction(0..<target.count)
  }

  func parts(reading operands: [Operand], sharing: Sharing) -> [Instruction]? {
    guard fraction != 1 else { return nil }
    return sharing.ranges(of: target.count, grain: Arena.grain, cost: 2)?.map(instruction)
  }

  private func instruction(_ range: Range<Int>) -> Instruction {
    let arguments = Arguments(
      target: target.start + range.lowerBound, source: source.start + range.lowerBound,
      fraction: fraction, count: range.count)
    return Instruction(name, arguments) {
      let call = $0.assumingMemoryBound(to: Arguments.self).pointee
      apus_approach(call.target, call.source, call.fraction, Int64(call.count))
    }
  }
}

private struct CopyArguments: BitwiseCopyable {
  let target: UnsafeMutablePointer<Float>
  let source: UnsafeMutablePointer<Float>
  let count: Int
}

private func copyInstruction(
  _ name: String, from source: UnsafeMutablePointer<Float>, to target: Parameter
) -> Instruction {
  let arguments = CopyArguments(target: target.start, source: source, count: target.count)
  return Instruction(name, arguments) {
    let call = $0.assumingMemoryBound(to: CopyArguments.self).pointee
    apus_copy(call.target, call.source, Int64(call.count))
  }
}
