"""Task-aligned assignment (Feng et al., TOOD, 2021): which cell answers for which object.

A cell may answer for an object if its centre is inside the object or near the object's centre.
Of these, the nine whose score and box are together best do. The target of their scores is soft:
how good the box is, so that a score says what the box is worth. Objects of all pictures of a batch
are handled together, one row for each object, so that nothing loops over pictures.
"""

from dataclasses import dataclass

import torch
from torch import Tensor

from .boxes import IGNORE, KIND, SCORE
from .grid import Grid
from .network import CLASSES

BEST = 9
SCORE_POWER, OVERLAP_POWER = 0.5, 4.0
# A cell whose centre is at most this many strides from an object's centre may answer for it.
NEAR_STRIDES = 1.0
# The best cell of an object is asked for at least this score, however poor its box still is.
LEAST_TARGET = 0.2
# Keeps objects that nothing overlaps yet alive: their near cells come in any order.
EPSILON = 1e-9
IGNORE_MARGIN_PX = 2.0


@dataclass(frozen=True)
class Targets:
    """What the cells should say.

    scores: B x P x 2; weights: B x P x 2, 0 where an ignored object silences its class.
    picture, cell, box: for each cell that answers for an object, where it is and the object's box.
    """

    scores: Tensor
    weights: Tensor
    picture: Tensor
    cell: Tensor
    box: Tensor


@torch.no_grad()
def assign(scores: Tensor, boxes: Tensor, objects: Tensor, cells: Grid) -> Targets:
    """Assigns the objects of a batch.

    scores: B x P x 2 in [0, 1]; boxes: B x P x 4 in pixels; objects: N x 8, the number of the
    picture, then the columns of `boxes`.
    """
    batch, count = scores.shape[:2]
    targets = scores.new_zeros(batch * count, len(CLASSES))
    weights = _silenced(scores, objects, cells)
    clear = objects[objects[:, 1 + IGNORE] == 0]
    if len(clear) == 0:
        nothing = torch.zeros(0, dtype=torch.long, device=scores.device)
        return Targets(targets.view_as(scores), weights, nothing, nothing, clear[:, 1:5])
    picture, truth, kind = clear[:, 0].long(), clear[:, 1:5], clear[:, 1 + KIND].long()
    allowed, near = _candidates(truth, cells)
    overlap = _overlap(boxes[picture], truth) * allowed
    score = scores.transpose(1, 2)[picture, kind]
    fit = score.clamp(min=1e-6) ** SCORE_POWER * overlap**OVERLAP_POWER + EPSILON * near
    fit, cell = fit.topk(min(BEST, count), 1)
    overlap = overlap.gather(1, cell)
    won = _winners(fit, picture[:, None] * count + cell, batch * count)
    fit, overlap = fit * won, overlap * won
    best_overlap = overlap.max(1, keepdim=True)[0].clamp(min=LEAST_TARGET)
    soft = fit / fit.max(1, keepdim=True)[0].clamp(min=1e-12) * best_overlap
    soft = soft * clear[:, 1 + SCORE, None]
    row, column = won.nonzero(as_tuple=True)
    at = cell[row, column]
    where = picture[row] * count + at
    targets[where, kind[row]] = soft[row, column]
    # A cell with an object of its own speaks, even inside an ignored one.
    weights.view(-1, len(CLASSES))[where] = 1.0
    return Targets(targets.view_as(scores), weights, picture[row], at, truth[row])


def _candidates(truth: Tensor, cells: Grid) -> tuple[Tensor, Tensor]:
    """Returns, for each object and cell, whether it may answer, and whether it is near."""
    x, y = cells.centres[:, 0], cells.centres[:, 1]
    inside = (
        (x > truth[:, 0:1]) & (x < truth[:, 2:3]) & (y > truth[:, 1:2]) & (y < truth[:, 3:4])
    )
    centre_x, centre_y = (truth[:, 0:1] + truth[:, 2:3]) / 2, (truth[:, 1:2] + truth[:, 3:4]) / 2
    reach = NEAR_STRIDES * cells.strides
    near = ((x - centre_x).abs() < reach) & ((y - centre_y).abs() < reach)
    return inside | near, near


def _overlap(boxes: Tensor, truth: Tensor) -> Tensor:
    """Returns intersection over union of N x P x 4 boxes with N objects."""
    left, top, right, bottom = boxes.unbind(-1)
    x0, y0, x1, y1 = (truth[:, i : i + 1] for i in range(4))
    width = (torch.minimum(right, x1) - torch.maximum(left, x0)).clamp(min=0)
    height = (torch.minimum(bottom, y1) - torch.maximum(top, y0)).clamp(min=0)
    common = width * height
    return common / ((right - left) * (bottom - top) + (x1 - x0) * (y1 - y0) - common + 1e-6)


def _winners(fit: Tensor, where: Tensor, cells: int) -> Tensor:
    """Gives a cell that several objects want to the one it fits best; of equals, to the first."""
    flat_fit, flat_where = fit.flatten(), where.flatten()
    best = fit.new_zeros(cells).scatter_reduce(0, flat_where, flat_fit, "amax")
    wins = (flat_fit > 0) & (flat_fit == best[flat_where])
    order = torch.arange(len(flat_fit), device=fit.device)
    last = len(flat_fit)
    entry = torch.where(wins, order, torch.full_like(order, last))
    first = torch.full((cells,), last, dtype=torch.long, device=fit.device)
    first = first.scatter_reduce(0, flat_where, entry, "amin")
    return (wins & (first[flat_where] == order)).view_as(fit)


def _silenced(scores: Tensor, objects: Tensor, cells: Grid) -> Tensor:
    """Returns weights: 0 for a class in the cells inside an ignored object of that class."""
    batch, count, classes = scores.shape
    ignored = objects[objects[:, 1 + IGNORE] > 0]
    if len(ignored) == 0:
        return scores.new_ones(scores.shape)
    grown = ignored[:, 1:5] + ignored.new_tensor([-1.0, -1.0, 1.0, 1.0]) * IGNORE_MARGIN_PX
    x, y = cells.centres[:, 0], cells.centres[:, 1]
    inside = (
        (x > grown[:, 0:1]) & (x < grown[:, 2:3]) & (y > grown[:, 1:2]) & (y < grown[:, 3:4])
    )
    row = ignored[:, 0].long() * classes + ignored[:, 1 + KIND].long()
    quiet = scores.new_zeros(batch * classes, count).index_add(0, row, inside.to(scores.dtype))
    return (quiet == 0).to(scores.dtype).view(batch, classes, count).transpose(1, 2).contiguous()
