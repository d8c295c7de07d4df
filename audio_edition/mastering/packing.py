"""A unit as one file: magic, a line of JSON facts, the frames, the loudness cells."""

from __future__ import annotations

import json
import math
import zlib
from dataclasses import asdict
from gettext import gettext as _

from ..errors import AudioError
from ..outlets import Unit

_MAGIC = b"audio-edition unit 2\n"
_LONGEST_HEADER = 4096
_COUNTS = ("frame_count", "sample_rate_hz", "speech_start_ms", "speech_end_ms", "words_start_ms")
_LEVELS = ("loudness_lufs", "true_peak_dbtp")


def pack(unit: Unit) -> bytes:
    """Put a unit into the bytes of one file."""
    facts = asdict(unit)
    frames, cells = facts.pop("frames"), facts.pop("cells")
    facts |= {"frames": len(frames), "cells": len(cells), "crc32": zlib.crc32(cells, zlib.crc32(frames))}
    return b"".join((_MAGIC, json.dumps(facts, sort_keys=True).encode("ascii"), b"\n", frames, cells))


def unpack(data: bytes) -> Unit:
    """Read what `pack` wrote; raise AudioError when a byte is missing or changed."""
    if not data.startswith(_MAGIC):
        raise _damaged()
    end = data.find(b"\n", len(_MAGIC), len(_MAGIC) + _LONGEST_HEADER)
    if end < 0:
        raise _damaged()
    counts, levels, lengths, crc32 = _read_facts(data[len(_MAGIC) : end])
    frames = data[end + 1 : end + 1 + lengths[0]]
    cells = data[end + 1 + lengths[0] :]
    if (len(frames), len(cells)) != lengths or zlib.crc32(cells, zlib.crc32(frames)) != crc32:
        raise _damaged()
    return Unit(
        frames=frames,
        frame_count=counts[0],
        sample_rate_hz=counts[1],
        speech_start_ms=counts[2],
        speech_end_ms=counts[3],
        loudness_lufs=levels[0],
        true_peak_dbtp=levels[1],
        cells=cells,
        words_start_ms=counts[4],
    )


def _read_facts(header: bytes) -> tuple[list[int], list[float], tuple[int, int], int]:
    try:
        facts = json.loads(header)
        numbers = [facts[name] for name in (*_COUNTS, "frames", "cells", "crc32")]
        levels = [facts[name] for name in _LEVELS]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise _damaged() from error
    whole = all(type(number) is int and number >= 0 for number in numbers)
    if not whole or not all(type(level) is float and math.isfinite(level) for level in levels):
        raise _damaged()
    return numbers[:5], levels, (numbers[5], numbers[6]), numbers[7]


def _damaged() -> AudioError:
    return AudioError(
        _("a kept piece of sound is damaged"),
        hint=_("delete output/.store and build again; nothing else is lost"),
    )
