import ReinforcementLearning

/// What the panel beside the picture says, as text and numbers.
struct PanelContent: Hashable {
  var title = ""
  var subtitle = ""
  var badge: Badge?
  var speed = ""
  var facts: [Fact] = []
  var charts: [Chart] = []
  var keys: [Key] = []

  /// A word that says in which state the player is.
  struct Badge: Hashable {
    var text: String
    var color: Color
  }

  /// A quantity by name.
  struct Fact: Hashable {
    var label: String
    var value: String
  }

  /// A number for each action, as bars from zero.
  struct Chart: Hashable {
    var title: String
    var color: Color
    var bars: [Bar]

    /// The numbers between which the bars lie at least.
    var scale = 0.0...0.0

    /// The numbers between which the bars lie; zero is one of them or between.
    var range: ClosedRange<Double> {
      let values = bars.map(\.value).filter(\.isFinite)
      let low = min(scale.lowerBound, values.min() ?? 0)
      let high = max(scale.upperBound, values.max() ?? 0)
      return low...(high > low ? high : low + 1)
    }
  }

  /// One action's number.
  struct Bar: Hashable {
    var name: String
    var value: Double
    var isBest: Bool
  }

  /// What a key does.
  struct Key: Hashable {
    var key: String
    var meaning: String
  }
}

extension PanelContent {
  /// What the keys of the window do.
  static let windowKeys = [
    Key(key: "Space", meaning: "pause"), Key(key: "R", meaning: "restart"),
    Key(key: "← →", meaning: "step"), Key(key: "S", meaning: "picture"),
    Key(key: "↑ ↓", meaning: "speed"), Key(key: "Q", meaning: "quit"),
  ]

  /// Says what there is to say of a frame; who plays it adds the state of playing.
  init(_ frame: Frame, of subject: Subject, in actionSpace: Space) {
    title = subject.environment
    subtitle = subject.agent
    facts = Self.facts(of: frame, of: subject, in: actionSpace)
    let thoughts = frame.introspection
    if let values = thoughts.actionValues {
      charts.append(Self.chart("Action values", .blue, values, of: subject))
    }
    if let policy = thoughts.policy {
      var chart = Self.chart("Policy", .green, policy, of: subject)
      chart.scale = 0...1
      charts.append(chart)
    }
    if let ending = frame.ending { badge = Self.badge(of: ending) }
  }

  private static func facts(
    of frame: Frame, of subject: Subject, in actionSpace: Space
  ) -> [Fact] {
    let none = "–"
    var facts = [
      Fact(label: "Episode", value: "\(frame.episode)"),
      Fact(label: "Step", value: "\(frame.step)"),
      Fact(label: "Return", value: NumberText.fixed(frame.episodeReturn)),
      Fact(label: "Reward", value: frame.reward.map(NumberText.fixed) ?? none),
      Fact(
        label: "Action", value: frame.action.map { subject.name(of: $0, in: actionSpace) } ?? none),
    ]
    if frame.isJudged {
      let share = frame.optimalShare.map(NumberText.percent) ?? none
      facts.append(Fact(label: "Optimal actions", value: share))
    }
    let thoughts = frame.introspection
    if let value = thoughts.value {
      facts.append(Fact(label: "Value", value: NumberText.fixed(Double(value))))
    }
    if let novelty = thoughts.novelty {
      facts.append(Fact(label: "Novelty", value: NumberText.fixed(Double(novelty))))
    }
    if let goal = thoughts.goal { facts.append(Fact(label: "Goal", value: goal)) }
    return facts
  }

  private static func chart(
    _ title: String, _ color: Color, _ numbers: [Float], of subject: Subject
  ) -> Chart {
    let best = numbers.max()
    return Chart(
      title: title, color: color,
      bars: numbers.enumerated().map { action, number in
        Bar(name: subject.name(of: action), value: Double(number), isBest: number == best)
      })
  }

  private static func badge(of ending: Ending) -> Badge {
    switch ending {
    case .terminated: Badge(text: "TERMINATED", color: .vermilion)
    case .truncated: Badge(text: "TRUNCATED", color: .purple)
    }
  }
}
