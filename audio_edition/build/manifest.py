"""The manifest: what a build made, for other programs and for the next build."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from ..episodes import STAMP_BYTES, ChapterMark, read_stamp
from ..model import Chapter, Key, Segment
from ..plan import Past, Sheet, Studio, cast_values, preset_values

Entry = dict[str, object]
"""An episode in the manifest."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """The last manifest, as far as it can be read."""

    past: Past
    entries: Mapping[str, Entry]
    """By file; only those whose file stands whole on disk."""


def read_manifest(folder: Path) -> Manifest:
    """Read what the last build left in a folder; anything damaged counts as not there."""
    try:
        data = json.loads((folder / "manifest.json").read_bytes())
        entries = {str(entry["file"]): cast(Entry, entry) for entry in data["episodes"]}
        words = frozenset(str(s["spoken"]) for entry in data["episodes"] for s in entry["segments"])
        keys = {file: key for file in entries if (key := _key_on_disk(folder, file))}
        past = Past(str(data["engine"]), data["voices"], data["presets"], words, keys)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Manifest(Past(), {})
    return Manifest(past, {file: entries[file] for file in keys})


def _key_on_disk(folder: Path, file: str) -> Key | None:
    """Return the key that an episode carries, if it is ours and whole."""
    name = Path(file)
    if name.is_absolute() or ".." in name.parts or name.parts[:1] != ("episodes",):
        return None
    path = folder / name
    try:
        with path.open("rb") as episode:
            stamp = read_stamp(episode.read(STAMP_BYTES))
        whole = stamp is not None and stamp.total_bytes == path.stat().st_size
    except OSError:
        return None
    return Key(stamp.key) if stamp is not None and whole else None


def fits(entry: Entry, sheet: Sheet) -> bool:
    """Tell whether an entry's times hold for a sheet: the same words in the same chapters."""
    segments = [segment for chapter in sheet.episode.chapters for segment in _spoken_in(chapter)]
    try:
        old = [segment["spoken"] for segment in cast(Sequence[Entry], entry["segments"])]
        titles = [chapter["title"] for chapter in cast(Sequence[Entry], entry["chapters"])]
    except (KeyError, TypeError):
        return False
    return old == [s.spoken for s in segments] and titles == [c.title for c in sheet.episode.chapters]


def renewed(entry: Entry, sheet: Sheet) -> Entry:
    """Bring an entry's printed words up to date; its times stay."""
    segments = [segment for chapter in sheet.episode.chapters for segment in _spoken_in(chapter)]
    old = cast(Sequence[Entry], entry["segments"])
    rows = [{**row, "id": s.id, "written": s.written} for row, s in zip(old, segments, strict=True)]
    return {**entry, "title": sheet.episode.title, "segments": rows}


def new_entry(
    sheet: Sheet, marks: Sequence[ChapterMark], spans_ms: Sequence[tuple[int, int]], duration_ms: int
) -> Entry:
    """Describe an episode; `spans_ms` has start and end of each of its parts, tunes included."""
    spans = iter(spans_ms)
    segments: list[Entry] = []
    for chapter in sheet.episode.chapters:
        for part in chapter.parts:
            start, end = next(spans)
            if isinstance(part, Segment):
                row = {"id": part.id, "chapter": chapter.title, "role": part.role.value}
                words = {"written": part.written, "spoken": part.spoken}
                segments.append({**row, **words, "start_ms": start, "end_ms": end})
    chapters = [{"title": m.title, "start_ms": m.start_ms, "end_ms": m.end_ms} for m in marks]
    head = {"file": sheet.file, "title": sheet.episode.title, "duration_ms": duration_ms}
    return {**head, "chapters": chapters, "segments": segments}


def write_manifest(edition: str, studio: Studio, entries: Sequence[Entry]) -> bytes:
    """Write the manifest; the same build gives the same bytes."""
    presets = preset_values(studio.preset)
    data = {
        "edition": edition,
        "engine": studio.engine,
        "voices": cast_values(studio.roles),
        "presets": presets,
    }
    return (json.dumps({**data, "episodes": list(entries)}, ensure_ascii=False, indent=1) + "\n").encode()


def _spoken_in(chapter: Chapter) -> tuple[Segment, ...]:
    return tuple(part for part in chapter.parts if isinstance(part, Segment))
