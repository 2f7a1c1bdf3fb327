"""Charts as SVG, drawn here: they print, need no script, and have their numbers in a table behind."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 720, 180
LEFT, RIGHT, BOTTOM, TOP = 48, 16, 22, 10
MOST_LABELS = 12
FEW = 5  # bars, whose labels fit even into a narrow chart
#: Of a power of ten: where a chart may end.
STEPS = (1.2, 1.6, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)


@dataclass(frozen=True, slots=True)
class Bar:
    """One value: where it is drawn, and what is said of it.

    Attributes:
        part_height, part_text: of that part of the value which is drawn apart, at its foot.
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
    part_height: float = 0
    part_text: str = ""

    @property
    def part_y(self) -> float:
        return round(HEIGHT - BOTTOM - self.part_height, 1)


@dataclass(frozen=True, slots=True)
class Point:
    """A value to draw: negative ones as nothing.

    Attributes:
        text, part_text: the value and its part in words.
        part: how much of it is drawn apart.
    """

    label: str
    value: float
    text: str
    part: float = 0
    part_text: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the grid, and what it stands for."""

    y: float
    text: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars over a grid.

    Attributes:
        heading, unit, part_unit: what the bars are of, and what their heights and parts count; heads
            of the table.
    """

    title: str
    heading: str
    unit: str
    part_unit: str
    bars: list[Bar]
    lines: list[Line]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    base: int = HEIGHT - BOTTOM
    label_y: int = HEIGHT - 6

    @property
    def digest(self) -> str:
        """What somebody sees at a glance, in words."""
        if not self.bars:
            return "nothing"
        tallest, last = max(self.bars, key=lambda bar: bar.height), self.bars[-1]
        words = f"highest {tallest.label} with {tallest.text}"
        if last is not tallest:
            words += f", last {last.label} with {last.text}"
        return f"{self.bars[0].label} to {last.label}, {words}"


def bar_chart(
    title: str,
    points: Sequence[Point],
    *,
    heading: str,
    unit: str,
    part_unit: str = "",
) -> Chart:
    """A chart of bars."""
    top = _round_up(max((point.value for point in points), default=0))
    room = HEIGHT - BOTTOM - TOP
    step = (WIDTH - LEFT - RIGHT) / max(len(points), 1)
    every = -(-len(points) // MOST_LABELS) or 1
    bars = []
    for place, point in enumerate(points):
        tall = max(point.value, 0) / top * room
        width = min(step * 0.7, 40)
        centre = LEFT + step * (place + 0.5)
        bars.append(
            Bar(
                label=point.label,
                text=point.text,
                x=round(centre - width / 2, 1),
                y=round(HEIGHT - BOTTOM - tall, 1),
                width=round(width, 1),
                height=round(tall, 1),
                centre=round(centre, 1),
                is_labelled=(len(points) - 1 - place) % every == 0,
                is_spare=len(points) > FEW and (len(points) - 1 - place) % (3 * every) != 0,
                part_height=round(point.part / top * room, 1),
                part_text=point.part_text,
            )
        )
    lines = [
        Line(round(HEIGHT - BOTTOM - room * part, 1), _short(top * part)) for part in (0, 0.5, 1)
    ]
    return Chart(title, heading, unit, part_unit, bars, lines)


def _round_up(value: float) -> float:
    """The next number that is easy to halve."""
    unit = 1.0
    while unit * 10 < value:
        unit *= 10
    steps = STEPS if unit > 1 else (2, 4, 6, 8, 10)
    return next((unit * step for step in steps if unit * step >= value), unit * 10)


def _short(value: float) -> str:
    for size, letter in ((1e9, "G"), (1e6, "M"), (1e3, "k")):
        if value >= size:
            return f"{value / size:g}{letter}"
    return f"{value:g}"
