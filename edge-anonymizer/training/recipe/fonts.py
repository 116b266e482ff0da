"""Characters as small masks, from the fonts of Debian packages: fonts-wqy-zenhei, fonts-noto-cjk,
fonts-liberation, fonts-dejavu-core."""

from functools import lru_cache
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

FOLDER = Path("/usr/share/fonts")
CHINESE = ("wqy-zenhei.ttc", "NotoSansCJK-Bold.ttc", "NotoSansCJK-Regular.ttc")
LATIN = (
    "DejaVuSans-Bold.ttf", "DejaVuSans.ttf", "DejaVuSansMono-Bold.ttf", "LiberationSans-Bold.ttf",
    "LiberationSans-Regular.ttf", "LiberationSansNarrow-Bold.ttf", "LiberationMono-Bold.ttf",
)
RENDERED_PX = 96


@lru_cache(maxsize=None)
def installed(names: tuple[str, ...]) -> list[str]:
    """Returns the paths of those fonts that are installed, in the order of the names."""
    paths = {path.name: str(path) for path in sorted(FOLDER.rglob("*"))}
    found = [paths[name] for name in names if name in paths]
    if not found:
        raise FileNotFoundError(
            f"none of {', '.join(names)} under {FOLDER}: install fonts-wqy-zenhei, fonts-noto-cjk,"
            " fonts-liberation and fonts-dejavu-core"
        )
    return found


@lru_cache(maxsize=4096)
def glyph(character: str, font: str) -> np.ndarray:
    """Returns a character's ink as a tight mask, 0 to 255, about 96 px high."""
    canvas = Image.new("L", (2 * RENDERED_PX, 2 * RENDERED_PX), 0)
    draw = ImageDraw.Draw(canvas)
    draw.text((RENDERED_PX // 2, 24), character, font=_font(font), fill=255)
    return np.asarray(canvas.crop(canvas.getbbox() or (0, 0, 1, 1)))


def paint(area: np.ndarray, mask: np.ndarray, ink) -> None:
    """Paints an ink, blue first, over an area as its mask of the same size says."""
    share = mask[:, :, None].astype(np.float32) / 255
    area[:] = area * (1 - share) + np.array(ink, np.float32) * share


@lru_cache(maxsize=None)
def _font(path: str) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, RENDERED_PX)
