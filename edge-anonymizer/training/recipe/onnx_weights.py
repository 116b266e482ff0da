"""Reads the named weights of an ONNX file without any package for it.

An ONNX file is a protocol buffer message: the model has a graph, the graph has initializers, each
with sides, a name and raw little-endian numbers.
"""

from pathlib import Path
from typing import Iterator

import numpy as np

# Field numbers of onnx.proto3: ModelProto, GraphProto, TensorProto.
GRAPH, INITIALIZER = 7, 5
DIMS, DATA_TYPE, NAME, RAW_DATA = 1, 2, 8, 9
FLOAT = 1
VARINT, EIGHT_BYTES, LENGTH, FOUR_BYTES = 0, 1, 2, 5


def read(path: Path) -> dict[str, np.ndarray]:
    """Returns the float tensors of a file by name; raises ValueError if it is no such file."""
    try:
        graph = next(v for number, v in _fields(path.read_bytes()) if number == GRAPH)
        tensors = [_tensor(v) for number, v in _fields(graph) if number == INITIALIZER]
    except (IndexError, StopIteration, TypeError) as broken:
        raise ValueError(f"{path} is not an ONNX file of the recipe") from broken
    return {name: value for name, value in tensors if value is not None}


def _tensor(message: bytes) -> tuple[str, np.ndarray | None]:
    dims, kind, name, raw = [], None, "", b""
    for number, value in _fields(message):
        if number == DIMS:
            dims += [value] if isinstance(value, int) else list(_varints(value))
        elif number == DATA_TYPE:
            kind = value
        elif number == NAME:
            name = value.decode("utf-8")
        elif number == RAW_DATA:
            raw = value
    return name, np.frombuffer(raw, "<f4").reshape(dims) if kind == FLOAT else None


def _fields(message: bytes) -> Iterator[tuple[int, int | bytes]]:
    """Yields the number and the value of each field of a message."""
    at = 0
    while at < len(message):
        key, at = _varint(message, at)
        number, wire = key >> 3, key & 7
        if wire == VARINT:
            value, at = _varint(message, at)
        else:
            length = {EIGHT_BYTES: 8, FOUR_BYTES: 4}.get(wire)
            if length is None:
                if wire != LENGTH:
                    raise ValueError(f"wire type {wire} is not of a protocol buffer of today")
                length, at = _varint(message, at)
            value, at = message[at : at + length], at + length
        yield number, value


def _varints(packed: bytes) -> Iterator[int]:
    at = 0
    while at < len(packed):
        value, at = _varint(packed, at)
        yield value


def _varint(message: bytes, at: int) -> tuple[int, int]:
    value, shift = 0, 0
    while True:
        byte = message[at]
        value |= (byte & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if byte < 0x80:
            return value, at
