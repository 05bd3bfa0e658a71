#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

public import TensorCore

/// What a recurrent layer with `G` gates of `H` numbers learns, the gates side by side.
public struct RecurrentWeights {
  /// `[I, G · H]`, named `<name>/inputWeight`.
  public let input: Parameter
  /// `[H, G · H]`, named `<name>/recurrentWeight`.
  public let recurrent: Parameter
  /// `[G · H]`, named `<name>/inputBias`.
  public let inputBias: Parameter
  /// `[G · H]`, named `<name>/recurrentBias`.
  public let recurrentBias: Parameter

  /// All four.
  public var parameters: [Parameter] { [input, recurrent, inputBias, recurrentBias] }

  /// Draws the weights of the inputs, those of the state gate by gate, and the biases, all within
  /// `1 / √H` as PyTorch does, unless the state's are to be drawn otherwise.
  init(
    inputs: Int, units: Int, gates: Int, name: String, recurrent rule: Initialization,
    using random: inout some RandomNumberGenerator
  ) {
    func uniform(_ name: String, _ shape: [Int]) -> Parameter {
      let values = Initialization.byInputs.draw(
        shape.reduce(1, *), inputs: units, using: &random)
      return Parameter(name, shape: shape, values: values)
    }
    let width = gates * units
    input = uniform("\(name)/inputWeight", [inputs, width])
    let squares = (0..<gates).map { _ in
      rule.draw(units * units, inputs: units, using: &random)
    }
    let rows = (0..<units).flatMap { row in
      squares.flatMap { $0[row * units..<(row + 1) * units] }
    }
    recurrent = Parameter("\(name)/recurrentWeight", shape: [units, width], values: rows)
    inputBias = uniform("\(name)/inputBias", [width])
    recurrentBias = uniform("\(name)/recurrentBias", [width])
  }

  /// Sets the biases of some gates to those of another that keeps the state for so long: `log u`
  /// for the one that keeps, `-log u` for those that let in, `u` being uniform from one to one less
  /// than the horizon.
  ///
  /// Follows Tallec and Ollivier, *Can recurrent neural networks warp time?*, 2018.
  func remember(
    for horizon: Int, keeping: Int, admitting: [Int],
    using random: inout some RandomNumberGenerator
  ) {
    precondition(horizon > 1, "nothing is remembered for \(horizon) steps")
    let units = recurrent.shape[0]
    for unit in 0..<units {
      let bias = log(1 + Float(horizon - 2) * Initialization.unit(using: &random))
      for (gate, value) in [(keeping, bias)] + admitting.map({ ($0, -bias) }) {
        inputBias.buffer[gate * units + unit] = value
        recurrentBias.buffer[gate * units + unit] = 0
      }
    }
  }
}
