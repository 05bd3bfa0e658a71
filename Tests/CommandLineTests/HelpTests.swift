import Testing

@Suite struct `Help` {
  @Test(arguments: [
    "train", "resume", "evaluate", "watch", "compare", "rollout", "describe", "benchmark", "new",
    "gallery", "inspect", "completion",
  ])
  func `shows examples of every command`(_ command: String) throws {
    let result = try Program.run(command, "--help")
    #expect(result.status == 0)
    #expect(result.output.contains("EXAMPLES"))
    #expect(result.output.contains("apus \(command)"))
  }

  @Test func `lists what there is`() throws {
    let environments = try Program.run("list", "environments").output
    for id in ["CartPole-v1", "FourRooms-v0", "Echo-v0", "EchoContinuous-v0"] {
      #expect(environments.contains(id))
    }
    #expect(environments.contains("15 bits + 15 bits + 15 bits"))
    let agents = try Program.run("list", "agents").output
    for id in ["random", "scripted", "q-learning", "dqn"] { #expect(agents.contains(id)) }
  }

  @Test func `describes every parameter with its default`() throws {
    let text = try Program.run("describe", "dqn").output
    for part in ["learningRate", "0.00025", "γ", "huber"] { #expect(text.contains(part)) }
    #expect(try Program.run("describe", "CartPole-v1").output.contains("push left"))
  }

  @Test func `describes explorations, alone and around an agent`() throws {
    #expect(try Program.run("list", "explorations").output.contains("Tang"))
    for id in ["simhash", "dqn+simhash"] {
      #expect(try Program.run("describe", id).output.contains("explore.bits"))
    }
    let wrong = try Program.run("describe", "dqn+simhas")
    #expect(wrong.error.contains("did you mean simhash?"))
  }

  @Test func `inspects every program of an agent`() throws {
    let text = try Program.run("inspect", "CartPole-v1", "dqn").output
    for part in ["dqn update", "dqn values", "matmul", "adam online/0/weight"] {
      #expect(text.contains(part))
    }
    let picture = try Program.run(
      "inspect", "CartPole-v1", "dqn", "--program", "update", "--dot"
    ).output
    #expect(picture.hasPrefix("digraph {"))
    #expect(picture.contains("adam online/0/weight"))
    let rooms = ["inspect", "FourRooms-v0", "dqn", "--program", "values"]
    let plain = try Program.start(rooms).wait()
    let corners = try Program.start(rooms + ["--env-option", "observation=coordinates"]).wait()
    #expect(corners.status == 0 && corners.output != plain.output)
  }

  @Test(arguments: [
    ["describe", "KeyDoor-v0"], ["describe", "h-dqn"], ["list", "wrappers"],
    ["inspect", "CartPole-v1", "dqn"], ["solve", "FrozenLake-v1"], ["solve", "LQR-v0"],
    ["rollout", "FourRooms-v0", "--steps", "2"], ["check-env", "Echo-v0"],
  ])
  func `tells other programs in keys like_this`(_ arguments: [String]) throws {
    let process = try Program.start(arguments + ["--json"])
    let keys = process.wait().output.matches(of: #/"([^"]+)":/#).map(\.output.1)
    #expect(!keys.isEmpty)
    for key in keys {
      #expect(key.allSatisfy { $0.isLowercase || $0 == "_" }, "\(key)")
    }
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func `completes in every shell`(_ shell: String) throws {
    let result = try Program.run("completion", shell)
    #expect(result.status == 0)
    #expect(result.output.contains("evaluate"))
  }
}
