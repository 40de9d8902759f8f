"""Four plain charts as SVG text: line, bars, matrix, pyramid (interface.md, Charts).

One style: ink and three greys, so that print, photocopy and red-green blindness lose nothing; the number stands at its
mark, so there is no legend; every scale starts at zero. Only presentation attributes: no script, no style, no class, no
address, no date; the same data give the same text. Drawn by hand: pygal was tried, but it writes the day and a script
into each file, has no label at the end of a line and no matrix.
"""

from itertools import pairwise
from xml.sax.saxutils import escape, quoteattr

FONT = "'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', sans-serif"
INK, DARK, MIDDLE, LIGHT, FAINT = "#1a1a1a", "#4d4d4d", "#8c8c8c", "#d0d0d0", "#ececec"
LINES = ((INK, 2.4, ""), (DARK, 2, "7 4"), (MIDDLE, 2, "2 3"), (DARK, 1.2, "10 3 2 3"))
SIZE = 13
# Shapes of a state as the pages show them (interface.md: a word and a shape, then a colour).
STATES = {
    "done": "已完成",
    "doing": "进行中",
    "todo": "未开始",
    "soon": "临期",
    "late": "逾期",
    "blocked": "受阻",
}


class _Drawing:
    def __init__(self, width, height, name):
        self.width, self.height, self.name, self.parts = width, height, name, []

    def add(self, tag, content=None, **attributes):
        pairs = "".join(f" {key.replace('_', '-')}={quoteattr(_text(value))}" for key, value in attributes.items())
        self.parts.append(f"<{tag}{pairs}/>" if content is None else f"<{tag}{pairs}>{escape(content)}</{tag}>")

    def text(self, x, y, content, *, anchor="start", size=SIZE, fill=INK, bold=False):
        """Text whose middle is at `y` (no dominant-baseline: engines disagree about it)."""
        weight = {"font_weight": "bold"} if bold else {}
        self.add("text", content, x=x, y=y + size * 0.36, text_anchor=anchor, font_size=size, fill=fill, **weight)

    def rect(self, x, y, width, height, fill, **more):
        self.add("rect", x=x, y=y, width=max(width, 0), height=height, fill=fill, **more)

    def rule(self, x1, y1, x2, y2, stroke=LIGHT, width=1):
        self.add("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=stroke, stroke_width=width)

    def svg(self):
        size = f'viewBox="0 0 {_text(self.width)} {_text(self.height)}" width="{_text(self.width)}"'
        head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} height="{_text(self.height)}" role="img"'
        named = f" aria-label={quoteattr(self.name)}>" if self.name else ">"
        return f"{head} font-family={quoteattr(FONT)}{named}{''.join(self.parts)}</svg>"


def line_chart(labels, series, *, unit="", top=None, name="", width=640, height=300):
    """A line for each of `series` (name -> values, None is a gap), each named with its last value at its end.

    `top` draws the target that the lines climb to (for instance all communities).
    """
    draw = _Drawing(width, height, name)
    known = [value for values in series.values() for value in values if value is not None]
    ceiling, step = _scale(max([*known, top or 0, 1]))
    ends = [f"{title} {_last(values)}{unit}" for title, values in series.items()]
    left, right = 14 + _width(str(ceiling)), width - 14 - max(map(_width, ends), default=0)
    upper, lower = 16, height - 30

    def at(index, value):
        along = index / (len(labels) - 1) if len(labels) > 1 else 0.5
        return left + (right - left) * along, lower - (lower - upper) * value / ceiling

    for mark in range(0, ceiling + 1, step):
        y = at(0, mark)[1]
        draw.rule(left, y, right, y, LIGHT if mark else INK)
        draw.text(left - 6, y, str(mark), anchor="end", size=11, fill=DARK)
    _dates(draw, labels, at, lower)
    if top:
        y = at(0, top)[1]
        draw.add("line", x1=left, y1=y, x2=right, y2=y, stroke=MIDDLE, stroke_width=1, stroke_dasharray="1 3")
        draw.text(left + 4, y + 9, f"应完成 {top}{unit}", size=11, fill=DARK)
    places = []
    for (title, values), (stroke, thick, dash) in zip(series.items(), LINES * len(series), strict=False):
        _line(draw, [at(i, v) if v is not None else None for i, v in enumerate(values)], stroke, thick, dash)
        shown = [(i, v) for i, v in enumerate(values) if v is not None]
        if shown:
            x, y = at(*shown[-1])
            draw.add("circle", cx=x, cy=y, r=3, fill=stroke)
            places.append((y, f"{title} {shown[-1][1]}{unit}"))
    for y, words in _apart(sorted(places), 17, lower):
        draw.text(right + 9, y, words)
    return draw.svg()


