"""Charts as SVG, plain enough to be read as text."""

import dataclasses
import math
from xml.sax.saxutils import escape

COLOURS = ("#1b5e8c", "#c8792b", "#5b7f3b", "#7a4d8f")
WIDTH, HEIGHT = 640, 320
LEFT, RIGHT, TOP, BOTTOM = 64, 16, 44, 44


@dataclasses.dataclass(frozen=True)
class Series:
    name: str
    points: tuple  # of lines: (x, y); of bars: (label, y)


def ticks(highest, about=5):
    """Round numbers from 0 to beyond the highest, about so many of them."""
    if highest <= 0:
        return [0, 1]
    rough = highest / about
    scale = 10 ** math.floor(math.log10(rough))
    step = next(factor * scale for factor in (1, 2, 5, 10) if factor * scale >= rough)
    return [round(step * i, 10) for i in range(math.ceil(highest / step) + 1)]


def lines(title, x_name, y_name, series):
    """Curves over a number. Series without points are left out."""
    drawn = [each for each in series if each.points]
    across = ticks(max((x for each in drawn for x, _ in each.points), default=1))
    upward = ticks(max((y for each in drawn for _, y in each.points), default=1))
    out = _frame(title, y_name, upward)
    for tick in across:
        out.append(_text(_x(tick / across[-1]), HEIGHT - BOTTOM + 16, f"{tick:g}", "middle"))
    out.append(_text(_x(0.5), HEIGHT - 8, x_name, "middle"))
    for number, each in enumerate(drawn):
        places = [(_x(x / across[-1]), _y(y / upward[-1])) for x, y in sorted(each.points)]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        out.append(f'<polyline points="{path}" fill="none" stroke="{_colour(number)}" stroke-width="2"/>')
        out += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{_colour(number)}"/>' for x, y in places]
    return _document(out + _legend(drawn))


def bars(title, y_name, series):
    """A group of bars for each label, one bar for each series; a label that a series lacks has a gap."""
    labels = list(dict.fromkeys(label for each in series for label, _ in each.points))
    upward = ticks(max((y for each in series for _, y in each.points), default=1))
    out = _frame(title, y_name, upward)
    group = (WIDTH - LEFT - RIGHT) / max(1, len(labels))
    wide = group * 0.8 / max(1, len(series))
    for place, label in enumerate(labels):
        left = LEFT + place * group
        out.append(_text(left + group / 2, HEIGHT - BOTTOM + 16, label, "middle"))
        for number, each in enumerate(series):
            high = dict(each.points).get(label)
            if high is not None:
                x, y = left + group * 0.1 + number * wide, _y(high / upward[-1])
                out.append(f'<rect x="{x:.1f}" y="{y:.1f}" width="{wide * 0.9:.1f}" height="{_y(0) - y:.1f}" fill="{_colour(number)}"/>')
                out.append(_text(x + wide * 0.45, y - 4, f"{high:g}", "middle"))
    return _document(out + _legend(series))


def _frame(title, y_name, upward):
    out = [_text(LEFT, 18, title, "start", "bold"), _text(LEFT, 36, y_name, "start")]
    for tick in upward:
        y = _y(tick / upward[-1])
        out.append(f'<line x1="{LEFT}" y1="{y:.1f}" x2="{WIDTH - RIGHT}" y2="{y:.1f}" stroke="#ddd"/>')
        out.append(_text(LEFT - 6, y + 4, f"{tick:g}", "end"))
    return out


def _legend(series):
    out, x = [], WIDTH - RIGHT
    for number, each in reversed(list(enumerate(series))):
        x -= 24 + 7 * len(each.name)
        out.append(f'<rect x="{x}" y="27" width="10" height="10" fill="{_colour(number)}"/>')
        out.append(_text(x + 14, 36, each.name, "start"))
    return out


def _colour(number):
    return COLOURS[number % len(COLOURS)]


def _x(share):
    return LEFT + share * (WIDTH - LEFT - RIGHT)


def _y(share):
    return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM)


def _text(x, y, said, anchor, weight="normal"):
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-weight="{weight}">{escape(said)}</text>'


def _document(parts):
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="12">'
    return "\n".join([head, f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>', *parts, "</svg>", ""])
