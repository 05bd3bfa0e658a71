"""Records episodes of random actions in Gymnasium's Taxi-v4, in rain and with fickle passengers.

Usage: python generate_taxi.py  (needs gymnasium and numpy)
"""

import json
from pathlib import Path

import gymnasium
import numpy

CASES = {
    "Taxi-rain": dict(is_rainy=True),
    "Taxi-fickle": dict(fickle_passenger=True),
    "Taxi-both": dict(is_rainy=True, fickle_passenger=True, rainy_probability=0.6,
                      fickle_probability=0.9),
}


def action(environment, observation, random):
    """What brings about something: to pick up and drop off where that can be done, else to drive."""
    mask = environment.unwrapped.action_mask(observation)
    return int(numpy.argmax(mask[4:]) + 4 if mask[4:].any() and random.random() < 0.7
               else random.integers(4))


for name, options in CASES.items():
    environment = gymnasium.make("Taxi-v4", **options)
    episodes = []
    for seed in range(5):
        random = numpy.random.default_rng(1000 + seed)
        first, _ = environment.reset(seed=seed)
        (shown, steps) = (first, [])
        for _ in range(300):
            chosen = action(environment, shown, random)
            shown, reward, terminated, truncated, _ = environment.step(chosen)
            steps.append({
                "action": chosen, "observation": int(shown), "reward": float(reward),
                "terminated": bool(terminated), "truncated": bool(truncated)})
            if terminated or truncated:
                shown, _ = environment.reset()
                steps[-1]["reset"] = int(shown)
        episodes.append({"seed": seed, "first": int(first), "steps": steps})
    Path(__file__).with_name(f"{name}.json").write_text(json.dumps({
        "environment": "Taxi-v4", "gymnasium": gymnasium.__version__,
        "numpy": numpy.__version__, "options": options, "episodes": episodes},
        separators=(",", ":")))
