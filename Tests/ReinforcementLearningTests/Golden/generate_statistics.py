"""Writes statistics.json: what numpy makes of numbers of very different sizes.

    python generate_statistics.py
"""

import json
import pathlib

import numpy as np

generator = np.random.default_rng(0)
rows = generator.normal(size=(500, 4)) * [1, 1e-3, 1e4, 0] + [0, 5, 1e6, 3]
rows = rows.astype(np.float32)
clip = 1.5
exact = rows.astype(np.float64)
mean, variance = exact.mean(axis=0), exact.var(axis=0)
normalized = np.clip((exact - mean) / np.sqrt(variance + 1e-8), -clip, clip).astype(np.float32)
content = {
    "rows": rows.tolist(), "mean": mean.tolist(), "variance": variance.tolist(), "clip": clip,
    "normalized": normalized.tolist(),
}
pathlib.Path(__file__).with_name("statistics.json").write_text(json.dumps(content) + "\n")
