"""Pastes a crowd: heads of labelled pictures in front of each other, turned and from the side, with
the exact box of every face that is still to be seen."""

from random import Random

import cv2
import numpy as np

from . import boxes as bx
from .paste import log_uniform
from .pool import Pool

HEADS = (2, 9)
FACE_SIDE_PX = (10.0, 110.0)
# What is cut out beside a face's box, in its sides: left and right, above, below.
BESIDE, ABOVE, BELOW = 0.3, 0.45, 0.25
# Shares of the width that a face keeps that is turned away, and how often one is.
TURNED, TURNED_SHARE = (0.6, 0.9), 0.4
TILT_DEGREES = 14.0
LEAST_SOURCE_PX = 12.0
LARGEST_ENLARGEMENT = 1.5
# Less of a face than that is no face, and less than the half is no clear one.
SLIVER, HALF = 0.1, 0.5


class Crowd:
    """The heads of a pool that nothing else of a label meets."""

    def __init__(self, pool: Pool):
        self.heads = [
            (image, labels[i, :4])
            for image, labels in zip(pool.images, pool.boxes)
            for i in np.nonzero(_whole(labels))[0]
            if _alone(labels, i)
        ]

    def paste(self, rng: Random, canvas: np.ndarray, labels: np.ndarray) -> np.ndarray:
        """Puts some heads into the canvas, where they hide no object; returns their boxes."""
        if not self.heads:
            return bx.none()
        size = canvas.shape[0]
        side = log_uniform(rng, *FACE_SIDE_PX)
        middle = np.float64([rng.uniform(0, size), rng.uniform(0, size)])
        owner = np.zeros(canvas.shape[:2], np.uint8)
        faces: list[tuple[np.ndarray, np.ndarray]] = []
        for _ in range(rng.randint(*HEADS)):
            away = np.float64([rng.gauss(0, 1.6), rng.gauss(0, 0.8)]) * side
            head = _Head(rng, *rng.choice(self.heads), side * rng.uniform(0.8, 1.25), middle + away)
            if head.fits(size, labels):
                faces.append(head.draw(canvas, owner, len(faces) + 1))
        return _seen(faces, owner, size)


class _Head:
    """Where a head goes: its cut, the map from the cut to the canvas, and the axes of its face."""

    def __init__(self, rng: Random, image: np.ndarray, box: np.ndarray, side: float, at: np.ndarray):
        width, height = box[2:4] - box[:2]
        left, right = box[0] - BESIDE * width, box[2] + BESIDE * width
        top, foot = box[1] - ABOVE * height, box[3] + BELOW * height
        edges = np.round([max(left, 0), max(top, 0), right, foot]).astype(int)
        self.cut = image[edges[1] : edges[3], edges[0] : edges[2]]
        self.scale = min(side / max(width, height), LARGEST_ENLARGEMENT)
        across = rng.uniform(*TURNED) if rng.random() < TURNED_SHARE else 1.0
        across *= rng.choice((-1, 1))
        angle = np.deg2rad(rng.gauss(0, TILT_DEGREES))
        cos, sin = np.cos(angle), np.sin(angle)
        turn = np.float64([[cos, -sin], [sin, cos]]) @ np.diag([across, 1.0]) * self.scale
        # The middle of the face goes to `at`; pixel centres as in `scene`.
        centre = (box[:2] + box[2:4]) / 2 - edges[:2] - 0.5
        self.map = np.concatenate([turn, (at - 0.5 - turn @ centre)[:, None]], 1)
        self.at, self.axes = at, np.float64([abs(across) * width, height]) * self.scale / 2
        self.angle = np.rad2deg(angle)
        self.reach = np.abs(turn) @ (np.float64(self.cut.shape[1::-1]) / 2)

    def fits(self, size: int, labels: np.ndarray) -> bool:
        low, high = self.at - 1.3 * self.reach, self.at + 1.3 * self.reach
        return bool((self.at > 0).all() and (self.at < size).all()) and not bx.touches(
            (*low, *high), labels
        )

    def draw(self, canvas: np.ndarray, owner: np.ndarray, number: int):
        """Paints the head and says in `owner` that these pixels are its; returns the face's box
        and its pixels."""
        room = canvas.shape[1::-1]
        cut = self.cut
        shape = np.zeros(cut.shape[:2], np.uint8)
        middle, half = (cut.shape[1] // 2, cut.shape[0] // 2), (cut.shape[1] // 2, cut.shape[0] // 2)
        cv2.ellipse(shape, middle, half, 0, 0, 360, 255, -1)
        matrix = self.map
        if self.scale < 0.5:
            cut = cv2.resize(cut, None, fx=self.scale, fy=self.scale, interpolation=cv2.INTER_AREA)
            shape = cv2.resize(shape, cut.shape[1::-1], interpolation=cv2.INTER_AREA)
            back = np.float64(self.cut.shape[1::-1]) / cut.shape[1::-1]
            shift = matrix[:, :2] @ ((back - 1) / 2)
            matrix = np.concatenate([matrix[:, :2] * back, (matrix[:, 2] + shift)[:, None]], 1)
        share = cv2.warpAffine(shape, matrix, room, flags=cv2.INTER_LINEAR)
        head = cv2.warpAffine(
            cut, matrix, room, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
        )
        low = np.floor(self.at - 1.5 * self.reach).astype(int).clip(0, room)
        high = np.ceil(self.at + 1.5 * self.reach).astype(int).clip(0, room)
        part = np.s_[low[1] : high[1], low[0] : high[0]]
        ink = share[part][:, :, None].astype(np.float32) / 255
        canvas[part] = canvas[part] * (1 - ink) + head[part] * ink
        owner[part][share[part] > 127] = number
        return self._face(room)

    def _face(self, room) -> tuple[np.ndarray, np.ndarray]:
        angle = np.deg2rad(self.angle)
        squares = np.float64([[np.cos(angle), np.sin(angle)], [np.sin(angle), np.cos(angle)]]) ** 2
        half = np.sqrt(squares @ self.axes**2)
        face = np.zeros(room[::-1], np.uint8)
        axes = tuple(int(max(1, a)) for a in self.axes)
        cv2.ellipse(face, tuple(int(v) for v in self.at), axes, self.angle, 0, 360, 1, -1)
        return bx.box(*(self.at - half), *(self.at + half), bx.FACE), face > 0


def _seen(faces, owner: np.ndarray, size: int) -> np.ndarray:
    """Returns the boxes of the faces that are not hidden behind later ones."""
    rows = [bx.none()]
    for number, (box, face) in enumerate(faces, 1):
        share = float((owner[face] == number).mean()) if face.any() else 0.0
        if share >= SLIVER:
            box[:, bx.IGNORE] = share < HALF
            rows.append(bx.clipped(box, 0, 0, size, size))
    return np.concatenate(rows)


def _whole(labels: np.ndarray) -> np.ndarray:
    sides = (labels[:, 2:4] - labels[:, :2]).min(1, initial=np.inf)
    clear = (labels[:, bx.IGNORE] == 0) & (labels[:, bx.SCORE] == 1) & (sides >= LEAST_SOURCE_PX)
    return clear & (labels[:, bx.KIND] == bx.FACE)


def _alone(labels: np.ndarray, i: int) -> bool:
    left, top, right, bottom = labels[i, :4]
    width, height = right - left, bottom - top
    area = (left - BESIDE * width, top - ABOVE * height, right + BESIDE * width, bottom + BELOW * height)
    return not bx.touches(area, np.delete(labels, i, 0))
