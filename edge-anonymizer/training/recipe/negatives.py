"""Draws what small detectors take for faces and plates: signs, lamps, emblems, wheels, grilles,
hands and time stamps. Each function paints inside the given area of the canvas and labels nothing."""

from random import Random

import cv2
import numpy as np

from . import boxes as bx
from . import fonts, kinds

# What the redaction SOLID paints, blue, green, red.
SOLID = (16, 0, 174)
# White, black, grey, red, yellow, blue and green.
PAINTS = (
    (245, 245, 245), (15, 15, 15), (130, 130, 130), (35, 30, 200), (30, 190, 235), (170, 70, 20),
    (60, 140, 40),
)
# Of hands, blue, green, red.
SKINS = ((140, 170, 225), (120, 150, 205), (95, 125, 185), (70, 95, 150), (50, 65, 100))
# What stands over shops and on the sides of vans.
SHOP_CHARACTERS = (
    "中国人民银行超市饭店酒家公司汽车修理洗停场大学医院药房生活广电信花果鲜肉面包快递出租城管理"
)
TEXT_FONTS = (cv2.FONT_HERSHEY_SIMPLEX, cv2.FONT_HERSHEY_DUPLEX)


def draw(rng: Random, area: np.ndarray) -> None:
    """Paints one of them over an area of at least 8 x 8 pixels."""
    painters = (
        _sign, _sign, _lettering, _lettering, _lamp, _reflector, emblem, _wheel, grille,
        _round_sign, hand,
    )
    rng.choice(painters)(rng, area)


def stamp(rng: Random, canvas: np.ndarray) -> tuple[int, int, int, int]:
    """Writes a camera's time stamp along the top or the foot; returns where, in pixels."""
    height, width = canvas.shape[:2]
    text = rng.choice((
        f"20{rng.randint(10, 29)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02} "
        f"{rng.randint(0, 23):02}:{rng.randint(0, 59):02}:{rng.randint(0, 59):02}",
        f"{rng.randint(1, 12)}/{rng.randint(1, 28)}/20{rng.randint(10, 29)}  "
        f"{rng.randint(0, 99)} km/h",
        f"CAM{rng.randint(1, 16):02} {kinds.LETTERS[rng.randrange(24)]}{rng.randint(100, 9999)}",
    ))
    scale = rng.uniform(0.3, 0.8)
    (long, high), _ = cv2.getTextSize(text, TEXT_FONTS[0], scale, 1)
    x = rng.randint(2, max(3, width - long))
    y = high + 3 if rng.random() < 0.5 else height - 5
    if rng.random() < 0.4:
        cv2.rectangle(canvas, (x - 2, y - high - 2), (x + long + 2, y + 3), (0, 0, 0), -1)
    colour = rng.choice(((255, 255, 255), (0, 255, 255), (0, 200, 255), (0, 255, 0)))
    cv2.putText(canvas, text, (x, y), rng.choice(TEXT_FONTS), scale, colour, 1, cv2.LINE_AA)
    return x - 2, y - high - 2, x + long + 2, y + 4


