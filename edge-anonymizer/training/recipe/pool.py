"""Labelled pictures: which may be used, which are held back for validation, and their pixels.

A folder has `labels.json`: a list of {file, boxes: [{x, y, w, h, class: face|plate, ignore,
origin}], source}, in pixels of the picture.
"""

import hashlib
import json
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Iterable

import cv2
import numpy as np

from . import boxes as bx

CACHE_LONGEST_SIDE = 560
# Sources whose neighbouring numbers are one camera or one drive: held back in runs of this many.
SERIES = {"easypr": 16, "romanian": 16}
HELD_BACK = 0.15
DATASET_ORIGINS = {"gt", "dataset", "manual"}


@dataclass(frozen=True)
class Picture:
    """One picture; `dataset` says for each box whether people, not a teacher, drew it."""

    path: Path
    source: str
    boxes: np.ndarray
    dataset: np.ndarray

    @property
    def group(self) -> str:
        """What must not be split: a picture and its crops, or neighbouring frames."""
        name = re.sub(r"(?<=\d)c$", "", self.path.stem)
        if self.source == "linz":
            return name.rsplit("_", 1)[0]
        number = re.search(r"(\d+)$", name)
        if self.source in SERIES and number:
            return f"{self.source}-{int(number[1]) // SERIES[self.source]}"
        return name


def allowed_sources() -> set[str]:
    lines = (Path(__file__).parent / "sources.txt").read_text("utf-8").splitlines()
    return {line.split()[0] for line in lines if line.strip() and not line.startswith("#")}


def read(folder: Path, any_source: bool = False) -> list[Picture]:
    """Returns the pictures of a folder that may be trained on, or, to measure on, all."""
    labels = json.loads((folder / "labels.json").read_text("utf-8"))
    entries = labels["images"] if isinstance(labels, dict) else labels
    allowed = allowed_sources()
    usable = [e for e in entries if any_source or e.get("source") in allowed | {None}]
    return [_picture(folder, e) for e in usable]


def _picture(folder: Path, entry: dict) -> Picture:
    rows, dataset = [bx.none()], []
    for b in entry["boxes"]:
        kind = {"face": bx.FACE, "plate": bx.PLATE}[b["class"]]
        x, y = b["x"], b["y"]
        rows.append(bx.box(x, y, x + b["w"], y + b["h"], kind, bool(b.get("ignore"))))
        dataset.append(b.get("origin", "manual") in DATASET_ORIGINS)
    source = entry.get("source") or "own"
    return Picture(
        folder / entry["file"], source, np.concatenate(rows), np.array(dataset, bool)
    )


def split(
    pictures: list[Picture], seed: int = 1, share: float = HELD_BACK
) -> tuple[list[Picture], list[Picture]]:
    """Returns what is trained on and what is held back. A group's place depends on the seed and
    its name alone, so pictures that are added later move none."""

    def held(picture: Picture) -> bool:
        key = f"{seed}:{picture.source}:{picture.group}".encode()
        return int.from_bytes(hashlib.sha256(key).digest()[:4], "big") < share * 2**32

    return [p for p in pictures if not held(p)], [p for p in pictures if held(p)]


class Pool:
    """Decoded pictures, read once before the workers are forked, so that they share the memory."""

    def __init__(self, pictures: Iterable[Picture]):
        self.images: list[np.ndarray] = []
        self.boxes: list[np.ndarray] = []
        for picture in pictures:
            image = cv2.imread(str(picture.path))
            if image is None:
                raise ValueError(f"{picture.path} is not a picture that OpenCV reads")
            scale = min(1.0, CACHE_LONGEST_SIDE / max(image.shape[:2]))
            if scale < 1:
                image = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
            self.images.append(image)
            self.boxes.append(bx.moved(picture.boxes, scale, scale, 0, 0))
        self.faces = self._with(bx.FACE)
        self.plates = self._with(bx.PLATE)

    def _with(self, kind: int) -> list[int]:
        clear = [b[b[:, bx.IGNORE] == 0] for b in self.boxes]
        return [i for i, b in enumerate(clear) if (b[:, bx.KIND] == kind).any()]


def with_teachers(pictures: list[Picture], cache: Path) -> list[Picture]:
    """Returns the pictures with what the teachers found where no label is; see `teachers`."""
    found = json.loads(cache.read_text("utf-8"))
    return [_taught(p, found.get(str(p.path.resolve()), [])) for p in pictures]


def _taught(picture: Picture, found: list[list[float]]) -> Picture:
    if not found:
        return picture
    rows = [bx.box(*f[:4], bx.FACE, f[4] == 0, f[4] or 1.0) for f in found]
    new = np.concatenate(rows)
    faces = picture.boxes[picture.boxes[:, bx.KIND] == bx.FACE]
    if len(faces):
        new = new[bx.iou(new, faces).max(1) < 0.2]
    return replace(
        picture,
        boxes=np.concatenate([picture.boxes, new]),
        dataset=np.concatenate([picture.dataset, np.zeros(len(new), bool)]),
    )
