"""How often the "95 %" bootstrap interval of the interquartile mean of one task contains the truth.

The lowest of three shapes of scores (normal, log-normal, two modes) is what `Comparison` quotes.
"""

import numpy

generator = numpy.random.default_rng(1)
SHAPES = {
    "normal": lambda size: generator.normal(size=size),
    "log-normal": lambda size: numpy.exp(generator.normal(size=size) * 0.5),
    "two modes": lambda size: generator.normal(size=size) * 0.5 + 3 * (generator.random(size) < 0.5),
}


def interquartile_mean(scores):
    ordered = numpy.sort(scores, axis=-1)
    cut = ordered.shape[-1] // 4
    return ordered[..., cut : ordered.shape[-1] - cut].mean(-1)


def coverage(draw, runs, sets=1_500, resamples=1_000):
    truth = interquartile_mean(draw((1, 2_000_001)))[0]
    hits = 0
    for _ in range(sets):
        scores = draw(runs)
        replicates = interquartile_mean(scores[generator.integers(0, runs, (resamples, runs))])
        low, high = numpy.quantile(replicates, [0.025, 0.975])
        hits += low <= truth <= high
    return hits / sets


for runs in [3, 4, 5, 6, 7, 8, 9, 10, 15, 20, 30]:
    print(runs, {name: round(coverage(draw, runs), 3) for name, draw in SHAPES.items()}, flush=True)
