"""The loss of a batch: binary cross-entropy of the soft scores and EIoU of the boxes."""

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

from .assign import assign
from .grid import decoded, grid, rows
from .network import CLASSES

BOX_WEIGHT = 4.0


@dataclass(frozen=True)
class Loss:
    """The sum that is minimized, its parts, and how many objects' worth of targets there were."""

    total: Tensor
    score: Tensor
    box: Tensor
    targets: Tensor


def loss(outputs: list[Tensor], objects: Tensor, size: int) -> Loss:
    """Compares the network's outputs for a batch of square pictures with their objects.

    objects: N x 8 rows as `samples.together` makes them."""
    numbers = rows(outputs).float()
    cells = grid(size, size, numbers.device)
    logits, boxes = numbers[..., : len(CLASSES)], decoded(numbers, cells)
    targets = assign(logits.detach().sigmoid(), boxes.detach(), objects, cells)
    norm = targets.scores.sum().clamp(min=1.0)
    score = F.binary_cross_entropy_with_logits(
        logits, targets.scores, weight=targets.weights, reduction="sum"
    )
    share = targets.scores[targets.picture, targets.cell].amax(1)
    box = (eiou(boxes[targets.picture, targets.cell], targets.box) * share).sum()
    score, box = score / norm, box / norm
    return Loss(score + BOX_WEIGHT * box, score.detach(), box.detach(), norm.detach())


def eiou(boxes: Tensor, truth: Tensor) -> Tensor:
    """Efficient IoU loss (Zhang et al., 2021): 1 - IoU, plus what the centre, the width and the
    height are off, each against the smallest box round both."""
    low = torch.maximum(boxes[:, :2], truth[:, :2])
    high = torch.minimum(boxes[:, 2:], truth[:, 2:])
    common = (high - low).clamp(min=0).prod(1)
    sides, true_sides = boxes[:, 2:] - boxes[:, :2], truth[:, 2:] - truth[:, :2]
    union = sides.prod(1) + true_sides.prod(1) - common + 1e-6
    outer = (
        torch.maximum(boxes[:, 2:], truth[:, 2:]) - torch.minimum(boxes[:, :2], truth[:, :2])
    ) ** 2 + 1e-6
    off = (boxes[:, :2] + boxes[:, 2:] - truth[:, :2] - truth[:, 2:]) ** 2 / 4
    return (
        1 - common / union + off.sum(1) / outer.sum(1) + ((sides - true_sides) ** 2 / outer).sum(1)
    )
