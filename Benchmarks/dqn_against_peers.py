"""DQN on CartPole, 2x64, batch 32, one update a step: Apus and Stable-Baselines3 in turn, one thread.

    python3 Benchmarks/dqn_against_peers.py [--rounds 5] [--environment .venv-peers]

Installs Stable-Baselines3 into a virtual environment, runs both alternately on this machine, and
prints the updates a second of each and the ratio of each pair.  Nothing else should be running.
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
PACKAGES = ["torch", "gymnasium", "stable-baselines3", "sb3-contrib"]


def install(folder: pathlib.Path) -> pathlib.Path:
    python = folder / "bin" / "python"
    if not python.exists():
        venv.create(folder, with_pip=True)
    check = [python, "-c", "import stable_baselines3, sb3_contrib"]
    if subprocess.run(check, capture_output=True).returncode != 0:
        subprocess.run([python, "-m", "pip", "install", "--quiet", *PACKAGES], check=True)
    return python


def lines(command: list) -> list:
    output = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout
    return [json.loads(line) for line in output.splitlines() if line.startswith("{")]


def apus() -> float:
    program = ROOT / ".build" / "release" / "apus"
    figures = lines([program, "benchmark", "dqn", "--json", "--seconds", "2"])
    return next(f["figure"]["value"] for f in figures
                if f["figure"]["name"] == "training, 2×64, batch 32, one update a step")


def stable_baselines(python: pathlib.Path) -> float:
    script = ROOT / "Benchmarks" / "peers" / "sb3_train.py"
    figures = lines([python, script, "--threads", "1", "--only", "dqn-classic-cartpole"])
    return next(f["median"] for f in figures if f["metric"] == "updates/s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--environment", type=pathlib.Path, default=ROOT / ".venv-peers")
    arguments = parser.parse_args()
    os.environ["OMP_NUM_THREADS"] = "1"
    python = install(arguments.environment)
    ratios = []
    for round_number in range(1, arguments.rounds + 1):
        ours, theirs = apus(), stable_baselines(python)
        ratios.append(ours / theirs)
        print(f"round {round_number}: Apus {ours:,.0f} updates/s, Stable-Baselines3 {theirs:,.0f} "
              f"updates/s, ratio {ratios[-1]:.1f}", flush=True)
    print(f"ratio: median {statistics.median(ratios):.1f}, least {min(ratios):.1f}, "
          f"greatest {max(ratios):.1f}")


if __name__ == "__main__":
    sys.exit(main())
