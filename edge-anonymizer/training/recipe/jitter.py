"""Small changes of a whole batch at once on a fast device: mirrored, nearer or farther, moved, other
light and colours, softer, noisy. What a camera, a lens or weather does is in `augment`."""

import torch
import torch.nn.functional as F
from torch import Tensor

from .boxes import FACE, IGNORE, KIND, LEAST_REMAINS, LEAST_SIDE, LEAST_VISIBLE
from .runtime import PADDING

MOVED_SHARE = 0.7
# Sides are multiplied by up to this or its inverse, and the two by up to `STRETCH` apart.
NEARER, STRETCH = 1.4, 1.08
GAIN, TINT, OFFSET = 0.25, 0.08, 0.06
SOFT_SHARE, NOISY_SHARE, GREY_SHARE = 0.12, 0.25, 0.05
MOST_NOISE = 0.03


def jittered(images: Tensor, objects: Tensor, random: torch.Generator) -> tuple[Tensor, Tensor]:
    """Returns a changed batch of the same sides.

    images: B x S x S x 3 bytes; objects: N x 8, as `samples.together` makes them.
    """
    scale, shift = _moves(len(images), images.shape[1], random)
    seen = _looked_at(images, scale, shift)
    seen = (_light(seen, random) * 255).round_().clamp_(0, 255).to(torch.uint8)
    return seen.permute(0, 2, 3, 1).contiguous(), moved(objects, scale, shift, images.shape[1])


def moved(objects: Tensor, scale: Tensor, shift: Tensor, size: int) -> Tensor:
    """Returns the objects where x' = scale x + shift has brought them; as `boxes.clipped` does, it
    ignores what is mostly cut off or tiny. A negative scale mirrors.

    scale, shift: B x 2, in x and y, pixels.
    """
    picture = objects[:, 0].long()
    by, to = scale[picture], shift[picture]
    corners = objects[:, 1:5].view(-1, 2, 2) * by[:, None] + to[:, None]
    low, high = corners.amin(1), corners.amax(1)
    cut = torch.cat((low.clamp(0, size), high.clamp(0, size)), 1)
    sides = cut[:, 2:] - cut[:, :2]
    visible = sides.prod(1) / (high - low).prod(1).clamp(min=1e-6)
    face = objects[:, 1 + KIND] == FACE
    least = torch.where(face, *(sides.new_tensor(side) for side in LEAST_SIDE))
    poor = (visible < LEAST_VISIBLE) | (sides.amin(1) < least)
    out = torch.cat((objects[:, :1], cut, objects[:, 5:]), 1)
    out[:, 1 + IGNORE] = torch.maximum(out[:, 1 + IGNORE], poor.to(out.dtype))
    return out[(sides >= LEAST_REMAINS).all(1)]


def _moves(count: int, size: int, random: torch.Generator) -> tuple[Tensor, Tensor]:
    def uniform(*shape: int) -> Tensor:
        return torch.rand(count, *shape, generator=random, device=random.device)

    nearer = NEARER ** (2 * uniform(1) - 1)
    apart = STRETCH ** (2 * uniform(1) - 1)
    moves = uniform(1) < MOVED_SHARE
    scale = torch.where(moves, nearer * torch.cat((apart, 1 / apart), 1), uniform(2) * 0 + 1)
    shift = size * (1 - scale) * uniform(2)
    mirrored = uniform() < 0.5
    shift[:, 0] = torch.where(mirrored, size - shift[:, 0], shift[:, 0])
    scale[:, 0] = torch.where(mirrored, -scale[:, 0], scale[:, 0])
    return scale, shift


def _looked_at(images: Tensor, scale: Tensor, shift: Tensor) -> Tensor:
    """Returns B x 3 x S x S in [0, 1]; what lies outside the pictures is padding."""
    size, padding = images.shape[1], PADDING / 255
    # In grid_sample's units a picture reaches from -1 to 1: u = 2 x / size - 1.
    inverse = 1 / scale
    offset = (1 - 2 * shift / size) * inverse - 1
    theta = torch.diag_embed(inverse)
    theta = torch.cat((theta, offset[:, :, None]), 2)
    batch = images.permute(0, 3, 1, 2).float() / 255 - padding
    places = F.affine_grid(theta, list(batch.shape), align_corners=False)
    # (u' + 1) / 2 size = x' and x = (x' - shift) / scale give u = u' / scale + offset.
    return F.grid_sample(batch, places, align_corners=False) + padding


def _light(batch: Tensor, random: torch.Generator) -> Tensor:
    def uniform(*shape: int) -> Tensor:
        return torch.rand(len(batch), *shape, 1, 1, generator=random, device=batch.device)

    gain = 1 + GAIN * (2 * uniform(1) - 1) + TINT * (2 * uniform(3) - 1)
    batch = batch * gain + OFFSET * (2 * uniform(1) - 1)
    grey = (uniform(1) < GREY_SHARE).float()
    batch = torch.lerp(batch, batch.mean(1, keepdim=True).expand_as(batch), grey)
    soft = uniform(1) * (uniform(1) < SOFT_SHARE)
    batch = torch.lerp(batch, F.avg_pool2d(batch, 3, 1, 1, count_include_pad=False), soft)
    noise = torch.randn(batch.shape, generator=random, device=batch.device)
    return batch + noise * (MOST_NOISE * uniform(1) * (uniform(1) < NOISY_SHARE))
