"""Finds the highest rate that passes."""

import dataclasses

FASTEST_CLIMB = 3.0
SLOWEST_CLIMB = 1.25
BUSY = 0.9  # the share of its core that a server is thought to hold out at
DOUBTFUL = 0.7  # with less of its core taken, a failure may be the machine's and not the server's


@dataclasses.dataclass(frozen=True)
class Effort:
    """How much a search may cost."""

    trials: int  # before the confirmation, not counting those that are repeated
    precision: float  # how near the highest that passes and the lowest that fails must lie, as a share of the former
    confirmations: int


@dataclasses.dataclass(frozen=True)
class Found:
    rate: int  # 0: none passed
    confirming: tuple  # the trials at that rate
    at_limit: bool  # nothing higher was tried


def highest(attempt, start, limit, effort):
    """
    The highest rate that passes. While none has failed, it climbs, by as much as the server's core has room; then it halves what
    lies between. A rate counts when most of its confirming trials pass; else a twentieth less is confirmed.

    attempt(rate, confirming) is a Trial, or anything that has passed and busy.
    """
    good, bad, rate = 0, None, start
    for _ in range(effort.trials):
        tried = attempt(rate, False)
        if not tried.passed and tried.busy < DOUBTFUL:
            tried = attempt(rate, False)
        if tried.passed:
            good = max(good, rate)
        else:
            bad = rate
        if good >= limit or rate < 1 or (bad is not None and good and bad - good <= effort.precision * good):
            break
        rate = _next(good, bad, tried.busy, limit)
    less = 0.05
    while good:
        confirming = tuple(attempt(good, True) for _ in range(effort.confirmations))
        if 2 * sum(trial.passed for trial in confirming) > len(confirming):
            return Found(good, confirming, bad is None)
        bad = good
        good = int(good * (1 - less))
        less = min(0.5, 2 * less)
    return Found(0, (), False)


def _next(good, bad, busy, limit):
    if bad is None:
        climb = min(FASTEST_CLIMB, max(SLOWEST_CLIMB, BUSY / max(busy, 0.05)))
        return min(limit, int(good * climb))
    return (good + bad) // 2
