"""How well agents learn the game of Erdős, Selfridge and Spencer, by its size and its difficulty.

    python3 Benchmarks/ess_study.py [--runs FOLDER] [--apus .build/release/apus]

Trains defenders for every K and potential of Raghu and others (2018), then attackers, and both by
self-play, each on the seeds 0 to 9, and evaluates each in 100 greedy games after its last step.
Whatever is found finished in the folder is not trained again.  Writes Benchmarks/scores/ess.json,
and Documentation/Studies/erdos-selfridge-spencer.{md,png}; the picture needs gnuplot.
"""

import argparse
import json
import pathlib
import statistics
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
SEEDS = 10
LEVELS = [5, 10, 15, 20]
POTENTIALS = [0.8, 0.9, 0.95, 0.99]
TRANSFER = 0.99
# Steps of training; a game has at most K of them.
DEFENDERS = {"dqn": 40_000, "ppo": 300_000, "a2c": 300_000, "dagger": 20_000}
ATTACKERS = {"dqn": 40_000, "ppo": 300_000, "a2c": 300_000}
SELF_PLAY = {"dqn": 40_000, "ppo": 300_000}
NAMES = {"dqn": "DQN", "ppo": "PPO", "a2c": "A2C", "dagger": "supervised (DAgger)"}
STUDY = ROOT / "Documentation" / "Studies" / "erdos-selfridge-spencer.md"


class Trainer:
    def __init__(self, program: str, folder: pathlib.Path):
        self.program, self.folder = program, folder

    def run(self, environment: str, agent: str, steps: int, name: str, *settings: str) -> pathlib.Path:
        """Trains all seeds, unless that has been done."""
        run = self.folder / environment / agent / name
        if not self.is_finished(run):
            subprocess.run(
                [self.program, "train", environment, agent, "--steps", str(steps), "--seeds",
                 str(SEEDS), "--jobs", "1", "--quiet", "--replace", "--runs", self.folder, "--name",
                 name, *settings], check=True, stdout=subprocess.DEVNULL)
        return run

    def is_finished(self, run: pathlib.Path) -> bool:
        states = [run / f"seed-{seed}" / "status.json" for seed in range(SEEDS)]
        return all(state.exists() and json.loads(state.read_text())["state"] == "finished"
                   for state in states)

    def scores(self, run: pathlib.Path, *options: str) -> dict:
        """The mean return and the share of optimal moves of every seed."""
        output = subprocess.run(
            [self.program, "evaluate", run, "--checkpoint", "last", "--json", *options], check=True,
            capture_output=True, text=True).stdout
        seeds = [json.loads(line) for line in output.splitlines()]
        return {"returns": [seed["mean_return"] for seed in seeds],
                "optimal": [seed["optimal_share"] for seed in seeds]}


def options(levels: int, potential: float) -> list:
    return ["--env-option", f"levels={levels}", "--env-option", f"potential={potential}"]


def defenders(trainer: Trainer) -> list:
    rows = []
    for levels in LEVELS:
        for potential in POTENTIALS:
            for agent, steps in DEFENDERS.items():
                run = trainer.run("ESS-Defender-v0", agent, steps, f"k{levels}-{potential}",
                                  *options(levels, potential))
                row = {"agent": agent, "levels": levels, "potential": potential,
                       **trainer.scores(run)}
                if potential == POTENTIALS[0]:
                    row["transfer"] = trainer.scores(
                        run, "--env-option", f"potential={TRANSFER}")["returns"]
                rows.append(row)
                print(f"defender K={levels} potential={potential} {agent}: "
                      f"{statistics.mean(row['returns']):.2f}", flush=True)
    return rows


def attackers(trainer: Trainer) -> list:
    rows = []
    for levels in LEVELS[:2]:
        for agent, steps in ATTACKERS.items():
            run = trainer.run("ESS-Attacker-v0", agent, steps, f"k{levels}", *options(levels, 1.1))
            rows.append({"agent": agent, "levels": levels, "potential": 1.1, **trainer.scores(run)})
            print(f"attacker K={levels} {agent}: {statistics.mean(rows[-1]['returns']):.2f}",
                  flush=True)
    return rows


def self_play(trainer: Trainer) -> list:
    rows = []
    for agent, steps in SELF_PLAY.items():
        for potential in [0.95, 1.1]:
            run = trainer.run(
                "ESS-v0", "self-play", 2 * steps, f"{agent}-{potential}", *options(10, potential),
                "--set", f"first.agent={agent}", "--set", f"second.agent={agent}")
            rows.append({"agent": agent, "levels": 10, "potential": potential,
                         **trainer.scores(run)})
            print(f"self-play {agent} potential={potential}: "
                  f"{statistics.mean(rows[-1]['returns']):.2f}", flush=True)
    return rows


def shown(values: list) -> str:
    return f"{statistics.mean(values):.2f} ({min(values):.2f})".replace("-", "−")


def percent(values: list) -> str:
    return f"{100 * statistics.mean(values):.0f} %"


