"""The cells of a network's outputs, and what their numbers mean."""

from dataclasses import dataclass
from functools import lru_cache

import torch
from torch import Tensor

from .network import CLASSES, STRIDES

# Logarithms of sides are held in this range while training, so that no step can run away.
LOG_SIDE = (-4.0, 5.0)


@dataclass(frozen=True)
class Grid:
    """All cells of a picture, stride by stride: centres (P x 2, pixels) and strides (P)."""

    centres: Tensor
    strides: Tensor


@lru_cache(maxsize=8)
def grid(height: int, width: int, device: torch.device) -> Grid:
    centres, strides = [], []
    for stride in STRIDES:
        rows = torch.arange(height // stride, device=device)
        columns = torch.arange(width // stride, device=device)
        y, x = torch.meshgrid(rows, columns, indexing="ij")
        at = (torch.stack((x, y), -1).reshape(-1, 2).float() + 0.5) * stride
        centres.append(at)
        strides.append(torch.full((len(at),), float(stride), device=device))
    return Grid(torch.cat(centres), torch.cat(strides))


def rows(outputs: list[Tensor]) -> Tensor:
    """Returns B x P x 6 of the outputs of all strides."""
    return torch.cat([o.flatten(2) for o in outputs], 2).permute(0, 2, 1)


def decoded(numbers: Tensor, cells: Grid) -> Tensor:
    """Returns left, top, right, bottom in pixels of B x P x 6 network numbers."""
    box = numbers[..., len(CLASSES) :].float()
    centre = cells.centres + box[..., :2] * cells.strides[:, None]
    half = torch.exp(box[..., 2:].clamp(*LOG_SIDE)) * (cells.strides[:, None] / 2)
    return torch.cat((centre - half, centre + half), -1)
