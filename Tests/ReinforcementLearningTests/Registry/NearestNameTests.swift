import Testing

@testable import ReinforcementLearning

@Suite struct `The nearest name` {
  private static let known = [
    "CartPole-v1", "Pendulum-v1", "FourRooms-v0", "Acrobot-v1", "MountainCar-v0", "Echo-v0",
    "MountainCarContinuous-v0", "EchoContinuous-v0", "ESS-Defender-v0", "dqn", "ppo", "sac", "mpo",
    "h-dqn", "q-learning", "random", "scripted", "learningRate", "discount", "batchSize",
  ]

  @Test(arguments: [
    ("CartPole-v2", "CartPole-v1"), ("cartpol-v1", "CartPole-v1"), ("dqm", "dqn"), ("pp0", "ppo"),
    ("Sac", "sac"), ("CartPole", "CartPole-v1"), ("carpole-v1", "CartPole-v1"),
    ("CartPloe-v1", "CartPole-v1"), ("pendulum-v1", "Pendulum-v1"), ("Pendulum-v0", "Pendulum-v1"),
    ("FourRoom-v0", "FourRooms-v0"), ("fuorrooms-v0", "FourRooms-v0"), ("hdqn", "h-dqn"),
    ("qlearning", "q-learning"), ("q_learning", "q-learning"), ("randon", "random"),
    ("script", "scripted"), ("lerning_rate", "learningRate"), ("discuont", "discount"),
    ("MountainCarContinous-v0", "MountainCarContinuous-v0"),
  ])
  func `is found first`(_ name: String, _ meant: String) {
    let suggestions = NearestName.suggestions(for: name, among: Self.known)
    #expect(suggestions.first == meant)
    #expect(suggestions.count <= 3)
  }

  @Test(arguments: ["zzzzzz", "", "LunarLander-v3", "temperature"])
  func `is nothing where nothing is near`(_ name: String) {
    #expect(NearestName.suggestions(for: name, among: Self.known) == [])
    #expect(
      NearestName.remedy(for: name, among: Self.known, otherwise: "look it up") == "look it up")
  }

  @Test func `asks what was meant`() {
    #expect(
      NearestName.remedy(for: "dqm", among: Self.known, otherwise: "")
        .hasPrefix("did you mean dqn"))
  }

  @Test(arguments: [
    ("", "", 0), ("a", "", 1), ("abc", "abc", 0), ("abc", "acb", 1), ("kitten", "sitting", 3),
    ("ca", "abc", 3), ("abcd", "badc", 2),
  ])
  func `counts edits, a swap of neighbours being one`(
    _ first: String, _ second: String, _ distance: Int
  ) {
    let scalars = (Array(first.unicodeScalars), Array(second.unicodeScalars))
    #expect(NearestName.distance(scalars.0, scalars.1) == distance)
    #expect(NearestName.distance(scalars.1, scalars.0) == distance)
  }
}
