"""What a camera, the light and the weather do to a whole picture."""

from functools import lru_cache
from random import Random

import cv2
import numpy as np

from . import boxes as bx

# Strengths of barrel distortion: at the middle of a side, the picture shrinks by about this share.
FISHEYE = (0.1, 0.2, 0.35)
OUTLINE_POINTS = 9


def augmented(
    rng: Random, image: np.ndarray, labels: np.ndarray, weather: bool = True
) -> tuple[np.ndarray, np.ndarray]:
    """Returns the picture as some camera would have seen it, and where the objects are then; without
    weather there is no fisheye lens, night, rain or low sun either."""
    if weather and rng.random() < 0.1:
        image, labels = fisheye(image, labels, rng.choice(FISHEYE))
    return camera(rng, image, weather), labels


def camera(rng: Random, image: np.ndarray, weather: bool = True) -> np.ndarray:
    """Changes what a picture looks like, but not where things are."""
    image = _light(rng, image)
    chance = rng.random() if weather else 1.0
    if chance < 0.12:
        image = _night(rng, image)
    elif chance < 0.18:
        image = _rain(rng, image)
    elif chance < 0.24:
        image = _backlight(rng, image)
    image = _focus(rng, image)
    if rng.random() < 0.2:
        image = _noise(rng, image, rng.uniform(2, 14))
    if rng.random() < 0.3:
        quality = [cv2.IMWRITE_JPEG_QUALITY, rng.randint(30, 85)]
        image = cv2.imdecode(cv2.imencode(".jpg", image, quality)[1], cv2.IMREAD_COLOR)
    return image


def fisheye(image: np.ndarray, labels: np.ndarray, strength: float):
    """Bends a square picture as a wide lens does; a box becomes the box of its bent outline."""
    size = image.shape[0]
    bent = cv2.remap(image, *_bend(size, strength), cv2.INTER_LINEAR,
                     borderMode=cv2.BORDER_CONSTANT)
    if not len(labels):
        return bent, labels
    t = np.linspace(0, 1, OUTLINE_POINTS)
    across = np.concatenate([t, t, np.zeros_like(t), np.ones_like(t)])
    down = np.concatenate([np.zeros_like(t), np.ones_like(t), t, t])
    x = labels[:, 0:1] + (labels[:, 2:3] - labels[:, 0:1]) * across
    y = labels[:, 1:2] + (labels[:, 3:4] - labels[:, 1:2]) * down
    x, y = bent_points(x, y, size, strength)
    out = labels.copy()
    out[:, 0], out[:, 2], out[:, 1], out[:, 3] = x.min(1), x.max(1), y.min(1), y.max(1)
    return bent, bx.clipped(out, 0, 0, size, size)


def bent_points(x: np.ndarray, y: np.ndarray, size: int, strength: float):
    """Returns where points of the flat picture lie in the bent one.

    A bent point at distance r of the middle shows the flat point at r (1 + k r^2); the inverse is
    found by Newton's steps, which converge because the cubic is monotonous."""
    half = size / 2
    u, v = (x - half) / half, (y - half) / half
    flat = np.hypot(u, v)
    r = flat.copy()
    for _ in range(8):
        r -= (r * (1 + strength * r * r) - flat) / (1 + 3 * strength * r * r)
    ratio = np.divide(r, flat, out=np.ones_like(r), where=flat > 1e-9)
    return u * ratio * half + half, v * ratio * half + half


@lru_cache(maxsize=8)
def _bend(size: int, strength: float) -> tuple[np.ndarray, np.ndarray]:
    half = size / 2
    grid = (np.arange(size) + 0.5 - half) / half
    u, v = np.meshgrid(grid, grid)
    grow = 1 + strength * (u * u + v * v)
    x, y = (u * grow * half + half - 0.5, v * grow * half + half - 0.5)
    return cv2.convertMaps(x.astype(np.float32), y.astype(np.float32), cv2.CV_16SC2)


