"""The manifest: what a build made, for other programs and for the next build."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from ..episodes import STAMP_BYTES, ChapterMark, read_stamp
from ..model import Key, Segment
from ..plan import Past, Sheet, Studio, cast_values, preset_values

Entry = dict[str, object]
"""An episode in the manifest."""
Span = tuple[int, int]
"""Start and end, in milliseconds."""

_FOLDER = "episodes"
_PRODUCT = re.compile(r"[0-9]{2,}-[a-z0-9-]+(\.new)?\.mp3")
"""A name that we give. A file of another name, or without our stamp, is somebody else's."""
_TIMES: Mapping[str, type] = {"start_ms": int, "end_ms": int}
_CHAPTER: Mapping[str, type] = {"title": str, **_TIMES}
_SEGMENT: Mapping[str, type] = {
    **{"id": str, "chapter": str, "role": str, "written": str, "spoken": str},
    **_TIMES,
}
_EPISODE: Mapping[str, type] = {
    **{"file": str, "title": str, "duration_ms": int, "chapters": list, "segments": list}
}


@dataclass(frozen=True, slots=True)
class Manifest:
    """The last manifest, as far as it can be read."""

    past: Past
    entries: Mapping[str, Entry]
    """By file; only those whose file stands whole on disk."""


def read_manifest(folder: Path) -> Manifest:
    """Read what the last build left in a folder; anything damaged counts as not there.

    No file is looked for by a name that the manifest gives: only those in the folder itself count.
    """
    found = dict(_products(folder))
    lying = frozenset(found)
    try:
        data = json.loads((folder / "manifest.json").read_bytes())
        entries = {str(entry["file"]): entry for entry in data["episodes"] if _is_entry(entry)}
        past = Past(
            engine=str(data["engine"]),
            voices=data["voices"],
            presets=data["presets"],
            words=frozenset(segment["spoken"] for entry in entries.values() for segment in entry["segments"]),
            episodes={file: found[file] for file in entries if found.get(file)},
            named=frozenset(entries),
            lying=lying,
        )
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return Manifest(Past(lying=lying), {})
    return Manifest(past, {file: entries[file] for file in past.episodes or ()})


def read_entries(folder: Path) -> tuple[Entry, ...]:
    """Return what the last manifest tells of episodes under our names, whatever became of their files."""
    try:
        rows = json.loads((folder / "manifest.json").read_bytes())["episodes"]
        entries: list[Entry] = [entry for entry in rows if _is_entry(entry)]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return ()
    ours = re.compile(f"{_FOLDER}/{_PRODUCT.pattern}")
    return tuple(entry for entry in entries if ours.fullmatch(str(entry["file"])))


def _products(folder: Path) -> Iterator[tuple[str, Key]]:
    """Yield our episode files and the key that each carries; "" for one that is not whole."""
    try:
        paths = sorted((folder / _FOLDER).iterdir())
    except OSError:
        return
    for path in paths:
        if not _PRODUCT.fullmatch(path.name) or not path.is_file():
            continue
        try:
            with path.open("rb") as episode:
                stamp = read_stamp(episode.read(STAMP_BYTES))
            size = path.stat().st_size
        except OSError:
            continue
        if stamp is not None:
            yield f"{_FOLDER}/{path.name}", Key(stamp.key if stamp.total_bytes == size else "")


def _is_entry(entry: object) -> bool:
    """Tell whether an episode's entry has exactly the shape that we write, its times in order."""
    if not _has_shape(entry, _EPISODE):
        return False
    value = cast(dict[str, list[object]], entry)
    chapters, segments = value["chapters"], value["segments"]
    if not all(_has_shape(row, _CHAPTER) for row in chapters):
        return False
    if not all(_has_shape(row, _SEGMENT) for row in segments):
        return False
    end = cast(int, value["duration_ms"])
    return _follow(_spans(chapters), end) and _follow(_spans(segments), end)


def _has_shape(value: object, shape: Mapping[str, type]) -> bool:
    if not isinstance(value, dict) or value.keys() != shape.keys():
        return False
    return all(type(value[name]) is kind for name, kind in shape.items())


def _spans(rows: object) -> list[Span]:
    return [(row["start_ms"], row["end_ms"]) for row in cast(Sequence[dict[str, int]], rows)]


def _follow(spans: Sequence[Span], end_ms: int) -> bool:
    times = [0, *(time for span in spans for time in span), end_ms]
    return times == sorted(times)


def fits(entry: Entry, sheet: Sheet) -> bool:
    """Tell whether an entry's times hold for a sheet: the same words in the same chapters."""
    segments = cast(Sequence[Entry], entry["segments"])
    chapters = cast(Sequence[Entry], entry["chapters"])
    said = [(part.spoken, chapter) for chapter, part in _segments(sheet)]
    return said == [(row["spoken"], row["chapter"]) for row in segments] and (
        [chapter.title for chapter in sheet.episode.chapters] == [row["title"] for row in chapters]
    )


def renewed(entry: Entry, sheet: Sheet) -> Entry:
    """Describe a sheet anew with the times of an entry that fits it: its printed words may have changed."""
    duration_ms = cast(int, entry["duration_ms"])
    return _entry(sheet, _spans(entry["chapters"]), _spans(entry["segments"]), duration_ms)


def new_entry(
    sheet: Sheet, marks: Sequence[ChapterMark], spans_ms: Sequence[Span], duration_ms: int
) -> Entry:
    """Describe an episode; `spans_ms` has start and end of each of its parts, tunes included."""
    parts = zip(sheet.episode.parts, spans_ms, strict=True)
    spoken = [span for part, span in parts if isinstance(part, Segment)]
    return _entry(sheet, [(mark.start_ms, mark.end_ms) for mark in marks], spoken, duration_ms)


def _entry(sheet: Sheet, chapters: Sequence[Span], segments: Sequence[Span], duration_ms: int) -> Entry:
    return {
        "file": sheet.file,
        "title": sheet.episode.title,
        "duration_ms": duration_ms,
        "chapters": [
            {"title": chapter.title, "start_ms": start, "end_ms": end}
            for chapter, (start, end) in zip(sheet.episode.chapters, chapters, strict=True)
        ],
        "segments": [
            {
                **{"id": part.id, "chapter": chapter, "role": part.role.value},
                **{"written": part.written, "spoken": part.spoken, "start_ms": start, "end_ms": end},
            }
            for (chapter, part), (start, end) in zip(_segments(sheet), segments, strict=True)
        ],
    }


def _segments(sheet: Sheet) -> list[tuple[str, Segment]]:
    """Everything that is spoken, each with its chapter's title."""
    chapters = sheet.episode.chapters
    return [(c.title, part) for c in chapters for part in c.parts if isinstance(part, Segment)]


def write_manifest(edition: str, studio: Studio, entries: Sequence[Entry]) -> bytes:
    """Write the manifest; the same build gives the same bytes."""
    data = {
        "edition": edition,
        "engine": studio.engine,
        "voices": cast_values(studio.roles),
        "presets": preset_values(studio.preset),
        "episodes": list(entries),
    }
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()
