"""Samples kept in the memory of a fast device, for one that learns from more pictures a second than
the processor's cores can make.

Each sample is used several times before a newer one takes its place, every time changed a little:
see `jitter`. Which samples a step gets depends on how fast they were made, so such a run cannot be
repeated to the bit.
"""

import queue
import threading
import time
from typing import Iterable, Iterator

import torch
from torch import Tensor

from .boxes import COLUMNS
from .jitter import jittered

# A picture with more objects is not kept.
MOST_OBJECTS = 128
WAITING_BATCHES = 64
# Learning begins when there are so many batches to choose from.
FIRST_BATCHES = 4


class Cache:
    """A ring of samples on a device; owned by the thread that iterates.

    made: how many samples came in so far.
    """

    def __init__(self, capacity: int, size: int, device: torch.device, seed: int):
        self.images = torch.zeros(capacity, size, size, 3, dtype=torch.uint8, device=device)
        self.objects = torch.zeros(capacity, MOST_OBJECTS, COLUMNS, device=device)
        self.counts = torch.zeros(capacity, dtype=torch.long, device=device)
        self.random = torch.Generator(device).manual_seed(seed)
        self.made = 0

    def add(self, images: Tensor, objects: Tensor) -> None:
        """Keeps a batch as `samples.together` makes it."""
        device, capacity = self.images.device, len(self.images)
        counts = torch.bincount(objects[:, 0].long(), minlength=len(images))
        padded = torch.zeros(len(images), MOST_OBJECTS, COLUMNS)
        starts = counts.cumsum(0) - counts
        place = torch.arange(len(objects)) - starts.repeat_interleave(counts)
        few = place < MOST_OBJECTS
        padded[objects[few, 0].long(), place[few]] = objects[few, 1:]
        kept = counts <= MOST_OBJECTS
        if not kept.all():
            images, padded, counts = images[kept], padded[kept], counts[kept]
        slots = (torch.arange(len(images)) + self.made).remainder(capacity).to(device)
        self.images[slots] = images.to(device, non_blocking=True)
        self.objects[slots] = padded.to(device)
        self.counts[slots] = counts.to(device)
        self.made += len(images)

    def batch(self, size: int) -> tuple[Tensor, Tensor]:
        """Returns so many samples as `samples.together` does, on the device, each changed."""
        filled = min(self.made, len(self.images))
        device = self.images.device
        chosen = torch.randint(filled, (size,), generator=self.random, device=device)
        there = torch.arange(MOST_OBJECTS, device=device) < self.counts[chosen, None]
        rows = self.objects[chosen][there]
        number = there.nonzero()[:, :1].to(rows.dtype)
        return jittered(self.images[chosen], torch.cat((number, rows), 1), self.random)


def reused(cache: Cache, made: Iterable[tuple[Tensor, Tensor]], size: int) -> Iterator:
    """Yields batches of the cache for ever, while another thread waits for what is made."""
    waiting: queue.Queue = queue.Queue(WAITING_BATCHES)
    threading.Thread(target=_collect, args=(made, waiting), daemon=True).start()
    began, batches = time.monotonic(), 0
    while True:
        while not waiting.empty() or cache.made < FIRST_BATCHES * size:
            fresh = waiting.get()
            if isinstance(fresh, BaseException):
                raise fresh
            cache.add(*fresh)
        yield cache.batch(size)
        batches += 1
        if batches % 500 == 0:
            speed = cache.made / (time.monotonic() - began)
            print(f"cache: {cache.made} samples, {speed:.0f}/s", flush=True)


def _collect(made: Iterable, waiting: queue.Queue) -> None:
    """Hands over what is made, or why nothing is made any more."""
    try:
        for images, objects in made:
            fast = images.pin_memory() if torch.cuda.is_available() else images
            waiting.put((fast, objects))
    except BaseException as broken:
        waiting.put(broken)
