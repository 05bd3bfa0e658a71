#!/usr/bin/env python3
"""How much of the second half of each episode a swung pole stays up.

    python3 Benchmarks/upright_share.py runs/CartPoleSwingUp-v0/sac/run-1

Plays every seed of a run greedily, and prints, for each, the mean and the least share of steps with
cos θ > 0.5; an episode that ends before its 10 s counts as nothing.
"""

import argparse
import json
import pathlib
import subprocess

STEPS = 1_000  # of an episode


def shares(apus, seed, episodes):
    """The share of each whole episode's second half, of about `episodes` episodes."""
    played = subprocess.run(
        [apus, "rollout", "CartPoleSwingUp-v0", "--run", seed, "--steps",
         str(episodes * STEPS), "--json"],
        check=True, capture_output=True, text=True)
    found, heights = [], []
    for line in map(json.loads, played.stdout.splitlines()):
        if "reward" not in line:
            continue
        heights.append(line["observation"][3])
        if line["terminated"] or line["truncated"]:
            late = heights[STEPS // 2:]
            whole = len(heights) == STEPS
            found.append(sum(height > 0.5 for height in late) / len(late) if whole else 0)
            heights = []
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("run", type=pathlib.Path, help="the folder of a run")
    parser.add_argument("--episodes", type=int, default=20)
    parser.add_argument("--apus", default=".build/release/apus")
    arguments = parser.parse_args()
    for seed in sorted(arguments.run.glob("seed-*"), key=lambda path: int(path.name[5:])):
        found = shares(arguments.apus, seed, arguments.episodes)
        print(f"{seed.name:8} {sum(found) / len(found):6.1%}, least {min(found):6.1%}, "
              f"{len(found)} episodes")


if __name__ == "__main__":
    main()
