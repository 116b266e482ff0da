"""Processes that learn together, each from its part of every batch. On a CPU two of them are faster
than two threads of one, which wait for each other after every convolution."""

import tempfile
from typing import Callable

import torch
import torch.distributed as dist
import torch.multiprocessing
from torch import nn


class Team:
    """This process's place among those that learn together."""

    def __init__(self, place: int = 0, size: int = 1):
        self.place, self.size = place, size

    @property
    def leads(self) -> bool:
        return self.place == 0

    def part(self, numbers: list[int]) -> list[int]:
        """Returns which of a batch's pictures this process takes."""
        return numbers[self.place :: self.size]

    def average(self, network: nn.Module) -> None:
        """Replaces the gradients by the mean of all processes, so that all take the same step."""
        if self.size > 1:
            gradients = [p.grad for p in network.parameters() if p.grad is not None]
            flat = torch.cat([g.flatten() for g in gradients])
            dist.all_reduce(flat)
            flat /= self.size
            for gradient, mean in zip(gradients, flat.split([g.numel() for g in gradients])):
                gradient.copy_(mean.view_as(gradient))

    def agree(self, value: float) -> float:
        """Returns what the first process says: clocks differ."""
        if self.size == 1:
            return value
        said = torch.tensor([value], dtype=torch.float64)
        dist.broadcast(said, 0)
        return float(said)


def together(size: int, work: Callable, *arguments) -> None:
    """Calls `work(team, *arguments)` in so many processes; in this one, if alone."""
    if size == 1:
        work(Team(), *arguments)
        return
    with tempfile.TemporaryDirectory() as folder:
        torch.multiprocessing.spawn(_member, (size, f"{folder}/meeting", work, arguments), size)


def _member(place: int, size: int, meeting: str, work: Callable, arguments: tuple) -> None:
    dist.init_process_group("gloo", init_method=f"file://{meeting}", rank=place, world_size=size)
    work(Team(place, size), *arguments)
    dist.destroy_process_group()