def _light(rng: Random, image: np.ndarray) -> np.ndarray:
    """Exposure, contrast, gamma and white balance in one look-up."""
    levels = np.arange(256, dtype=np.float32)[:, None].repeat(3, 1)
    if rng.random() < 0.8:
        levels = levels * rng.uniform(0.5, 1.45) + rng.uniform(-25, 25)
    if rng.random() < 0.3:
        levels = 255 * (levels.clip(0, 255) / 255) ** rng.uniform(0.6, 1.7)
    if rng.random() < 0.4:
        levels = levels * np.float32([rng.uniform(0.85, 1.15) for _ in range(3)])
    image = cv2.LUT(image, levels.clip(0, 255).astype(np.uint8)[None])
    chance = rng.random()
    if chance < 0.4:
        # 0 is grey; over 1 is more colourful than it was.
        colour = 0.0 if chance < 0.12 else rng.uniform(0, 1.5)
        grey = cv2.cvtColor(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), cv2.COLOR_GRAY2BGR)
        image = cv2.addWeighted(image, colour, grey, 1 - colour, 0)
    return image


def _night(rng: Random, image: np.ndarray) -> np.ndarray:
    dark = cv2.convertScaleAbs(image, alpha=rng.uniform(0.15, 0.5), beta=rng.uniform(0, 15))
    height, width = image.shape[:2]
    for _ in range(rng.randint(0, 4)):
        glow = np.zeros((height // 4, width // 4, 3), np.uint8)
        at = (rng.randrange(width // 4), rng.randrange(height // 4))
        warm = rng.choice(((160, 200, 255), (255, 240, 220), (60, 60, 255)))
        cv2.circle(glow, at, rng.randint(1, 6), warm, -1)
        spread = rng.choice((3, 7, 15))
        dark = cv2.add(dark, cv2.resize(cv2.blur(glow, (spread, spread)), (width, height)))
    return _noise(rng, dark, rng.uniform(4, 18))


def _rain(rng: Random, image: np.ndarray) -> np.ndarray:
    height, width = image.shape[:2]
    streaks = np.zeros(image.shape[:2], np.uint8)
    slant, length = rng.uniform(-0.4, 0.4), rng.randint(6, 24)
    for _ in range(rng.randint(40, 160)):
        x, y = rng.randrange(width), rng.randrange(height)
        end = (int(x + slant * length), y + length)
        cv2.line(streaks, (x, y), end, rng.randint(60, 200), 1, cv2.LINE_AA)
    wet = cv2.convertScaleAbs(image, alpha=rng.uniform(0.6, 0.9), beta=rng.uniform(10, 40))
    return cv2.addWeighted(wet, 1.0, cv2.cvtColor(streaks, cv2.COLOR_GRAY2BGR), 0.5, 0)


def _backlight(rng: Random, image: np.ndarray) -> np.ndarray:
    """A low sun: what stands before it turns dark, and haze spreads from it."""
    height, width = image.shape[:2]
    coarse = np.zeros((16, 16), np.float32)
    cv2.circle(coarse, (rng.randrange(16), rng.randrange(10)), rng.randint(2, 6), 255.0, -1)
    haze = cv2.resize(cv2.blur(coarse, (7, 7)), (width, height)).astype(np.uint8)
    dark = cv2.convertScaleAbs(image, alpha=rng.uniform(0.3, 0.7))
    return cv2.addWeighted(
        dark, 1.0, cv2.cvtColor(haze, cv2.COLOR_GRAY2BGR), rng.uniform(0.4, 0.9), 0
    )


def _focus(rng: Random, image: np.ndarray) -> np.ndarray:
    """Out of focus, moved, or of a lower resolution; mostly none."""
    chance = rng.random()
    if chance < 0.1:
        side = rng.choice((3, 5))
        return cv2.GaussianBlur(image, (side, side), 0)
    if chance < 0.18:
        length = rng.choice((3, 5, 7, 9))
        box = (length, 1) if rng.random() < 0.65 else (1, length)
        return cv2.blur(image, box)
    if chance < 0.26:
        share = rng.uniform(0.4, 0.8)
        small = cv2.resize(image, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
        return cv2.resize(small, image.shape[1::-1], interpolation=cv2.INTER_LINEAR)
    return image


def _noise(rng: Random, image: np.ndarray, sigma: float) -> np.ndarray:
    cv2.setRNGSeed(rng.getrandbits(31))
    noise = np.empty(image.shape, np.int16)
    cv2.randn(noise, 0, sigma)
    return cv2.add(image, noise, dtype=cv2.CV_8U)
