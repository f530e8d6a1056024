"""The command line: see README.md."""

import argparse
import contextlib
import os
import pathlib
import signal
import sys
import tempfile

from benchmark import machine, plan, profile, workload
from benchmark.report import Report

TARGET = pathlib.Path(__file__).parents[2] / "target"
ALL = ("START", "W1", "W2", "W3", "W4", "W5", "W6", "GROWTH")


def run(wanted, quick):
    """Measures, writes the report, and returns 1 where a floor was missed."""
    out = TARGET / "bench"
    out.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="bench") as scratch, open(out / "raw.jsonl", "w", encoding="utf-8") as file:
        raw = plan.Raw(file)
        raw.add({"kind": "run", "quick": quick, "machine": machine.described()})
        try:
            plan.Plan(plan.QUICK if quick else plan.WHOLE, pathlib.Path(scratch), raw).run(wanted)
        finally:
            report = Report(raw.records)
            (out / "REPORT.md").write_text(report.markdown(), encoding="utf-8")
            for name, chart in report.charts().items():
                (out / name).write_text(chart, encoding="utf-8")
    print((out / "REPORT.md").read_text(encoding="utf-8"))
    print(f"Written to {out}")
    return 1 if report.missed() else 0


def _measured(name):
    if name.upper() not in ALL:
        raise argparse.ArgumentTypeError(f"no {name}: {', '.join(ALL)}")
    return name.upper()


def arguments():
    parser = argparse.ArgumentParser(prog="bench")
    commands = parser.add_subparsers(dest="command", required=True)
    running = commands.add_parser("run", help="measures, and writes target/bench/REPORT.md")
    running.add_argument("--quick", action="store_true", default=os.environ.get("BENCH_QUICK") == "1")
    running.add_argument("wanted", nargs="*", type=_measured, help=f"of {', '.join(ALL)}; default: all")
    profiling = commands.add_parser("profile", help="runs one workload with a flight recording")
    profiling.add_argument("workload", type=workload.named)
    profiling.add_argument("rate", nargs="?", type=int, default=300)
    profiling.add_argument("--seconds", type=int, default=30)
    profiling.add_argument("--warm-up", type=int, default=60, metavar="SECONDS")
    return parser.parse_args()


def main():
    given = arguments()
    # Whoever ends this ends what it has started.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        if given.command == "run":
            return run(set(given.wanted or ALL), given.quick)
        profile.run(given.workload, given.rate, given.seconds, given.warm_up, TARGET / "bench")
        return 0
    except machine.Unfit as unfit:
        print(unfit, file=sys.stderr)
        return 2


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        sys.exit(main())
    sys.exit(130)
