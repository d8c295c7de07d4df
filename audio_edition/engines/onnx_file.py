"""Read what an ONNX file says of itself, without what would run it: that ends the process on a bad file."""

from __future__ import annotations

import os
from gettext import gettext as _
from pathlib import Path
from typing import BinaryIO

# onnx.proto: ModelProto.graph, ModelProto.metadata_props, StringStringEntryProto.key and .value
_GRAPH, _METADATA = 7, 14
_KEY, _VALUE = 1, 2
_VARINT, _EIGHT, _SIZED, _FOUR = 0, 1, 2, 5
_LONGEST_ENTRY = 1_000_000


def read_metadata(path: Path) -> dict[str, str]:
    """Return the metadata of a model. Raises ValueError for what is no whole ONNX file."""
    found: dict[str, str] = {}
    graphs = 0
    with path.open("rb") as file:
        end = os.fstat(file.fileno()).st_size
        while file.tell() < end:
            field, size = _next(file, end)
            if field == _METADATA and size <= _LONGEST_ENTRY:
                key, value = _entry(file.read(size))
                found[key] = value
            else:
                graphs += field == _GRAPH and size > 0
                file.seek(size, os.SEEK_CUR)
    if not graphs:
        raise ValueError(_("there is no graph in it"))
    return found


def _next(file: BinaryIO, end: int) -> tuple[int, int]:
    """Read a field's tag; return its number and how many bytes follow."""
    tag = _varint(file)
    field, kind = tag >> 3, tag & 7
    if kind == _VARINT:
        _varint(file)
        size = 0
    elif kind == _SIZED:
        size = _varint(file)
    elif kind in (_EIGHT, _FOUR):
        size = 8 if kind == _EIGHT else 4
    else:
        raise ValueError(_("this is no ONNX file"))
    if not field or file.tell() + size > end:
        raise ValueError(_("it is broken off"))
    return field, size


def _varint(file: BinaryIO) -> int:
    value = shift = 0
    while shift < 64:
        octet = file.read(1)
        if not octet:
            raise ValueError(_("it is broken off"))
        value |= (octet[0] & 0x7F) << shift
        if octet[0] < 0x80:
            return value
        shift += 7
    raise ValueError(_("this is no ONNX file"))


def _entry(data: bytes) -> tuple[str, str]:
    parts = {_KEY: "", _VALUE: ""}
    at = 0
    while at < len(data):
        tag, at = _short(data, at)
        size, at = _short(data, at)
        if tag & 7 != _SIZED or at + size > len(data):
            raise ValueError(_("its metadata cannot be read"))
        parts[tag >> 3] = data[at : at + size].decode("utf-8", "replace")
        at += size
    return parts[_KEY], parts[_VALUE]


def _short(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while at < len(data) and shift < 64:
        value |= (data[at] & 0x7F) << shift
        at += 1
        if data[at - 1] < 0x80:
            return value, at
        shift += 7
    raise ValueError(_("its metadata cannot be read"))
