"""What is kept of a run: enough to go on exactly where it stopped."""

import os
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import nn

from .network import SHAPES, StreetNet

# The running average follows the weights faster at the start, and then over some 2,000 steps.
AVERAGE_DECAY = 0.9995


@dataclass
class Run:
    """A run between two steps. `average` is what is measured and exported."""

    shape: str
    network: nn.Module
    average: nn.Module
    optimizer: torch.optim.Optimizer
    step: int = 0
    decay: float = AVERAGE_DECAY

    def save(self, path: Path) -> None:
        """Writes the run, whole or not at all."""
        partial = path.with_suffix(".partial")
        content = {
            "shape": self.shape,
            "network": self.network.state_dict(),
            "average": self.average.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "step": self.step,
        }
        torch.save(content, partial)
        os.replace(partial, path)

    def load(self, path: Path) -> None:
        content = torch.load(path, map_location=next(self.network.parameters()).device)
        if content["shape"] != self.shape:
            raise ValueError(f"{path} is a run of {content['shape']}, not of {self.shape}")
        self.network.load_state_dict(content["network"])
        self.average.load_state_dict(content["average"])
        self.optimizer.load_state_dict(content["optimizer"])
        self.step = content["step"]

    @torch.no_grad()
    def follow(self) -> None:
        """Moves the average towards the weights."""
        decay = min(self.decay, (1 + self.step) / (10 + self.step))
        pairs = zip(self.average.state_dict().values(), self.network.state_dict().values())
        means, values = zip(*((m, v) for m, v in pairs if m.dtype.is_floating_point))
        torch._foreach_mul_(means, decay)
        torch._foreach_add_(means, values, alpha=1 - decay)


def network_of(path: Path) -> nn.Module:
    """Returns the averaged network of a checkpoint, on the CPU, in evaluation mode."""
    content = torch.load(path, map_location="cpu")
    network = StreetNet(SHAPES[content["shape"]])
    network.load_state_dict(content["average"])
    return network.eval()
