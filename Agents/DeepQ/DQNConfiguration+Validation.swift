internal import AgentCommons
internal import ReinforcementLearning

extension DQNConfiguration {
  public func validate(steps: Int) throws {
    try require(
      replayCapacity >= batchSize,
      "batches of \(batchSize) cannot be drawn from \(replayCapacity) transitions",
      remedy: "raise replayCapacity or lower batchSize")
    try require(
      warmUpSteps < steps, "nothing would be learned: warmUpSteps=\(warmUpSteps) of \(steps) steps",
      remedy: "lower warmUpSteps or raise --steps")
    try validateAnnealing(steps: steps)
    try validateReturns()
    try validateTargets()
    try require(
      noise == .none || !hasParameterNoise,
      "noise=\(noise.rawValue) and hasParameterNoise both take the place of ε",
      remedy: "set noise=none or hasParameterNoise=false")
    try require(
      !hasParameterNoise || explorationFinal > 0,
      "parameter noise as far as ε=0 is none", remedy: "raise explorationFinal")
  }

  private func validateReturns() throws {
    try require(
      distribution != .categorical || vMin < vMax, "no return lies from \(vMin) to \(vMax)",
      remedy: "choose vMin below vMax")
    try require(
      distribution != .categorical || atoms > 1, "one atom holds no distribution of returns",
      remedy: "choose atoms of at least 2")
    try require(
      distribution == .none || loss == .huber,
      "loss=\(loss.rawValue) is that of values; distribution=\(distribution.rawValue) has its own",
      remedy: "leave loss=huber, or set distribution=none")
  }

  private func validateTargets() throws {
    try require(
      !isMunchausen || !isDouble, "isMunchausen weighs all actions, and isDouble chooses one",
      remedy: "set isDouble=false")
    try require(
      !isMunchausen || rewardSteps == 1, "isMunchausen knows the policy of one step only",
      remedy: "set rewardSteps=1")
    try require(
      !isMunchausen || distribution != .categorical,
      "isMunchausen moves each action's returns apart, which fixed atoms cannot follow",
      remedy: "set distribution=quantile or none")
    try require(
      hindsightGoals == 0 || rewardSteps == 1,
      "hindsight pays for one step, not for rewardSteps=\(rewardSteps)",
      remedy: "set rewardSteps=1 or hindsightGoals=0")
  }

  private func require(_ condition: Bool, _ problem: String, remedy: String) throws {
    guard condition else { throw Failure(.configuration, problem, remedy: remedy) }
  }
}
