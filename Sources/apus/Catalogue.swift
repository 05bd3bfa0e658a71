import ActorCritic
import ClassicControl
import DeepQ
import Diagnostics
import ErdosSelfridgeSpencer
import Exploration
import GridWorlds
import Hierarchical
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
      EchoImage.v0,
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
      MountainCar.sparse,
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
      Bridge.v0,
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
      TRPO.entry,
      A2C.entry,
      A2C.noisy,
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
      TabularLearner.qLearning,
      TabularLearner.sarsa,
      TabularLearner.expectedSarsa,
      TabularLearner.qLambda,
      TabularLearner.doubleQ,
      TabularLearner.dynaQ,
      RMax.entry,
      UpperConfidence.entry,
      ThompsonSampling.entry,
      LinearThompson.entry,
      TreeSearch.entry,
      DynamicProgramming.valueIteration,
      DynamicProgramming.policyIteration,
      ImitationAgent.cloning,
      ImitationAgent.dagger,
      SelfPlayAgent.entry,
      SavedAgent.entry,
      HierarchicalDQN.entry,
      OptionsAgent.entry,
      OptionCritic.entry,
      ScriptedAgent.entry,
      RandomAgent.entry,
    ],
    explorations: [
      Explorations.count,
      Explorations.simHash,
      Explorations.dora,
      Explorations.randomNetworkDistillation,
    ],
    files: [GridFile.format, ProcessFile.format])
}
