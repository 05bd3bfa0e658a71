"""Writes numpy.json: what numpy's default generator draws, for the tests of RandomSource.

    python generate_numpy.py
"""

import json
import pathlib

import numpy as np
from numpy.random import SeedSequence, default_rng

SEEDS = [0, 1, 7, 12345, 2**32 - 1, 2**32, 2**32 + 1, 2**63, 2**64 - 1]
RANGES = [
    (0, 1), (0, 2), (0, 10), (-5, 5), (0, 3 * 2**30), (0, 2**32 - 1), (0, 2**32), (0, 2**32 + 1),
    (-(2**40), 2**40), (0, 3 * 2**61), (-(2**63), 2**63 - 1), (0, 2**63 - 1),
]
WORD = 2**64 - 1


def digest(numbers):
    """A sum over the bits of many numbers that their order matters to."""
    total = 0
    for bits in np.asarray(numbers).view(np.uint64).tolist():
        total = (total * 0x100000001B3 + bits) & WORD
    return f"{total:016x}"


def law(draw, count):
    numbers = draw(count)
    return {
        "first": numbers[:20].tolist(), "count": count, "digest": digest(numbers),
        "least": numbers.min(), "greatest": numbers.max(),
    }


def integers(seed):
    """Every range in turn, several times over, so that halves stay over between them."""
    generator = default_rng(seed)
    return [
        {"low": low, "high": high, "value": int(generator.integers(low, high))}
        for _ in range(20) for low, high in RANGES
    ]


def interleaved(seed):
    """All kinds of draw in an order that differs between seeds."""
    order = np.random.Generator(np.random.MT19937(seed))
    generator = default_rng(seed)
    draws = {
        "uniform": generator.random,
        "range": lambda: generator.uniform(-0.05, 0.05),
        "normal": generator.standard_normal,
        "exponential": generator.standard_exponential,
        "integer": lambda: float(generator.integers(10)),
        "wide": lambda: float(generator.integers(2**40)),
    }
    kinds = [list(draws)[kind] for kind in order.integers(0, len(draws), 300)]
    return [{"kind": kind, "value": draws[kind]()} for kind in kinds]


def choices(seed):
    generator = default_rng(seed)
    weights = [0.1, 0.0, 0.25, 0.05, 0.6]
    cases = [(0, 5), (1, 1), (3, 3), (5, 100), (40, 10_000), (201, 10_001), (200, 10_001), (10_001, 10_001)]
    shuffled = list(range(30))
    generator.shuffle(shuffled)
    return {
        "shuffled": shuffled,
        "permutation": generator.permutation(57).tolist(),
        "weights": weights,
        "weighted": [int(generator.choice(5, p=weights)) for _ in range(50)],
        "without": [
            {
                "amount": amount, "count": count,
                "values": (values := generator.choice(count, amount, replace=False).tolist())[:60],
                "digest": digest(np.asarray(values, dtype=np.int64)),
            }
            for amount, count in cases
        ],
        "after": generator.random(),
    }


def spawned(seed):
    root = SeedSequence(seed)
    first, second = root.spawn(2)
    grandchild = second.spawn(3)[2]
    third = root.spawn(1)[0]
    return [
        {"key": list(s.spawn_key), "state": s.generate_state(8).tolist(), "first": default_rng(s).random()}
        for s in (SeedSequence(seed), first, second, grandchild, third)
    ]


def stream(seed, name, index):
    """The stream of a name: its FNV-1a hash and its index are the spawn key."""
    value = 0xCBF29CE484222325
    for byte in name.encode():
        value = (value ^ byte) * 0x100000001B3 & WORD
    words = [value & 0xFFFFFFFF, value >> 32, index & 0xFFFFFFFF, index >> 32]
    generator = default_rng(SeedSequence(seed, spawn_key=words))
    return {"name": name, "index": index, "first": generator.random()}


def of(seed):
    return {
        "seed": str(seed),
        "uniform": law(default_rng(seed).random, 2_000),
        "normal": law(default_rng(seed).standard_normal, 40_000),
        "exponential": law(default_rng(seed).standard_exponential, 40_000),
        "integers": integers(seed),
        "interleaved": interleaved(seed),
        "choices": choices(seed),
        "spawned": spawned(seed),
        "streams": [stream(seed, "environment", 0), stream(seed, "environment", 2**32 + 1),
                    stream(seed, "Δ", 3)],
    }


text = json.dumps({"numpy": np.__version__, "seeds": [of(seed) for seed in SEEDS]})
pathlib.Path(__file__).with_name("numpy.json").write_text(text.replace('{"seed"', '\n{"seed"') + "\n")