def bar_chart(rows, *, label=None, name="", width=640):
    """Horizontal bars from (name, value, total): a dark bar on a pale track of the whole, the figure at the right.

    With total None the longest bar fills the track. `label(value, total)` writes the figure.
    """
    label = label or (lambda value, total: f"{value}" if total is None else f"{value}/{total}")
    pitch, bar = 24, 14
    rows = [(_clip(title, 14), value, total) for title, value, total in rows]
    draw = _Drawing(width, pitch * len(rows) + 10, name)
    figures = [label(value, total) for _, value, total in rows]
    left = 14 + max((_width(title) for title, *_ in rows), default=0)
    right = width - 12 - max(map(_width, figures), default=0)
    largest = max([value for _, value, _ in rows] + [1])
    for index, ((title, value, total), figure) in enumerate(zip(rows, figures, strict=True)):
        y = 5 + pitch * index + pitch / 2
        share = min(value / (total or largest), 1)
        draw.text(left - 8, y, title, anchor="end")
        draw.rect(left, y - bar / 2, right - left, bar, FAINT, stroke=LIGHT, stroke_width=0.5)
        draw.rect(left, y - bar / 2, (right - left) * share, bar, DARK)
        draw.text(right + 8, y, figure)
    draw.rule(left, 3, left, pitch * len(rows) + 7, INK)
    return draw.svg()


