"""Plays the actions of every episode of these files in Gymnasium 1.4, and records it anew.

Usage: python generate_gymnasium.py  (needs gymnasium and numpy)
"""

import json
from pathlib import Path

import gymnasium
import numpy


def floats(observation):
    return [float(number) for number in observation]


def record(path):
    recorded = json.loads(path.read_text())
    environment = gymnasium.make(recorded["environment"])
    episodes = []
    for episode in recorded["episodes"]:
        first, _ = environment.reset(seed=episode["seed"])
        steps = []
        for step in episode["steps"]:
            action = step["action"]
            value = numpy.array(action, numpy.float32) if isinstance(action, list) else action
            shown, reward, terminated, truncated, _ = environment.step(value)
            steps.append({
                "action": action, "observation": floats(shown), "reward": float(reward),
                "terminated": bool(terminated), "truncated": bool(truncated)})
            if terminated or truncated:
                shown, _ = environment.reset()
                steps[-1]["reset"] = floats(shown)
        episodes.append({"seed": episode["seed"], "first": floats(first), "steps": steps})
    path.write_text(json.dumps({
        "environment": recorded["environment"], "gymnasium": gymnasium.__version__,
        "numpy": numpy.__version__, "episodes": episodes}, separators=(",", ":")))


for path in sorted(Path(__file__).parent.glob("*-v[0-9].json")):
    record(path)
