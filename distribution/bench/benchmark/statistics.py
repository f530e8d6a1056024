"""The few figures that say how a row of measurements lies."""


def quantile(values, share):
    """The smallest value that at least this share of all do not exceed (the nearest rank), or None where there are none."""
    ordered = sorted(values)
    if not ordered:
        return None
    rank = -int(-share * len(ordered) // 1)
    return ordered[max(1, rank) - 1]


def median(values):
    """The value in the middle, of two the lower: one that was measured."""
    return quantile(values, 0.5)