def table(head: list, rows: list) -> str:
    lines = [head, ["---"] * len(head)] + rows
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def page(results: dict) -> str:
    found = {(r["agent"], r["levels"], r["potential"]): r for r in results["defenders"]}
    grid, transfer = [], []
    for levels in LEVELS:
        for potential in POTENTIALS:
            cells = [found[agent, levels, potential] for agent in DEFENDERS]
            grid.append([str(levels), str(potential)] + [
                f"{shown(c['returns'])}, {percent(c['optimal'])}" for c in cells])
        cells = [found[agent, levels, POTENTIALS[0]] for agent in DEFENDERS]
        transfer.append([str(levels)] + [
            f"{statistics.mean(c['returns']):.2f} → {shown(c['transfer'])}" for c in cells])
    names = [NAMES[agent] for agent in DEFENDERS]
    attack = [[NAMES[r["agent"]], str(r["levels"]), shown(r["returns"]), percent(r["optimal"])]
              for r in results["attackers"]]
    both = [[NAMES[r["agent"]], str(r["potential"]), shown(r["returns"]), percent(r["optimal"])]
            for r in results["selfPlay"]]
    budget = ", ".join(f"{NAMES[a]} {s:,}" for a, s in DEFENDERS.items())
    return f"""# Learning the game of Erdős, Selfridge and Spencer

After Raghu and others, *Can deep reinforcement learning solve Erdos-Selfridge-Spencer games?*, 2018.
Each number is the mean return of 100 greedy games after the last step over the seeds 0 to 9, with the
least seed in brackets, then the share of moves that were optimal. Steps of training:
{budget}.
Opponents are the environment's defaults, and so are the agents' values. Written by
`python3 Benchmarks/ess_study.py`; every seed's numbers are in
[`Benchmarks/scores/ess.json`](../../Benchmarks/scores/ess.json).

## Defenders

The defender can always win (+1): the potential at the start is below 1.

![Mean return by the potential at the start, for four numbers of levels](erdos-selfridge-spencer.png)

Bars reach from the least to the greatest seed.

{table(["K", "potential", *names], grid)}

## Trained where it is easy, tested where it is not

Trained at a potential of {POTENTIALS[0]}, and tested there → at {TRANSFER}.

{table(["K", *names], transfer)}

## Attackers

From a potential of 1.1, at which the attacker can always win, against the optimal defender.

{table(["agent", "K", "return", "optimal moves"], attack)}

## Self-play

Both sides learn, with K = 10; the return is the attacker's.

{table(["agents", "potential", "attacker's return", "optimal moves"], both)}
"""


def draw(results: dict, target: pathlib.Path) -> None:
    found = {(r["agent"], r["levels"], r["potential"]): r["returns"] for r in results["defenders"]}
    blocks, panels = [], []
    colours = ["#0072b2", "#d55e00", "#009e73", "#cc79a7"]
    for levels in LEVELS:
        curves = []
        for place, agent in enumerate(DEFENDERS):
            name = f"$k{levels}{agent}"
            lines = [f"{index + 0.06 * (place - 1.5)} {statistics.mean(v)} {min(v)} {max(v)}"
                     for index, v in enumerate(found[agent, levels, p] for p in POTENTIALS)]
            blocks.append(f"{name} << EOD\n" + "\n".join(lines) + "\nEOD")
            style = f"lc rgb '{colours[place]}' pt {5 + 2 * place}"
            curves.append(f"{name} with yerrorbars {style} ps 0 notitle")
            curves.append(f"{name} with linespoints {style} ps 1.2 lw 2 title '{NAMES[agent]}'")
        key = "set key bottom left" if levels == LEVELS[0] else "unset key"
        panels.append(f"set title 'K = {levels}'\n{key}\nplot " + ", ".join(curves))
    ticks = ", ".join(f"'{p}' {index}" for index, p in enumerate(POTENTIALS))
    script = "\n".join(blocks) + f"""
set terminal pngcairo size 1200,800 font 'DejaVu Sans,11'
set output '{target}'
set multiplot layout 2,2
set xrange [-0.3:3.3]
set yrange [-1.1:1.1]
set xtics ({ticks})
set grid ytics lc rgb '#dddddd'
set xlabel 'potential at the start'
set ylabel 'mean return'
""" + "\n".join(panels) + "\nunset multiplot\n"
    subprocess.run(["gnuplot"], input=script, text=True, check=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=pathlib.Path, default=ROOT / "runs" / "ess-study")
    parser.add_argument("--apus", default=str(ROOT / ".build" / "release" / "apus"))
    arguments = parser.parse_args()
    trainer = Trainer(arguments.apus, arguments.runs)
    results = {"defenders": defenders(trainer), "attackers": attackers(trainer),
               "selfPlay": self_play(trainer)}
    (ROOT / "Benchmarks" / "scores" / "ess.json").write_text(json.dumps(results, indent=1) + "\n")
    STUDY.parent.mkdir(parents=True, exist_ok=True)
    STUDY.write_text(page(results))
    draw(results, STUDY.with_suffix(".png"))


if __name__ == "__main__":
    sys.exit(main())
