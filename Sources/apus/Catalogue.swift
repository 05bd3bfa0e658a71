import ActorCritic
import ClassicControl
import DeepQ
import Diagnostics
import ErdosSelfridgeSpencer
import GridWorlds
import Imitation
import MPO
import MarkovDecisionProcesses
import Mazes
import PolicyOptimization
import ReinforcementLearning
import Scripted
import SelfPlay
import Tabular
import Training

extension Catalogue {
  /// Everything that ships: the one place that knows every name.
  static let everything = Catalogue(
    environments: [
      CartPole.v1,
      FourRooms.v0,
      FrozenLake.v1,
      FrozenLake.large,
      CliffWalking.v1,
      Taxi.v4,
      WindyGrid.v0,
      DeepSea.v0,
      RoomWorlds.empty,
      RoomWorlds.keyDoor,
      RoomWorlds.multiRoom,
      RoomWorlds.lightKey,
      HazardWorlds.lavaGap,
      HazardWorlds.dynamicObstacles,
      GatheringWorlds.fruit,
      GatheringWorlds.boxPush,
      Echo.v0,
      EchoContinuous.v0,
      Probe.constant,
      Probe.observation,
      Probe.discount,
      Probe.action,
      Probe.policy,
      Probe.delay,
      MemoryLength.v0,
      UmbrellaChain.v0,
      BitFlip.v0,
      MountainCar.v0,
      MountainCarContinuous.v0,
      Pendulum.v1,
      Acrobot.v1,
      CartPoleSwingUp.v0,
      Reacher.v0,
      PointMass.v0,
      LQR.v0,
      Garnet.v0,
      RiverSwim.v0,
      RiverSwim.continuing,
      NoisyChain.v0,
      NoisyChain.ten,
      NoisyChain.twenty,
      NoisyChain.thirty,
      NoisyChain.fifty,
      DelayedChain.v0,
      DelayedChain.flagged,
      Baird.v0,
      BoyanChain.v0,
      Bandit.bernoulli,
      Bandit.gaussian,
      WheelBandit.v0,
      DefenderGame.v0,
      AttackerGame.v0,
      TwoPlayerGame.v0,
      Mazes.goal,
      Mazes.goals,
      Mazes.indicator,
      Mazes.view,
    ],
    agents: [
      DQN.entry,
      PPO.entry,
      A2C.entry,
      Reinforce.entry,
      DQN.c51,
      DQN.quantile,
      DQN.noisy,
      DQN.rainbow,
      ActorCriticAgent.sac,
      ActorCriticAgent.td3,
      ActorCriticAgent.ddpg,
      ActorCriticAgent.d4pg,
      MPO.entry,
      QLearning.entry,
      ImitationAgent.cloning,
      ImitationAgent.dagger,
      SelfPlayAgent.entry,
      SavedAgent.entry,
      ScriptedAgent.entry,
      RandomAgent.entry,
    ],
    files: [GridFile.format, ProcessFile.format])
}
