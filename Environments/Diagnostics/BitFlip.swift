public import ReinforcementLearning

/// A row of bits is to be made equal to another, one bit a step: what shows whether an agent learns
/// from goals that it did not have.
///
/// | Observation | Unit | Range |
/// |---|---|---|
/// | `observation`: the bits, `n` of them | – | 0 or 1 |
/// | `achieved_goal`: the bits once more | – | 0 or 1 |
/// | `desired_goal`: the bits that are wanted | – | 0 or 1 |
///
/// Action `i` flips bit `i`.  A step pays -1, and 0 if all bits are then as wanted, which terminates
/// the episode; after `n` steps it is truncated.  Both rows are drawn at random, different from each
/// other, so that the best play earns `1 - d` where `d` bits differ: `1 - n/2 / (1 - 2⁻ⁿ)` in the
/// mean.
///
/// Follows Andrychowicz and others, *Hindsight experience replay*, NeurIPS 2017, section 3.1.
public struct BitFlip: Environment {
  private var bits: [Bool]
  private var wanted: [Bool]

  /// Creates a row of so many bits before its first episode.
  ///
  /// - Precondition: there is a bit.
  public init(bits count: Int) {
    precondition(count > 0, "\(count) bits cannot be flipped")
    bits = Array(repeating: false, count: count)
    wanted = Array(repeating: true, count: count)
  }

  public var observationSpace: Space {
    let row = Space.multiBinary(bits.count)
    return .dictionary(
      ["observation", "achieved_goal", "desired_goal"].map { Space.Field($0, row) })
  }

  public var actionSpace: Space { .discrete(bits.count) }

  public mutating func reset(using random: inout RandomSource) {
    repeat {
      for place in bits.indices {
        bits[place] = random.integer(below: 2) == 1
        wanted[place] = random.integer(below: 2) == 1
      }
    } while bits == wanted
  }

  public mutating func step(_ action: Int, using random: inout RandomSource) -> Outcome {
    bits[action].toggle()
    return bits == wanted ? Outcome(reward: 0, ending: .terminated) : Outcome(reward: -1)
  }

  public func observe(into row: inout MutableSpan<Float>) {
    for (part, values) in [bits, bits, wanted].enumerated() {
      for (place, isSet) in values.enumerated() {
        row[part * bits.count + place] = isSet ? 1 : 0
      }
    }
  }
}

extension BitFlip {
  /// What may be chosen about the row.
  public struct Options: EnvironmentOptions {
    /// `n`, the number of bits.
    public var bits = 15

    public static let parameters = [
      ParameterDescription("bits", "n, the number of bits", in: 1...64)
    ]

    /// Creates the defaults.
    public init() {}
  }

  /// The row as an environment, `n` steps an episode at most.
  public static let v0 = EnvironmentEntry(
    "BitFlip-v0", summary: "Make a row of bits equal to another, flipping one at a time.",
    rewards: "−1 a step, 0 for the last one, when all bits are as wanted; as many steps as bits",
    source: "Andrychowicz and others, Hindsight experience replay, 2017",
    randomReturn: -15, solvedReturn: -7, trainingSteps: 50_000, options: Options.self
  ) { options in TimeLimited(BitFlip(bits: options.bits), steps: options.bits) }
}

// MARK: - Appearance

extension BitFlip: Drawable {
  public func draw(on canvas: inout Canvas) {
    canvas.bounds = Canvas.Bounds(x: 0...Double(bits.count), y: -0.5...2.5)
    for (row, values) in [wanted, bits].enumerated() {
      for (place, isSet) in values.enumerated() {
        canvas.add(
          .rectangle(
            origin: Canvas.Point(Double(place) + 0.06, Double(row) + 0.06), width: 0.88,
            height: 0.88, fill: isSet ? .orange : .muted.opacity(0.3)))
      }
    }
  }
}
