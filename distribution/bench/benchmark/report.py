"""The report: what the raw data says, in Markdown, and charts beside it."""

import math

from benchmark import statistics, svg

OURS = "Strowger"

# workload: (what, unit, the peer, the least of the peer's rate that ours must be)
RATIOS = {
    "W1": ("registered call, INVITE with digest", "calls/s", "Kamailio", 0.35),
    "W2": ("trunk-like call", "calls/s", "Kamailio", 0.35),
    "W3": ("REGISTER with digest", "requests/s", "Kamailio", 0.4),
    "W6": ("relayed G.711 calls", "calls", "rtpengine", 0.65),
}
HEAP_AT_MOST = {"W2": ("with relay ports", 45), "signalling": ("signalling", 30)}
RINGING_AT_MOST = {0.5: 1.2, 0.99: 6}
START_AT_MOST = 5


class Report:
    """Reads the records of one run. Whatever was not measured is left out."""

    def __init__(self, records):
        self._records = records

    def _of(self, kind):
        return [record for record in self._records if record["kind"] == kind]

    def _found(self, workload, server):
        """What the search for the highest rate came to, or None where there was none."""
        return next((each for each in self._of("found") if (each["workload"], each["server"]) == (workload, server)), None)

    def rate(self, workload, server):
        """The highest that passed, or None where it was not measured."""
        found = self._found(workload, server)
        return found and found["rate"]

    def _highest(self, workload, server):
        """The rate in words: whether it is the highest that there is, or that was tried."""
        found = self._found(workload, server)
        if found is None:
            return "not measured"
        return ("at least " if found["at_limit"] else "") + str(found["rate"])

    def ratio(self, workload):
        ours, theirs = self.rate(workload, OURS), self.rate(workload, RATIOS[workload][2])
        return ours / theirs if ours is not None and theirs else None

    def missed(self):
        """The floors that were not reached, each in a sentence."""
        out = []
        for workload, (_, _, peer, least) in RATIOS.items():
            ratio = self.ratio(workload)
            if ratio is not None and ratio < least:
                out.append(f"{workload} is {ratio:.2f} of {peer}, and must be {least}")
        for figure, value, most, unit in self._bounded():
            if value > most:
                out.append(f"{figure} is {value:g} {unit}, and must be at most {most:g}")
        for kind, workload in (("held", "W4"), ("growth", "GROWTH")):
            failed = sum(each["failed"] for each in self._of(kind))
            if failed:
                out.append(f"{failed} calls failed in {workload}")
        failed = sum(each["offered"] - each["answered"] for each in self._of("minute"))
        if failed:
            out.append(f"{failed} calls failed in minutes of W2 below the highest rate")
        for setup in self._of("setup"):
            if setup["answered"] < setup["offered"]:
                out.append(f"{setup['offered'] - setup['answered']} calls through {setup['server']} failed in W5")
        return out

    def _bounded(self):
        """What has a bound of its own: figure, value, bound, unit."""
        for held in self._of("held"):
            what, most = HEAP_AT_MOST[held["what"]]
            yield f"W4 live heap a held call, {what}", held["kilobytes"], most, "kB"
        for setup in self._of("setup"):
            if setup["server"] == OURS:
                for share, most in RINGING_AT_MOST.items():
                    yield f"W5 INVITE to 180 at {setup['rate']} calls/s, p{share * 100:g}", _ringing(setup, share), most, "ms"
        for start in self._of("start"):
            yield f"start to first call, {start['what']}", start["seconds"], START_AT_MOST, "s"

    def markdown(self):
        parts = [self._head(), self._verdict(), self._rates(), self._bounds(), self._confirmed(), self._beyond(), self._sustained()]
        parts += [self._all_setups(), self._relayed(), self._growth()]
        return "\n\n".join(part for part in parts if part) + "\n"

    def _head(self):
        run = self._of("run")[0]
        machine = run["machine"]
        lines = ["# Benchmark", "", f"{machine['date']}, {'quick' if run['quick'] else 'whole'} form. {machine['cores']} cores of "]
        lines[-1] += f"{machine['processor']}, {machine['memory_gb']:g} GB, Linux {machine['kernel']}. "
        lines[-1] += "The server has one core, the load another."
        for versions in self._of("versions"):
            lines += ["", *(f"- {name}: {version}" for name, version in versions.items() if name != "kind")]
        lines += ["", "Absolute figures move with the machine and its neighbours: compare the ratios of one run."]
        return "\n".join(lines)

    def _verdict(self):
        missed = self.missed()
        return "**Every floor was reached.**" if not missed else "**Missed:** " + "; ".join(missed) + "."

    def _rates(self):
        rows = []
        for workload, (what, unit, peer, least) in RATIOS.items():
            ours, theirs, ratio = self.rate(workload, OURS), self.rate(workload, peer), self.ratio(workload)
            if ours is not None or theirs is not None:
                highest, other = self._highest(workload, OURS), self._highest(workload, peer)
                shown = "not measured" if ratio is None else f"{ratio:.2f}"
                rows.append((f"{workload} {what}, {unit}", highest, f"{peer} {other}", shown, f"{least:g}"))
        if not rows:
            return ""
        head = ("highest that passes", OURS, "peer", "ratio", "must")
        charts = [f"![{name}]({name})" for name in ("rates.svg", "cpu.svg") if name in self.charts()]
        return "\n\n".join(["## Rates on one core", _table(head, rows), *charts])

    def _bounds(self):
        rows = [(figure, f"{value:g} {unit}", f"{most:g}") for figure, value, most, unit in self._bounded()]
        return "## Memory, set-up and start\n\n" + _table(("", OURS, "at most"), rows) if rows else ""

    def _confirmed(self):
        """What the confirming trials at the highest rate showed."""
        groups = {}
        for trial in self._of("trial"):
            rate = self.rate(trial["workload"], trial["server"])
            if trial["confirming"] and rate in (None, trial["rate"]):
                groups.setdefault((trial["workload"], trial["server"]), []).append(trial)
        rows = []
        for (workload, server), trials in sorted(groups.items()):
            rows.append((
                workload, server, trials[0]["rate"], f"{sum(trial['passed'] for trial in trials)} of {len(trials)}",
                f"{statistics.median([trial['reached'] for trial in trials]):g}", sum(trial["offered"] for trial in trials),
                sum(trial["failed"] for trial in trials), sum(trial["repeated"] for trial in trials),
                sum(trial["dropped"] for trial in trials), *_cost(server, trials)))  # fmt: skip
        head = ("", "server", "offered/s", "passed", "reached/s", "calls", "failed", "sent again", "dropped", "CPU ms a call", "core")
        return "## At the highest rate\n\n" + _table(head, rows) if rows else ""

    def _relayed(self):
        rows = [
            (each["server"], each["calls"], "yes" if each["passed"] else "no", f"{each['lost']:.3%}")
            + (f"{each['ms_p50']:g}", f"{each['ms_p99']:g}", f"{each['ms_p999']:g}", f"{each['busy']:.0%}", each["late_slots"])
            for each in sorted(self._of("relayed"), key=lambda each: (each["server"], each["calls"]))
        ]
        head = ("server", "calls", "passed", "lost", "ms p50", "p99", "p99.9", "core", "load late, ms")
        return "## W6: relayed calls\n\n" + _table(head, rows) + "\n\n![delay](relay.svg)" if rows else ""

    def _all_setups(self):
        rows = [
            (each["server"], each["offered"], each["answered"], *(f"{_ringing(each, share):.2f}" for share in (0.5, 0.9, 0.99, 1)))
            for each in self._of("setup")
        ]
        head = ("server", "calls", "answered", "ms p50", "p90", "p99", "most")
        return "## W5: INVITE to 180\n\n" + _table(head, rows) + "\n\n![set-up](setup.svg)" if rows else ""

    def _growth(self):
        rows = [
            (each["of"], each["size"], f"{each['workload']} at {each['rate']}/s", f"{each['cpu_ms']:.2f}", each["failed"])
            for each in self._of("growth")
        ]
        head = ("more of", "size", "load", "CPU ms a call", "failed")
        return "## What grows\n\n" + _table(head, rows) + "\n\n![growth](growth.svg)" if rows else ""

    def _beyond(self):
        rows = [
            (each["rate"], f"{each['rate'] / each['highest']:.2f}", f"{each['answered'] / each['seconds']:.0f}")
            + (f"{each['answered'] / each['seconds'] / each['highest']:.0%}", each["failed"], each["repeated"])
            for each in self._of("beyond")
        ]
        head = ("offered/s", "times the highest", "answered/s", "of the highest", "failed or refused", "sent again")
        return "## W2 beyond the highest rate\n\n" + _table(head, rows) if rows else ""

    def _sustained(self):
        rows = [
            (each["minute"], each["rate"], each["offered"] - each["answered"], each["repeated"])
            + (f"{each['cpu_ms']:.2f}", f"{each['busy']:.0%}", round(each["live_heap"] / 1e6))
            for each in self._of("minute")
        ]
        head = ("minute", "offered/s", "failed", "sent again", "CPU ms a call", "core", "live heap, MB")
        return "## W2 for minutes\n\n" + _table(head, rows) if rows else ""

    def charts(self):
        """The charts by file name."""
        out = {}
        if self._of("found"):
            pairs = [(workload, peer) for workload, (_, _, peer, _) in RATIOS.items() if self.rate(workload, peer)]
            shares = [
                svg.Series(OURS, tuple((workload, round(self.ratio(workload) or 0, 2)) for workload, _ in pairs)),
                svg.Series("must", tuple((workload, RATIOS[workload][3]) for workload, _ in pairs)),
            ]
            out["rates.svg"] = svg.bars("Highest rate on one core", "share of Kamailio (W1 to W3), of rtpengine (W6)", shares)
        calls = [trial for trial in self._of("trial") if trial["workload"] == "W2" and trial["server"] != "direct" and trial["passed"]]
        if calls:
            curves = _curves(calls, "server", lambda trial: (trial["rate"], trial["cpu_ms"]))
            out["cpu.svg"] = svg.lines("What a trunk-like call costs (W2)", "calls/s", "CPU ms a call", curves)
        if self._of("relayed"):
            curves = _curves(self._of("relayed"), "server", lambda relayed: (relayed["calls"], relayed["ms_p99"]))
            out["relay.svg"] = svg.lines("Delay of relayed media (W6)", "calls at once", "ms, 99 of 100 packets", curves)
        if self._of("setup"):
            series = [
                svg.Series(each["server"], tuple((f"p{share * 100:g}", round(_ringing(each, share), 2)) for share in (0.5, 0.9, 0.99)))
                for each in self._of("setup")
            ]
            out["setup.svg"] = svg.bars("INVITE to 180 at 100 calls/s (W5)", "ms", series)
        if self._of("growth"):
            # Sizes are decades apart.
            curves = _curves(self._of("growth"), "of", lambda cost: (math.log10(cost["size"]), cost["cpu_ms"]))
            out["growth.svg"] = svg.lines("What a call, or a REGISTER, costs with more of", "how many, as a power of ten", "CPU ms", curves)
        return out


def _curves(records, by, point):
    """A curve for each value of a field, in the order in which they come."""
    return [svg.Series(name, tuple(point(each) for each in records if each[by] == name)) for name in dict.fromkeys(r[by] for r in records)]


def _ringing(setup, share):
    """Milliseconds; none at all ring late without end."""
    found = statistics.quantile(setup["ringing_ms"], share)
    return float("inf") if found is None else found


def _cost(server, trials):
    if server == "direct":
        return "", ""
    return f"{statistics.median([t['cpu_ms'] for t in trials]):.2f}", f"{statistics.median([t['busy'] for t in trials]):.0%}"


def _table(head, rows):
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines)
