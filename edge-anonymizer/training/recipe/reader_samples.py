"""Drawn plates as a detector would cut them out, with what is written on them, for `reader`."""

from random import Random

import cv2
import numpy as np
import torch
from torch import Tensor
from torch.utils.data import Dataset

from . import augment, kinds, plates, wear

HEIGHT_PX, WIDTH_PX = 64, 192
# The corners of a cut are off by about this share of the plate's sides.
LOOSE = 0.06
# In this share of the pictures there is nothing to read: what is left of a plate under a mask.
COVERED_SHARE = 0.08


def drawn(rng: Random) -> tuple[np.ndarray, str, str]:
    """Draws a plate as a detector would cut it out; returns it with its two lines of writing."""
    plate = plates.draw(rng)
    car, corners = wear.mounted(rng, wear.worn(rng, plate.image))
    sides = corners[2] - corners[0]
    loose = np.float32([[rng.gauss(0, LOOSE) for _ in range(2)] for _ in range(4)]) * sides
    target = np.float32([[0, 0], [WIDTH_PX, 0], [WIDTH_PX, HEIGHT_PX], [0, HEIGHT_PX]])
    matrix = cv2.getPerspectiveTransform(corners + loose.astype(np.float32), target)
    seen = cv2.warpPerspective(
        car, matrix, (WIDTH_PX, HEIGHT_PX), flags=cv2.INTER_AREA, borderMode=cv2.BORDER_REPLICATE
    )
    share = rng.uniform(0.15, 1.0)
    if rng.random() < 0.6:
        small = cv2.resize(seen, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
        seen = cv2.resize(small, (WIDTH_PX, HEIGHT_PX))
    seen = augment.camera(rng, seen)
    grey = cv2.cvtColor(seen, cv2.COLOR_BGR2GRAY)
    upper = kinds.upper_places(plate.kind)
    return grey, plate.text[:upper], plate.text[upper:]


def covered(rng: Random) -> np.ndarray:
    """Draws a cut in which nothing is written: one colour, or two that run into each other."""
    ends = np.float32([[[rng.uniform(0, 255)] * 3, [rng.uniform(0, 255)] * 3]])
    if rng.random() < 0.6:
        ends[:, 1] = ends[:, 0]
    ground = cv2.resize(ends, (WIDTH_PX, HEIGHT_PX)).astype(np.uint8)
    return cv2.cvtColor(augment.camera(rng, ground), cv2.COLOR_BGR2GRAY)


class DrawnPlates(Dataset):
    def __init__(self, seed: int):
        self.seed = seed

    def __getitem__(self, number: int) -> tuple[np.ndarray, str, str]:
        rng = Random(f"reader {self.seed} {number}")
        return (covered(rng), "", "") if rng.random() < COVERED_SHARE else drawn(rng)


def together(batch: list[tuple[np.ndarray, str, str]]) -> tuple[Tensor, Tensor, Tensor]:
    """Returns pictures, the classes of all lines one after another, and the lines' lengths."""
    pictures = torch.from_numpy(np.stack([b[0] for b in batch]))[:, None]
    lines = [line for b in batch for line in b[1:]]
    classes = torch.tensor([1 + kinds.ALPHABET.index(c) for line in lines for c in line])
    return pictures, classes, torch.tensor([len(line) for line in lines])
