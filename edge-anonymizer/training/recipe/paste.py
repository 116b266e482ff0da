"""Pastes drawn plates into a picture, in perspective, with the exact box of what is seen."""

import multiprocessing
from random import Random

import cv2
import numpy as np

from . import boxes as bx
from . import plates, wear
from .kinds import FOREIGN

# Longest sides in pixels of what the bank keeps.
LONGEST_SIDE = (150, 220)
# Widths of pasted plates, each as likely on a logarithmic scale: from so many pixels to a share of
# the canvas.
LEAST_PLATE_WIDTH, LARGEST_PLATE_SHARE = 12.0, 0.9


class PlateBank:
    """Worn plates on pieces of car, drawn once before the workers are forked."""

    def __init__(self, count: int, seed: int, chinese: bool = True, processes: int = 1):
        numbers = [(seed, number, chinese) for number in range(count)]
        if processes <= 1:
            self.items = list(map(_drawn, numbers))
        else:
            # OpenCV's own threads do not outlive a fork.
            cv2.setNumThreads(1)
            with multiprocessing.get_context("fork").Pool(processes) as others:
                self.items = others.map(_drawn, numbers, chunksize=50)


def _drawn(place: tuple[int, int, bool]) -> tuple[np.ndarray, np.ndarray, float]:
    """Returns plate number n of a seed, its corners, and how bright it is."""
    seed, number, chinese = place
    rng = Random(f"plate {seed} {number}")
    kind = None if chinese else rng.choice(list(FOREIGN))
    image, corners = wear.mounted(rng, wear.worn(rng, plates.draw(rng, kind).image))
    scale = min(1.0, rng.choice(LONGEST_SIDE) / float(corners[1, 0] - corners[0, 0]))
    image = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return image, corners * np.float32(scale), float(image.mean())


def paste(
    rng: Random, bank: PlateBank, canvas: np.ndarray, labels: np.ndarray
) -> np.ndarray:
    """Puts a plate into the canvas in perspective, where it hides no object; returns its
    box, or none."""
    size = canvas.shape[0]
    image, corners, mean = rng.choice(bank.items)
    across = log_uniform(rng, LEAST_PLATE_WIDTH, LARGEST_PLATE_SHARE * size)
    scale = across / float(corners[1, 0] - corners[0, 0])
    height, width = image.shape[:2]
    if scale < 0.6:
        small = max(1.5 * scale, 0.04)
        image = cv2.resize(image, None, fx=small, fy=small, interpolation=cv2.INTER_AREA)
    factor = np.float32([image.shape[1] / width, image.shape[0] / height])
    source = np.float32([[0, 0], [1, 0], [1, 1], [0, 1]]) * np.float32(image.shape[1::-1])
    target = _perspective(rng, width * scale, height * scale)
    target += np.float32([rng.uniform(0, size), rng.uniform(0, size)])
    low = np.floor(target.min(0)).astype(int) - 2
    high = np.ceil(target.max(0)).astype(int) + 2
    low, high = low.clip(0, size), high.clip(0, size)
    if (high - low < 4).any() or bx.touches((*low, *high), labels):
        return bx.none()
    # Edges to pixel centres on both sides, as warpPerspective counts.
    local = cv2.getPerspectiveTransform(source - 0.5, target - np.float32(low) - 0.5)
    region = canvas[low[1] : high[1], low[0] : high[0]]
    room = (region.shape[1], region.shape[0])
    share = cv2.warpPerspective(np.ones(image.shape[:2], np.float32), local, room)[:, :, None]
    plate = cv2.warpPerspective(image, local, room, borderMode=cv2.BORDER_REPLICATE)
    if rng.random() < 0.7:
        light = (float(region.mean()) + 25) / (mean + 25)
        plate = cv2.convertScaleAbs(plate, alpha=min(1.4, max(0.35, light)))
    if rng.random() < 0.4:
        plate = cv2.blur(plate, (3, 3))
    region[:] = (region * (1 - share) + plate * share).clip(0, 255)
    edges = cv2.getPerspectiveTransform(source, target)
    seen = cv2.perspectiveTransform((corners * factor)[None], edges)[0]
    return _visible_box(seen, size)


def _visible_box(corners: np.ndarray, size: int) -> np.ndarray:
    """Returns the box of the part of a quadrangle that lies in the canvas."""
    canvas = np.float32([[0, 0], [size, 0], [size, size], [0, size]])
    area, part = cv2.intersectConvexConvex(corners, canvas)
    if part is None or area <= 0:
        return bx.none()
    part = part.reshape(-1, 2)
    poor = area < bx.LEAST_VISIBLE * cv2.contourArea(corners)
    label = bx.box(*part.min(0), *part.max(0), bx.PLATE, ignore=poor)
    return bx.clipped(label, 0, 0, size, size)


def log_uniform(rng: Random, low: float, high: float) -> float:
    return float(np.exp(rng.uniform(np.log(low), np.log(max(low, high)))))


def _perspective(rng: Random, width: float, height: float) -> np.ndarray:
    """Returns the corners of a rectangle round the origin, turned, leaning, from the side."""
    fore, angle = rng.uniform(0.55, 1.05), np.deg2rad(rng.gauss(0, 7))
    half = np.float64([width / 2 * fore, height / 2])
    corners = np.float64([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * half
    lean = np.float64([[1, rng.gauss(0, 0.12)], [rng.gauss(0, 0.12), 1]])
    turn = np.float64([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    corners = corners @ lean.T @ turn.T
    taper = rng.uniform(-0.12, 0.12) * height
    corners[1, 1] -= taper
    corners[2, 1] += taper
    return corners.astype(np.float32)
