internal import Networks
internal import ReinforcementLearning
internal import TensorCore

/// Noise that is a linear function of what the policy sees, and so the same in the same state for
/// some steps: `uⱼ = μⱼ(s) + Σᵢ zᵢ(s) σᵢⱼ ξᵢⱼ`, hence of the variance `Σᵢ (zᵢ σᵢⱼ)²`.
///
/// Shapes: `H` numbers of the policy's last hidden layer `z`, `D` numbers of an action.
///
/// Follows Raffin, Kober and Stulp, *Smooth exploration for robotic reinforcement learning*, 2022;
/// gradients do not reach `z` through the noise.
struct StateNoise {
  /// `log σ`, `[H, D]`.
  let logDeviations: Parameter
  /// For how many steps `ξ` is kept.
  let steps: Int

  private var hidden: Int { logDeviations.shape[0] }
  private var width: Int { logDeviations.shape[1] }

  /// Creates noise for actions of `width` numbers on a layer of `hidden`.
  init(hidden: Int, width: Int, _ configuration: SACConfiguration) {
    logDeviations = Parameter(
      "stateNoise", shape: [hidden, width],
      values: Array(repeating: configuration.stateNoiseLogDeviation, count: hidden * width))
    steps = configuration.stateNoiseSteps
  }

  // MARK: - In a program

  /// `log σ` of the actions, `[B, D]`, for layers of `[B, H]`.
  func logDeviation(on layer: Tensor) -> Tensor {
    let variances = (2 * layer.trace.parameter(logDeviations)).exp()
    return 0.5 * (layer.detached.squared().matmul(variances) + 1e-6).log()
  }

  /// The noise by the input `noise`, `ξ` of `[n, H D]`: `[n, D]`.
  func noise(on layer: Tensor) -> Tensor {
    let (trace, rows) = (layer.trace, layer.shape[0])
    let draws = trace.input("noise", shape: [rows, hidden * width])
    let weights = draws.reshaped([rows, hidden, width]) * trace.parameter(logDeviations).exp()
    return layer.reshaped([rows, 1, hidden]).matmul(weights).reshaped([rows, width])
  }

  // MARK: - While acting

  /// `ξ`, and for how many steps it has been kept.
  var memoryWidth: Int { hidden * width + 1 }

  /// Draws `ξ` of every copy anew where it is time to, `[n, H D]`; at every step unless exploring.
  func draw(_ state: inout ActingState, into noise: UnsafeMutableBufferPointer<Float>) {
    let count = hidden * width
    guard state.mode == .explore else { return noise.fillNormal(using: &state.random) }
    for copy in 0..<state.memory.count {
      let age = state.memory[copy, count]
      let isKept = !state.isFirst[copy] && age > 0 && Int(age) < steps
      state.memory[copy, count] = isKept ? age + 1 : 1
      for place in 0..<count {
        if !isKept { state.memory[copy, place] = Float(state.random.normal()) }
        noise[copy * count + place] = state.memory[copy, place]
      }
    }
  }
}
