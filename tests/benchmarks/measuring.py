"""What every case needs: a clock, a fair way to compare two things, and the shape of an answer."""

import gc
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import median


@dataclass(frozen=True)
class Options:
    """How much to do. `rows` is the roster's length; `full` runs the stock resource on the whole file; `times` says how
    often each thing is measured (0: as often as the case thinks best)."""

    quick: bool = False
    rows: int = 100_000
    full: bool = False
    times: int = 0


def say(text: str) -> None:
    """Progress, for the person who waits."""
    print(f"  {time.strftime('%H:%M:%S')}  {text}", file=sys.stderr, flush=True)


@dataclass
class Taken:
    """Measurements of one thing: seconds by the clock, and seconds this process spent computing, which a busy machine
    does not stretch (the database's and other processes' own work is not in them)."""

    clock: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    def measure(self, work: Callable[[], object]) -> float:
        """Do it once, with the rubbish of earlier work cleared away first."""
        gc.collect()
        clock, cpu = time.perf_counter(), time.process_time()
        work()
        self.cpu.append(time.process_time() - cpu)
        self.clock.append(time.perf_counter() - clock)
        return self.clock[-1]

    def as_dict(self) -> dict:
        """Median, least and most, rounded."""
        return {
            "n": len(self.clock), "median": rounded(median(self.clock)), "min": rounded(min(self.clock)),
            "max": rounded(max(self.clock)), "cpu_median": rounded(median(self.cpu)),
        }  # fmt: skip


def in_turn(times: int, **works: Callable[[], object]) -> dict[str, Taken]:
    """Run the works in turn, so that a busy moment of the machine falls on all of them alike."""
    taken = {name: Taken() for name in works}
    for _ in range(times):
        for name, work in works.items():
            taken[name].measure(work)
    return taken


def line(
    case: str, name: str, ours: float, floor: float, goal: str, met: bool | None, unit: str, note: str = "", **detail
) -> dict:
    """One line of the answer. `ratio` is ours ÷ floor; `met` is None where there is no goal."""
    return {
        "case": case, "name": name, "ours": rounded(ours), "floor": rounded(floor),
        "ratio": rounded(ours / floor) if floor else None, "goal": goal, "met": met, "unit": unit, "note": note,
        "detail": detail,
    }  # fmt: skip


def rounded(value: float) -> float:
    """Three digits that mean something."""
    return float(f"{value:.4g}")
