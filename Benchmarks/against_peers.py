"""Agents with the same values: Apus and its peers in turn, one thread each.

    python3 Benchmarks/against_peers.py [--rounds 3] [--only dqn-64,dqn-256,sac,agents/ppo]

Installs Stable-Baselines3 (PyTorch) and SBX with fully jitted loops (JAX) into virtual environments,
runs everybody alternately on this machine, and prints the updates or steps a second of each and the
ratio of each round.  Nothing else should be running.
"""

import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import venv

ROOT = pathlib.Path(__file__).resolve().parent.parent
PEERS = ROOT / "Benchmarks" / "peers"
PACKAGES = {
    "torch": (["torch", "gymnasium", "stable-baselines3", "sb3-contrib"], "stable_baselines3"),
    "jax": (["jax[cpu]", "sbx-rl", "gymnax", "optax"], "sbx, gymnax, optax"),
}

# What is compared: Apus's benchmark and unit of figure, and each peer's packages, script and
# configuration.
PAIRS = {
    "dqn-64": ("dqn", "training, 2×64, batch 32, one update a step", "updates/s", {
        "Stable-Baselines3": ("torch", "sb3_train.py", "dqn-classic-cartpole"),
        "jitted JAX": ("jax", "purejax.py", "dqn-classic"),
    }),
    "dqn-256": ("dqn", "training, 2×256, batch 64, one update a step", "updates/s", {
        "Stable-Baselines3": ("torch", "sb3_train.py", "dqn-wide-cartpole"),
        "jitted JAX": ("jax", "purejax.py", "dqn-wide"),
    }),
    "sac": ("sac", "training on Pendulum, one update a step", "updates/s", {
        "Stable-Baselines3": ("torch", "sb3_train.py", "sac-pendulum"),
        "SBX": ("jax", "sbx_train.py", "sac-pendulum"),
        "jitted JAX": ("jax", "purejax.py", "sac"),
    }),
} | {
    f"agents/{agent}": (f"agents/{agent}", f"{task}", "env steps/s", {
        "Stable-Baselines3": ("torch", "sb3_train.py", f"apus-{agent}")})
    for agent, task in {
        "dqn": "CartPole-v1, 1 copy", "qr-dqn": "CartPole-v1, 1 copy",
        "ppo": "CartPole-v1, 8 copies", "a2c": "CartPole-v1, 8 copies",
        "trpo": "CartPole-v1, 1 copy", "td3": "Pendulum-v1, 1 copy", "ddpg": "Pendulum-v1, 1 copy"}.items()
}


def install(folder: pathlib.Path, kind: str) -> pathlib.Path:
    packages, modules = PACKAGES[kind]
    python = folder / "bin" / "python"
    if not python.exists():
        venv.create(folder, with_pip=True)
    if subprocess.run([python, "-c", f"import {modules}"], capture_output=True).returncode != 0:
        subprocess.run([python, "-m", "pip", "install", "--quiet", *packages], check=True)
    return python


def lines(command: list) -> list:
    output = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout
    return [json.loads(line) for line in output.splitlines() if line.startswith("{")]


def apus(benchmark: str, figure: str) -> float:
    program = ROOT / ".build" / "release" / "apus"
    figures = lines([program, "benchmark", benchmark, "--json", "--seconds", "1"])
    return next(f["figure"]["value"] for f in figures if f["figure"]["name"] == figure)


def peer(python: pathlib.Path, script: str, configuration: str, metric: str) -> float:
    figures = lines([python, PEERS / script, "--threads", "1", "--only", configuration])
    return next(f["median"] for f in figures if f["metric"] == metric)


def compare(name: str, rounds: int, pythons: dict) -> None:
    benchmark, figure, metric, peers = PAIRS[name]
    unit = metric.removeprefix("env ")
    ratios = {peer_name: [] for peer_name in peers}
    for number in range(1, rounds + 1):
        for peer_name, (kind, script, configuration) in peers.items():
            ours = apus(benchmark, figure)
            theirs = peer(pythons[kind], script, configuration, metric)
            ratios[peer_name].append(ours / theirs)
            print(f"{name}, round {number}: Apus {ours:,.0f} {unit}, {peer_name} {theirs:,.0f} "
                  f"{unit}, ratio {ours / theirs:.1f}", flush=True)
    for peer_name, values in ratios.items():
        print(f"{name}: {statistics.median(values):.1f} times {peer_name} "
              f"({min(values):.1f} to {max(values):.1f})", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", default=",".join(PAIRS))
    parser.add_argument("--torch", type=pathlib.Path, default=ROOT / ".venv-peers")
    parser.add_argument("--jax", type=pathlib.Path, default=ROOT / ".venv-peers-jax")
    arguments = parser.parse_args()
    os.environ["OMP_NUM_THREADS"] = "1"
    pythons = {"torch": install(arguments.torch, "torch"), "jax": install(arguments.jax, "jax")}
    for name in arguments.only.split(","):
        compare(name, arguments.rounds, pythons)


if __name__ == "__main__":
    sys.exit(main())
