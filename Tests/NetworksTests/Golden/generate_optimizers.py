"""Writes optimizers.json: two weights moved by independent forms of AccSGD and Optimistic Adam.

The loss is the sum of slope w + curvature w^2 / 2, with a slope drawn at each step.
Run from this folder: python generate_optimizers.py
"""

import json
import numpy as np

random = np.random.default_rng(3)
CURVATURE = np.array([2.0, 0.3])
START = np.array([1.5, -0.75])


def accelerated(slopes, rate=0.01, kappa=20.0, xi=3.0, c=0.7):
    w, average = START.copy(), START.copy()
    alpha = 1 - c**2 * xi / kappa
    for slope in slopes:
        g = slope + CURVATURE * w
        average = alpha * average + (1 - alpha) * (w - kappa * rate / c * g)
        w = c / (c + 1 - alpha) * (w - rate * g) + (1 - alpha) / (c + 1 - alpha) * average
        yield w


def optimistic(slopes, rate=0.05, beta1=0.5, beta2=0.9, epsilon=1e-8):
    w, m, v, before = START.copy(), np.zeros(2), np.zeros(2), np.zeros(2)
    for t, slope in enumerate(slopes, 1):
        g = slope + CURVATURE * w
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g**2
        direction = m / (1 - beta1**t) / (np.sqrt(v / (1 - beta2**t)) + epsilon)
        w = w - 2 * rate * direction + rate * before
        before = direction
        yield w


slopes = np.round(random.normal(size=(40, 2)), 2)
record = {"slopes": slopes.tolist(),
          "accelerated": [w.tolist() for w in accelerated(slopes)],
          "optimistic": [w.tolist() for w in optimistic(slopes)]}
with open("optimizers.json", "w") as file:
    json.dump(record, file, separators=(",", ":"))
    file.write("\n")
