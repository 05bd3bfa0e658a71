"""Steps a second of environments with random actions: Apus and its peers, one thread each, in turn.

    python3 Benchmarks/worlds_against_peers.py [--rounds 2] [--only CartPole-v1,FourRooms-v0]

Installs Gymnasium, MiniGrid and envpool, and gymnax with JAX, into virtual environments, runs
everybody in turn on this machine, and prints the best median of each, whatever its number of copies,
and how many times the fastest peer, and scalar Gymnasium, Apus is.  Where a peer does not have the
environment, the nearest thing that it has is named.  Seconds are those that the processor spent on
each, so that what else is running takes none of them.
"""

import argparse
import collections
import pathlib

from against_peers import PEERS, PACKAGES, ROOT, install, lines

PACKAGES["worlds"] = (["gymnasium", "minigrid", "envpool"], "gymnasium, minigrid, envpool")
PACKAGES["gymnax"] = (["jax[cpu]", "gymnax"], "gymnax")

GYMNASIUM = ["CartPole-v1", "MountainCar-v0", "Pendulum-v1", "Acrobot-v1", "FrozenLake-v1"]

# What each peer calls an environment of Apus, or what it has that comes nearest.
SCALAR = {name: name for name in GYMNASIUM} | {
    "FourRooms-v0": "MiniGrid-FourRooms-v0", "Maze-v0, 16×16 rooms": "MiniGrid-Empty-16x16-v0",
    "KeyDoor-v0, 7×7 ahead": "MiniGrid-DoorKey-8x8-v0"}
POOLED = {name: name for name in GYMNASIUM}
JITTED = {name: name for name in GYMNASIUM[:4]} | {
    "FourRooms-v0": "FourRooms-misc", "DeepSea-v0": "DeepSea-bsuite"}

# The columns: packages, script, what it calls the environments, arguments of its own.
COLUMNS = {
    "scalar": ("worlds", "env_step.py", SCALAR, ["--variants", "default"]),
    "vector": ("worlds", "vec_step.py", POOLED, []),
    "envpool": ("worlds", "envpool_step.py", POOLED, []),
    "gymnax": ("gymnax", "gymnax_step.py", JITTED, []),
}


def best(records: list, name: str) -> float | None:
    rates = [record["per_cpu_s"] for record in records if record["bench"].split("/", 1)[1] == name]
    return max(rates, default=None)


def own(names: list) -> dict:
    program = ROOT / ".build" / "release" / "apus"
    figures = collections.defaultdict(float)
    kinds = sorted({f"environments/{name.split(',')[0]}" for name in names}) or ["environments"]
    for line in lines([program, "benchmark", *kinds, "--json", "--seconds", "0.7"]):
        name = line["figure"]["name"].rsplit(", ", 1)[0]
        figures[name] = max(figures[name], line["figure"]["value"])
    return {name: rate for name, rate in figures.items() if not names or name in names}


def peers(folder: pathlib.Path, column: str, names: list) -> dict:
    kind, script, known, arguments = COLUMNS[column]
    asked = {name: known[name] for name in names if name in known}
    if not asked:
        return {}
    python = install(folder / kind, kind)
    command = [python, PEERS / script, "--threads", "1", "--reps", "3", *arguments]
    records = lines([*command, "--envs", ",".join(asked.values())])
    return {name: best(records, other) for name, other in asked.items()}


def text(number: float | None) -> str:
    return "–" if not number else f"{number / 1e6:.2f} M" if number >= 1e6 else f"{number:,.0f}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--only", default="")
    parser.add_argument("--venvs", type=pathlib.Path, default=ROOT / ".build" / "peers")
    arguments = parser.parse_args()
    asked = [name for name in arguments.only.split(",") if name]
    results = collections.defaultdict(dict)  # by environment and column, the best of all rounds
    for _ in range(arguments.rounds):
        mine = own(asked)
        everybody = {"Apus": mine} | {
            column: peers(arguments.venvs, column, list(mine)) for column in COLUMNS}
        for column, rates in everybody.items():
            for name, rate in rates.items():
                results[name][column] = max(results[name].get(column) or 0, rate or 0)
    columns = ["Apus", *COLUMNS]
    print("| steps/s | " + " | ".join(columns) + " | × fastest | × scalar |")
    print("|---" * (len(columns) + 3) + "|")
    for name, rates in results.items():
        fastest = max((rates.get(column) or 0 for column in COLUMNS), default=0)
        ratios = [rates["Apus"] / fastest if fastest else None,
                  rates["Apus"] / rates["scalar"] if rates.get("scalar") else None]
        cells = [text(rates.get(column)) for column in columns]
        cells += ["–" if ratio is None else f"{ratio:,.1f}" for ratio in ratios]
        print(f"| {name} | " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    main()
