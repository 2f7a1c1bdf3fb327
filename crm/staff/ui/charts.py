"""Charts as SVG, drawn here: they print, need no script, and have their numbers in a table behind."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 720, 180
LEFT, RIGHT, BOTTOM, TOP = 48, 16, 22, 10
MOST_LABELS = 12


@dataclass(frozen=True, slots=True)
class Bar:
    """One value: where it is drawn, and what is said of it.

    Attributes:
        is_spare: its label goes where the chart is narrow.
    """

    label: str
    text: str
    x: float
    y: float
    width: float
    height: float
    centre: float
    is_labelled: bool
    is_spare: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the grid, and what it stands for."""

    y: float
    text: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars over a grid.

    Attributes:
        heading, unit: what the bars are of, and what their heights count; heads of the table.
    """

    title: str
    heading: str
    unit: str
    bars: list[Bar]
    lines: list[Line]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    base: int = HEIGHT - BOTTOM
    label_y: int = HEIGHT - 6


def bar_chart(
    title: str, points: Sequence[tuple[str, float, str]], *, heading: str, unit: str
) -> Chart:
    """A chart of bars.

    Args:
        points: label, value (negative ones are drawn as nothing), and the value in words.
    """
    top = _round_up(max((value for _, value, _ in points), default=0))
    room = HEIGHT - BOTTOM - TOP
    step = (WIDTH - LEFT - RIGHT) / max(len(points), 1)
    every = -(-len(points) // MOST_LABELS) or 1
    bars = []
    for place, (label, value, text) in enumerate(points):
        tall = max(value, 0) / top * room
        width = min(step * 0.7, 40)
        centre = LEFT + step * (place + 0.5)
        bars.append(
            Bar(
                label=label,
                text=text,
                x=round(centre - width / 2, 1),
                y=round(HEIGHT - BOTTOM - tall, 1),
                width=round(width, 1),
                height=round(tall, 1),
                centre=round(centre, 1),
                is_labelled=(len(points) - 1 - place) % every == 0,
                is_spare=(len(points) - 1 - place) % (3 * every) != 0,
            )
        )
    lines = [
        Line(round(HEIGHT - BOTTOM - room * part, 1), _short(top * part)) for part in (0, 0.5, 1)
    ]
    return Chart(title, heading, unit, bars, lines)


def _round_up(value: float) -> float:
    """The next of 1, 2, 5, 10, 20, 50 ..., two at least."""
    unit = 1.0
    while unit < value:
        for factor in (2, 5, 10):
            if unit * factor >= value:
                return unit * factor
        unit *= 10
    return max(unit, 2.0)


def _short(value: float) -> str:
    for size, letter in ((1e9, "G"), (1e6, "M"), (1e3, "k")):
        if value >= size:
            return f"{value / size:g}{letter}"
    return f"{value:g}"
