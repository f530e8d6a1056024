"""Reads what jfr prints of a flight recording: who ran, and who asked for memory."""

import collections
import dataclasses
import re

UNITS = {"bytes": 1, "byte": 1, "kB": 1 << 10, "MB": 1 << 20, "GB": 1 << 30}
RUNS, ALLOCATES = "jdk.ExecutionSample", "jdk.ObjectAllocationSample"
EVENTS = f"{RUNS},{ALLOCATES}"

# Frames of these are somebody's tools: what counts is who used them.
PLATFORM = ("java.", "javax.net", "javax.security", "jdk.", "sun.", "com.sun.")


@dataclasses.dataclass
class Sample:
    event: str
    thread: str = "?"
    what: str = ""  # the class that was allocated
    weight: float = 1  # bytes that were allocated, or 1
    frames: list = dataclasses.field(default_factory=list)  # methods, the innermost first

    def innermost(self):
        return self.frames[0] if self.frames else "?"

    def user(self):
        """The innermost method that is not the platform's."""
        return next((frame for frame in self.frames if not frame.startswith(PLATFORM)), self.innermost())


def samples(lines):
    """The samples in what jfr print has written."""
    sample, in_stack = None, False
    for line in lines:
        text = line.strip()
        if sample is None:
            opened = re.match(r"(jdk\.\w+) \{", text)
            sample = Sample(opened.group(1)) if opened else None
        elif in_stack:
            in_stack = text != "]"
            if in_stack and text != "...":
                sample.frames.append(text.split("(", 1)[0])
        elif text == "stackTrace = [":
            in_stack = True
        elif text == "}":
            yield sample
            sample = None
        else:
            _field(sample, text)


def _field(sample, text):
    name, _, value = text.partition(" = ")
    if name in ("sampledThread", "eventThread"):
        sample.thread = re.sub(r"\d+", "*", value.split('"')[1]) if '"' in value else "?"
    elif name == "objectClass":
        sample.what = value.split(" (", 1)[0]
    elif name == "weight":
        number, unit = value.split(" ")
        sample.weight = float(number) * UNITS[unit]


def package(method):
    """Of a.b.Type.method or a.b.Type$Inner.method."""
    return ".".join(part for part in method.split(".")[:-1] if part[:1].islower()) or method


def shares(taken, by, most):
    """The largest shares of the weight of these samples, by what the function says of each."""
    total = collections.Counter()
    for sample in taken:
        total[by(sample)] += sample.weight
    whole = sum(total.values())
    return [(name, weight / whole) for name, weight in total.most_common(most)]
