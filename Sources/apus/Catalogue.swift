import ClassicControl
import DeepQ
import Diagnostics
import GridWorlds
import ReinforcementLearning
import Scripted
import Tabular

extension Catalogue {
  /// Everything that ships: the one place that knows every name.
  static let everything = Catalogue(
    environments: [
      CartPole.v1,
      FourRooms.v0,
      Echo.v0,
      EchoContinuous.v0,
      MountainCar.v0,
      MountainCarContinuous.v0,
      Pendulum.v1,
      Acrobot.v1,
    ],
    agents: [
      DQN.entry,
      QLearning.entry,
      ScriptedAgent.entry,
      RandomAgent.entry,
    ])
}