def progress_matrix(columns, rows, *, name="", width=640):
    """Steps across, communities down: `rows` are (group, name, [state, ...]); a new group prints its name first.

    States are the keys of STATES; anything else leaves its cell empty. A key of the shapes stands at the foot.
    """
    rows = [(group, _clip(title, 14), states) for group, title, states in rows]
    left, cell, head = 12 + max((_width(title, 12) for _, title, _ in rows), default=0), 20, 8
    step = (width - left - 4) / max(len(columns), 1)
    lines = max((-(-len(title) // max(int(step // 12), 1)) for title in columns), default=1)
    groups = len({group for group, *_ in rows if group})
    top = head + lines * 15 + 8
    draw = _Drawing(width, top + cell * (len(rows) + groups) + 34, name)
    for index, title in enumerate(columns):
        per_line = max(int(step // 12), 1)
        for line in range(lines):
            part = title[line * per_line : (line + 1) * per_line]
            draw.text(left + step * (index + 0.5), head + 8 + line * 15, part, anchor="middle", size=12)
    y, current = top, None
    for group, title, states in rows:
        if group and group != current:
            draw.rect(0, y, width, cell, FAINT)
            draw.text(6, y + cell / 2, group, size=12, bold=True)
            y, current = y + cell, group
        draw.text(left - 8, y + cell / 2, title, anchor="end", size=12)
        for index, state in enumerate(states):
            _shape(draw, state, left + step * (index + 0.5), y + cell / 2)
        y += cell
        draw.rule(left, y, width, y, FAINT)
    x = 6
    for state, word in STATES.items():
        _shape(draw, state, x + 6, y + 20)
        draw.text(x + 17, y + 20, word, size=12)
        x += 34 + _width(word, 12)
    return draw.svg()


def age_sex_pyramid(bands, *, unit="人", name="", width=640):
    """Men to the left, women to the right, from (band, men, women), the eldest band first as given."""
    pitch, bar, middle = 30, 20, 18 + max((_width(band) for band, *_ in bands), default=0)
    draw = _Drawing(width, 34 + pitch * len(bands), name)
    largest = max([count for _, *counts in bands for count in counts] + [1])
    room = (width - middle) / 2 - 10 - _width(f"{largest}{unit}")
    centre = width / 2
    totals = [sum(counts) for counts in zip(*(counts for _, *counts in bands), strict=True)] or [0, 0]
    for side, word, total in ((-1, "男", totals[0]), (1, "女", totals[1])):
        anchor = "end" if side < 0 else "start"
        draw.text(centre + side * middle / 2, 14, f"{word} {total}{unit}", anchor=anchor, bold=True)
    for index, (band, men, women) in enumerate(bands):
        y = 30 + pitch * index + pitch / 2
        draw.text(centre, y, band, anchor="middle")
        for side, count, fill in ((-1, men, DARK), (1, women, MIDDLE)):
            length, start = room * count / largest, centre + side * middle / 2
            draw.rect(start if side > 0 else start - length, y - bar / 2, length, bar, fill)
            draw.text(start + side * (length + 6), y, f"{count}{unit}", anchor="end" if side < 0 else "start")
    return draw.svg()


def _shape(draw, state, x, y):
    if state == "done":
        draw.add("path", d=f"M{_text(x - 5)} {_text(y)}l4 4 6 -8", fill="none", stroke=INK, stroke_width=1.8)
    elif state == "doing":
        draw.add("circle", cx=x, cy=y, r=4.5, fill=DARK)
    elif state == "todo":
        draw.add("circle", cx=x, cy=y, r=4, fill="none", stroke=MIDDLE, stroke_width=1.2)
    elif state == "soon":
        draw.add("path", d=f"M{_text(x)} {_text(y - 5.5)}l5.5 10h-11z", fill=DARK)
    elif state == "late":
        draw.rect(x - 5, y - 5, 10, 10, INK)
    elif state == "blocked":
        draw.add("circle", cx=x, cy=y, r=5, fill="none", stroke=INK, stroke_width=1.8)
        draw.rule(x - 3, y, x + 3, y, INK, 2)


def _line(draw, points, stroke, thick, dash):
    more = {"stroke_dasharray": dash} if dash else {}
    for start, end in pairwise(_runs(points)):
        run = points[start + 1 : end]
        if len(run) > 1:
            path = " ".join(f"{_text(x)},{_text(y)}" for x, y in run)
            draw.add("polyline", points=path, fill="none", stroke=stroke, stroke_width=thick, **more)


def _runs(points):
    return [-1, *(index for index, point in enumerate(points) if point is None), len(points)]


def _dates(draw, labels, at, lower):
    every = max(-(-len(labels) // 8), 1)
    for index, words in enumerate(labels):
        if (len(labels) - 1 - index) % every == 0:
            x = at(index, 0)[0]
            draw.rule(x, lower, x, lower + 4, INK)
            draw.text(x, lower + 15, words, anchor="middle", size=11, fill=DARK)


def _apart(places, least, lowest):
    """Move end labels down, then up, until none touches another; their order stays."""
    places = [list(place) for place in places]
    for above, below in pairwise(places):
        below[0] = max(below[0], above[0] + least)
    limit = lowest
    for place in reversed(places):
        place[0] = min(place[0], limit)
        limit = place[0] - least
    return places


def _scale(largest):
    """A round ceiling at or above `largest` and the step of its marks: four to eight of them, all integers."""
    for step in (factor * 10**power for power in range(9) for factor in (1, 2, 5)):
        if largest <= step * 8:
            return -(-largest // step) * step, step
    return largest, largest


def _last(values):
    return next((value for value in reversed(values) if value is not None), "")


def _width(words, size=SIZE):
    """A close guess of a text's width: Han characters are square, the rest a little over half."""
    return sum(size if ord(character) > 0x2E7F else size * 0.62 for character in words)


def _clip(words, longest):
    return words if len(words) <= longest else words[: longest - 1] + "…"


def _text(value):
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
