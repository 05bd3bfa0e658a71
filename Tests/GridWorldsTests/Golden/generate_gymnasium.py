"""Plays the actions of every episode of these files in Gymnasium 1.4, and records it anew.

Usage: python generate_gymnasium.py  (needs gymnasium and numpy)
"""

import json
from pathlib import Path

import gymnasium
import numpy


def plain(observation):
    return [int(part) for part in observation] if isinstance(observation, tuple) else int(observation)


def record(path):
    recorded = json.loads(path.read_text())
    environment = gymnasium.make(recorded["environment"])
    episodes = []
    for episode in recorded["episodes"]:
        first, _ = environment.reset(seed=episode["seed"])
        steps = []
        for step in episode["steps"]:
            shown, reward, terminated, truncated, _ = environment.step(step["action"])
            steps.append({
                "action": step["action"], "observation": plain(shown), "reward": float(reward),
                "terminated": bool(terminated), "truncated": bool(truncated)})
            if terminated or truncated:
                shown, _ = environment.reset()
                steps[-1]["reset"] = plain(shown)
        episodes.append({"seed": episode["seed"], "first": plain(first), "steps": steps})
    path.write_text(json.dumps({
        "environment": recorded["environment"], "gymnasium": gymnasium.__version__,
        "numpy": numpy.__version__, "episodes": episodes}, separators=(",", ":")))


for path in sorted(Path(__file__).parent.glob("*-v[0-9].json")):
    record(path)
