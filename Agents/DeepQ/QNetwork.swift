internal import AgentCommons
internal import Networks
internal import ReinforcementLearning
internal import TensorCore

/// A network of what each action returns: `[B, O]` to `[B, A, N]`, `N` numbers an action.
///
/// Images go through an ``ImageTorso`` first, which noise does not disturb.
struct QNetwork {
  private let torso: ImageTorso?
  private let trunk: [DenseLayer]
  private let value: [DenseLayer]?  // of a dueling network
  private let advantages: [DenseLayer]
  private let actions: Int
  private let width: Int

  /// Creates a network.
  ///
  /// A dueling network shares all hidden layers but the last, of which each stream has its own.
  init(
    _ configuration: DQNConfiguration, features: Int, image: ImageShape? = nil, actions: Int,
    name: String, using random: inout RandomSource
  ) {
    let torso = image.map { ImageTorso($0, name: "\(name)/torso", using: &random) }
    let features = torso?.width ?? features
    self.torso = torso
    self.actions = actions
    width = configuration.returnLaw.width
    let hidden = configuration.hiddenWidths
    let depth = hidden.count + 1  // layers from an observation to a value
    func stack(
      _ inputs: Int, _ hidden: [Int], _ outputs: Int?, from depthBefore: Int, _ name: String
    )
      -> [DenseLayer]
    {
      let widths = [inputs] + hidden + (outputs.map { [$0] } ?? [])
      return zip(widths, widths.dropFirst()).enumerated().map { index, extents in
        let isNoisy = depthBefore + index >= depth - configuration.noisyLayers
        return DenseLayer(
          inputs: extents.0, outputs: extents.1, name: "\(name)/\(index)",
          style: DenseLayer.Style(
            noise: isNoisy ? configuration.layerNoise : nil,
            isNormalized: configuration.hasParameterNoise,
            isHidden: outputs == nil || index < hidden.count),
          using: &random)
      }
    }
    guard configuration.isDueling else {
      trunk = []
      value = nil
      advantages = stack(features, hidden, actions * width, from: 0, name)
      return
    }
    let (shared, own) = (Array(hidden.dropLast()), Array(hidden.suffix(1)))
    let inputs = shared.last ?? features
    trunk = stack(features, shared, nil, from: 0, "\(name)/trunk")
    value = stack(inputs, own, width, from: shared.count, "\(name)/value")
    advantages = stack(inputs, own, actions * width, from: shared.count, "\(name)/advantage")
  }

  private var layers: [DenseLayer] { trunk + (value ?? []) + advantages }

  /// What it learns.
  var parameters: [Parameter] { (torso?.parameters ?? []) + layers.flatMap(\.parameters) }

  /// The sizes of the noise of its layers, `σ`.
  var deviations: [Parameter] { layers.flatMap(\.deviations) }

  /// What each action returns, `[B, A, N]`, under noise or by the means.
  func callAsFunction(_ input: Tensor, _ noise: NoiseInputs? = nil) -> Tensor {
    func run(_ layers: [DenseLayer], _ input: Tensor) -> Tensor {
      layers.reduce(input) { $1($0, noise) }
    }
    let rows = input.shape[0]
    let shared = run(trunk, torso.map { $0(input) } ?? input)
    let all = run(advantages, shared).reshaped([rows, actions, width])
    guard let value else { return all }
    let common = run(value, shared).reshaped([rows, 1, width])
    return common + (all - all.mean(axis: 1, keepingDimensions: true))
  }
}
