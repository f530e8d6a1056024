"""Runs one workload with a flight recording, and says where time and allocation went."""

import pathlib
import re
import subprocess
import tempfile

from benchmark import machine, plan, recording, servers, sipp, workload

MOST = 15
DEPTH = 64


def run(kind, rate, seconds, warm_up, out):
    """Leaves the recording in the folder out. What is compiled while it records says little of an exchange that has run for a day: hence the warm-up."""
    core, load_core = machine.cores()
    machine.load_from(load_core)
    out.mkdir(exist_ok=True)
    file = out / f"{kind.name}-{rate}.jfr"
    with tempfile.TemporaryDirectory(prefix="profile") as name:
        scratch = pathlib.Path(name)
        strowger = servers.Strowger(core, servers.user_lists(scratch), plan.built(), scratch)
        try:
            strowger.start()
            strowger.make_accounts()
            if kind is workload.W1:
                plan.register_callees(strowger, scratch)
            for share in (0.5, 1):
                sipp.attempt(kind, strowger, int(rate * share), warm_up / 2, scratch)
            strowger.jcmd("JFR.start", "name=bench", "settings=profile")
            threads = machine.cpu_seconds_by_thread(strowger.process)
            trial = sipp.attempt(kind, strowger, rate, seconds, scratch)
            threads_after = machine.cpu_seconds_by_thread(strowger.process)
            strowger.jcmd("JFR.stop", "name=bench", f"filename={file}")
        finally:
            strowger.stop()
    print(f"{kind.name} {plan.told(trial)}")
    print(f"Recording: {file}\n")
    _print("Processor time by thread, of the system", _by_thread(threads, threads_after))
    taken = list(_printed(file))
    ran = [sample for sample in taken if sample.event == recording.RUNS]
    allocated = [sample for sample in taken if sample.event == recording.ALLOCATES]
    if ran:
        _print("Java's time by package that ran, or called the platform", recording.shares(ran, _user_package, MOST))
        _print("Java's time by method of ours, or of a library", recording.shares(ran, recording.Sample.user, MOST))
        _print("Java's time by method", recording.shares(ran, recording.Sample.innermost, MOST))
    if allocated:
        megabytes = sum(sample.weight for sample in allocated) / (1 << 20)
        print(f"Allocated: {megabytes:.0f} MB, {1024 * megabytes / max(1, trial.answered):.0f} kB a call\n")
        _print("Allocation by thread", recording.shares(allocated, lambda sample: sample.thread, MOST))
        _print("Allocation by package", recording.shares(allocated, _user_package, MOST))
        _print("Allocation by method of ours, or of a library", recording.shares(allocated, recording.Sample.user, MOST))
        _print("Allocation by class", recording.shares(allocated, lambda sample: sample.what, MOST))


def _printed(file):
    command = [plan.java().parent / "jfr", "print", "--stack-depth", str(DEPTH), "--events", recording.EVENTS, file]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as printing:
        yield from recording.samples(printing.stdout)


def _user_package(sample):
    return recording.package(sample.user())


def _by_thread(before, after):
    """Shares of what was taken in between; threads that differ by a number count as one."""
    taken = {}
    for key, seconds in after.items():
        name = re.sub(r"\d+", "*", key[1])
        taken[name] = taken.get(name, 0) + seconds - before.get(key, 0)
    whole = sum(taken.values()) or 1
    return sorted(((name, seconds / whole) for name, seconds in taken.items()), key=lambda each: -each[1])[:MOST]


def _print(title, rows):
    print(title)
    for name, share in rows:
        print(f"  {share:6.1%}  {name}")
    print()