def masked(rng: Random, canvas: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Puts the masks of the product over some objects; returns the boxes without them. A head with a
    mask for its face still looks like somebody, but nobody can be recognized."""
    size = canvas.shape[0]
    for box in labels[[rng.random() < 0.6 for _ in labels]]:
        grow = rng.uniform(1.25, 1.6)
        middle, half = (box[:2] + box[2:4]) / 2, (box[2:4] - box[:2]) / 2 * grow
        low = np.round(middle - half).astype(int).clip(0, size)
        high = np.round(middle + half).astype(int).clip(0, size)
        area = canvas[low[1] : high[1], low[0] : high[0]]
        if area.size:
            _mask(rng, area)
            labels = bx.uncovered(labels, (*low, *high))
    return labels


def _mask(rng: Random, area: np.ndarray) -> None:
    """Dark red, or a mosaic of three cells along the shorter side."""
    if rng.random() < 0.7:
        area[:] = [min(255, max(0, c + rng.randint(-6, 6))) for c in SOLID]
        return
    height, width = area.shape[:2]
    cell = max(1.0, min(height, width) / 3)
    cells = (max(1, round(width / cell)), max(1, round(height / cell)))
    small = cv2.resize(area, cells, interpolation=cv2.INTER_AREA)
    area[:] = cv2.resize(small, (width, height), interpolation=cv2.INTER_NEAREST)


def _colour(rng: Random) -> tuple[int, int, int]:
    """Any colour, or one that is often painted."""
    if rng.random() < 0.5:
        return tuple(min(255, max(0, c + rng.randint(-20, 20))) for c in rng.choice(PAINTS))
    return rng.randrange(256), rng.randrange(256), rng.randrange(256)


def _sign(rng: Random, area: np.ndarray) -> None:
    """A board with lines of writing; unlike a plate's, more or fewer than one, or a few letters."""
    height, width = area.shape[:2]
    if rng.random() < 0.8:
        area[:] = _colour(rng)
        if rng.random() < 0.4:
            cv2.rectangle(area, (1, 1), (width - 2, height - 2), _colour(rng), 2)
    lines = rng.choice((1, 2, 2, 3, 3))
    letters = rng.randint(1, 3) if lines == 1 else rng.randint(2, 12)
    characters = rng.choice((kinds.LETTERS + kinds.DIGITS, SHOP_CHARACTERS))
    ink, edges = _colour(rng), [height * n // lines for n in range(lines + 1)]
    for top, foot in zip(edges, edges[1:]):
        _write(rng, area[top:foot], "".join(rng.choices(characters, k=letters)), ink)


def _lettering(rng: Random, area: np.ndarray) -> None:
    """A word on whatever is behind it, as on shops, vans and bumpers: letters alone, or a row too
    long or too short for a plate; often with an outline, often not level."""
    height, width = area.shape[:2]
    capitals = kinds.LETTERS
    letters = rng.choice((capitals.lower(), capitals, capitals + kinds.DIGITS, SHOP_CHARACTERS))
    mixed = letters[-1].isdigit()
    count = rng.choice((1, 2, 3, 9, 10, 12)) if mixed else rng.randint(2, 8)
    outline = _colour(rng) if rng.random() < 0.4 else None
    _write(rng, area, "".join(rng.choices(letters, k=count)), _colour(rng), outline)
    if rng.random() < 0.5:
        lean = np.float32([[1, 0, 0], [rng.uniform(-0.25, 0.25), 1, 0]])
        area[:] = cv2.warpAffine(area, lean, (width, height), borderMode=cv2.BORDER_REFLECT)


def _write(rng: Random, area: np.ndarray, text: str, ink, outline=None) -> None:
    """Writes a row as large as there is room, in the fonts that plates are written in: else a
    network learns the font instead of the plate."""
    names = fonts.CHINESE if ord(text[0]) > 127 else fonts.LATIN
    font = rng.choice(fonts.installed(names))
    glyphs = [fonts.glyph(character, font) for character in text]
    gap, high = rng.randint(4, 24), max(g.shape[0] for g in glyphs)
    row = np.zeros((high, sum(g.shape[1] + gap for g in glyphs)), np.uint8)
    x = 0
    for g in glyphs:
        row[high - g.shape[0] :, x : x + g.shape[1]] = g
        x += g.shape[1] + gap
    height, width = area.shape[:2]
    scale = min(0.95 * width / row.shape[1], 0.75 * height / high)
    row = cv2.resize(row, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    top, left = rng.randint(0, height - row.shape[0]), rng.randint(0, width - row.shape[1])
    spot = area[top : top + row.shape[0], left : left + row.shape[1]]
    if outline is not None:
        fonts.paint(spot, cv2.dilate(row, np.ones((3, 3), np.uint8)), outline)
    fonts.paint(spot, row, ink)


def _reflector(rng: Random, area: np.ndarray) -> None:
    """A flat lamp or reflector, as wide as a plate often: one colour, ribs, a bright spot."""
    height, width = area.shape[:2]
    base = np.array(rng.choice(((20, 20, 160), (20, 130, 240), (215, 220, 225), (60, 70, 220))))
    glow = np.linspace(rng.uniform(0.5, 1.2), rng.uniform(0.5, 1.2), width)[None, :, None]
    lamp = (base * glow).clip(0, 255).astype(np.uint8).repeat(height, 0)
    for x in range(0, width, rng.randint(3, 12)):
        cv2.line(lamp, (x, 0), (x, height), tuple(int(v) for v in base * 0.7), 1)
    spot = (rng.randrange(width), rng.randrange(height))
    cv2.circle(lamp, spot, max(1, height // 5), (245, 245, 250), -1, cv2.LINE_AA)
    top, foot = sorted(rng.uniform(0, 0.45) for _ in range(2))
    shape = np.array([[0, top], [1, foot], [1, 1 - top], [0, 1 - foot]]) * (width, height)
    mask = np.zeros((height, width), np.uint8)
    cv2.fillConvexPoly(mask, shape.astype(np.int32), 255, cv2.LINE_AA)
    area[mask > 127] = lamp[mask > 127]


def _round_sign(rng: Random, area: np.ndarray) -> None:
    height, width = area.shape[:2]
    centre, radius = (width // 2, height // 2), min(width, height) // 2 - 1
    cv2.circle(area, centre, radius, rng.choice(((30, 30, 200), (180, 80, 20))), -1, cv2.LINE_AA)
    cv2.circle(area, centre, int(radius * 0.75), (240, 240, 240), -1, cv2.LINE_AA)
    if rng.random() < 0.7:
        text, scale = str(rng.choice((5, 20, 30, 40, 60, 80))), radius / 26
        at = (int(centre[0] - radius * 0.6), int(centre[1] + radius * 0.3))
        cv2.putText(area, text, at, TEXT_FONTS[1], scale, (20, 20, 20), 1, cv2.LINE_AA)


def _lamp(rng: Random, area: np.ndarray) -> None:
    """A tail, fog or head lamp: nested bright ellipses or bars, with or without a housing."""
    height, width = area.shape[:2]
    base = np.array(rng.choice(((20, 20, 160), (30, 120, 240), (200, 205, 210), (60, 60, 200))))
    if rng.random() < 0.5:
        area[:] = _colour(rng)
    centre, tilt = (width // 2, height // 2), rng.randint(-25, 25)
    for share in (0.95, 0.7, 0.4, 0.2):
        glow = (base * rng.uniform(0.5, 1.3) + 90 * (1 - share)).clip(0, 255)
        axes = (max(1, int(width / 2 * share)), max(1, int(height / 2 * share)))
        cv2.ellipse(area, centre, axes, tilt, 0, 360, tuple(int(v) for v in glow), -1, cv2.LINE_AA)


def emblem(rng: Random, area: np.ndarray) -> None:
    """A maker's badge: rings, a star or a letter in chrome."""
    height, width = area.shape[:2]
    centre, radius = (width // 2, height // 2), max(3, min(width, height) // 2 - 1)
    chrome, dark = (rng.randint(150, 235),) * 3, (rng.randint(10, 80),) * 3
    cv2.circle(area, centre, radius, dark, -1, cv2.LINE_AA)
    cv2.circle(area, centre, radius, chrome, max(1, radius // 5), cv2.LINE_AA)
    for _ in range(rng.randint(1, 4)):
        angle, reach = rng.uniform(0, 2 * np.pi), radius * rng.uniform(0.5, 1)
        tip = (int(centre[0] + reach * np.cos(angle)), int(centre[1] + reach * np.sin(angle)))
        cv2.line(area, centre, tip, chrome, max(1, radius // 6), cv2.LINE_AA)
    if rng.random() < 0.4:
        axes = (int(radius * 0.6), int(radius * 0.3))
        cv2.ellipse(area, centre, axes, 0, 0, 360, chrome, max(1, radius // 6), cv2.LINE_AA)


def _wheel(rng: Random, area: np.ndarray) -> None:
    height, width = area.shape[:2]
    centre, radius = (width // 2, height // 2), max(3, min(width, height) // 2 - 1)
    rim, tyre = (rng.randint(90, 220),) * 3, (rng.randint(10, 50),) * 3
    cv2.circle(area, centre, radius, tyre, -1, cv2.LINE_AA)
    cv2.circle(area, centre, int(radius * 0.65), rim, -1, cv2.LINE_AA)
    spokes, turn = rng.randint(4, 10), rng.uniform(0, 1)
    for i in range(spokes):
        angle = 2 * np.pi * (i + turn) / spokes
        tip = (int(centre[0] + radius * 0.6 * np.cos(angle)),
               int(centre[1] + radius * 0.6 * np.sin(angle)))
        cv2.line(area, centre, tip, tyre, max(1, radius // 7), cv2.LINE_AA)
    cv2.circle(area, centre, max(1, radius // 6), tyre, -1, cv2.LINE_AA)


def hand(rng: Random, area: np.ndarray) -> None:
    """A palm and fingers of a skin's colour, open or closed."""
    height, width = area.shape[:2]
    skin = np.float32(rng.choice(SKINS)) * rng.uniform(0.7, 1.15)
    light, dark = (tuple(int(v) for v in (skin * share).clip(0, 255)) for share in (1.0, 0.8))
    palm, open_by = (int(width * rng.uniform(0.4, 0.6)), int(height * 0.68)), rng.uniform(0.4, 1.0)
    thick = max(2, int(min(width, height) * rng.uniform(0.14, 0.2)))
    for place in (-0.42, -0.2, 0.05, 0.28, 0.48)[: rng.randint(4, 5)]:
        root = (palm[0] + int(place * 0.6 * width), palm[1] - height // 8)
        reach = height * 0.5 * open_by * (1 - abs(place) * 0.6)
        tip = (root[0] + int(place * 0.3 * width), int(root[1] - reach))
        cv2.line(area, root, tip, dark, thick + 2, cv2.LINE_AA)
        cv2.line(area, root, tip, light, thick, cv2.LINE_AA)
    axes = (max(2, int(width * 0.36)), max(2, int(height * 0.3)))
    cv2.ellipse(area, palm, axes, rng.randint(-20, 20), 0, 360, light, -1, cv2.LINE_AA)


def grille(rng: Random, area: np.ndarray) -> None:
    """Bars or a mesh, wide as a plate often."""
    height, width = area.shape[:2]
    area[:] = (rng.randint(10, 70),) * 3
    bar, step = (rng.randint(90, 220),) * 3, rng.randint(4, max(5, height // 3))
    for y in range(step // 2, height, step):
        cv2.line(area, (0, y), (width, y), bar, max(1, step // 4))
    if rng.random() < 0.5:
        for x in range(step // 2, width, step):
            cv2.line(area, (x, 0), (x, height), bar, max(1, step // 4))
