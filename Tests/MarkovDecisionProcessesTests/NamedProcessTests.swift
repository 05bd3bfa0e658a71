import MarkovDecisionProcesses
import ReinforcementLearning
import Testing

@Suite struct `Processes that users write down` {
  private static let table = """
    # A comment, and the discount: none of these is a key
    # discount: 0.5
    # start: away
    state, action, next, probability, reward, terminal
    away,go,home,0.5,0,false
    away,go,away,0.5,-1,false
    away,stay,away,1,0,false

    home,go,rest,1,8,true
    home,stay,away,1,2,false
    """

  @Test func `are read from a table`() throws {
    let named = try NamedProcess(csv: Self.table, file: "week.csv")
    #expect(named.states == ["away", "home", "rest"])
    #expect(named.actions == ["go", "stay"])
    #expect(named.limit == nil)
    let process = named.process
    #expect(process.discount == 0.5)
    #expect(process.startDistribution() == [StartState(state: 0, probability: 1)])
    #expect(
      process.transitions(from: 0, action: 0) == [
        StateTransition(probability: 0.5, next: 1, reward: 0),
        StateTransition(probability: 0.5, next: 0, reward: -1),
      ])
    #expect(
      process.transitions(from: 1, action: 0) == [
        StateTransition(next: 2, reward: 8, isTerminal: true)
      ])
    // V(home) = 8; V(away) = ½ (½ 8) + ½ (−1 + ½ V(away)).
    let solution = try Solution(of: process)
    #expect(abs(solution.values[1] - 8) < 1e-9)
    #expect(abs(solution.values[0] - 2) < 1e-9)
  }

  @Test func `become environments with the names of their actions`() throws {
    let entry = try NamedProcess(csv: Self.table + "\n# limit: 20", file: "week.csv")
      .entry("mdp:week.csv")
    #expect(entry.actionNames == ["go", "stay"])
    #expect(entry.makeBatch().timeLimit == 20)
    #expect(entry.isSolvable)
    #expect(
      try NamedProcess(csv: Self.table, file: "week.csv").entry("x").makeBatch().timeLimit == nil)
  }

  private func message(_ text: String) -> String {
    do {
      _ = try NamedProcess(csv: text, file: "week.csv")
      return "accepted"
    } catch {
      return "\(error)"
    }
  }

  @Test(arguments: [
    ("home,go,rest", "home,go,rset", "accepted"),
    ("away,go,home", "away,go,hmoe", "there is no state hmoe - week.csv:5 - did you mean home?"),
    (
      "away,go,away,0.5", "away,go,away,0.4",
      "state away, action go: the probabilities add up to 0.9 - week.csv"
    ),
    ("0.5,-1,false", "nan,-1,false", "state away, action go: the probability is nan"),
    (
      "0.5,-1,false", "0.5,inf,false",
      "state away, action go: the probability is 0.5, the reward inf"
    ),
    ("0.5,-1,false", "0.5,-1,no", "terminal is no - week.csv:6 - give true or false"),
    ("0.5,-1,false", "0.5,-1", "there are 5 cells, the columns being 6 - week.csv:6"),
    ("0.5,-1,false", "0.5,little,false", "reward is little - week.csv:6 - give a number"),
    ("home,stay,away,1,2,false", "", "state home, action stay: nothing follows - week.csv"),
    ("probability", "chance", "there is no column chance - week.csv:4"),
    (", reward", "", "the column reward is missing - week.csv:4"),
    ("discount: 0.5", "discount: 1.5", "the discount is 1.5 - week.csv"),
    ("discount: 0.5", "limit: 0", "the limit is 0 - week.csv"),
    ("start: away", "start: awy", "there is no state awy - week.csv - did you mean away?"),
    ("rest,1,8,true", "away,1,8,false", "an episode may never end - week.csv"),
  ])
  func `are refused with what is wrong, and where`(
    _ right: String, _ wrong: String, _ expected: String
  ) {
    let text = Self.table.replacing(right, with: wrong)
    #expect(text != Self.table)
    #expect(message(text).hasPrefix(expected), "\(message(text))")
  }
}
