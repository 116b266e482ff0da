"""Training pictures by number: number n of a run is the same for any count of workers and after any
resume, because it is drawn with a generator seeded by the run's seed and n alone."""

from random import Random
from typing import Callable, Iterator

import cv2
import numpy as np
import torch
from torch import Tensor
from torch.utils.data import DataLoader, Dataset

from .augment import augmented
from .scene import Composer
from .team import Team

# A run that is bounded by time still numbers its pictures.
ENDLESS = 1 << 40


class Samples(Dataset):
    def __init__(self, composer: Composer, seed: int, weather: bool = True):
        self.composer, self.seed, self.weather = composer, seed, weather

    def __getitem__(self, number: int) -> tuple[np.ndarray, np.ndarray]:
        rng = Random(f"sample {self.seed} {number}")
        return augmented(rng, *self.composer.compose(rng), self.weather)


class Numbers:
    """The numbers of each batch, from a step on; those that this process takes."""

    def __init__(self, first_step: int, batch: int, team: Team):
        self.first_step, self.batch, self.team = first_step, batch, team

    def __iter__(self) -> Iterator[list[int]]:
        for step in range(self.first_step, ENDLESS):
            yield self.team.part(list(range(step * self.batch, (step + 1) * self.batch)))


def together(samples: list[tuple[np.ndarray, np.ndarray]]) -> tuple[Tensor, Tensor]:
    """Returns B x S x S x 3 bytes and, for all objects, one row: picture number in the batch, then
    the columns of `boxes`."""
    images = torch.from_numpy(np.stack([image for image, _ in samples]))
    rows = [
        np.concatenate([np.full((len(b), 1), i, np.float32), b], 1)
        for i, (_, b) in enumerate(samples)
    ]
    return images, torch.from_numpy(np.concatenate(rows))


def loader(
    samples: Dataset,
    first_step: int,
    batch: int,
    workers: int,
    collate: Callable = together,
    team: Team = Team(),
) -> DataLoader:
    def start(_: int) -> None:
        cv2.setNumThreads(1)
        torch.set_num_threads(1)

    cv2.setNumThreads(1)
    apart = dict(multiprocessing_context="fork", prefetch_factor=4) if workers else {}
    return DataLoader(
        samples,
        batch_sampler=Numbers(first_step, batch, team),
        num_workers=workers,
        collate_fn=collate,
        worker_init_fn=start,
        **apart,
    )
