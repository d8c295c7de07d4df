"""Getting a neural voice over a bad line: whole and checked, or absent."""

from __future__ import annotations

import hashlib
import io
import re
import tarfile
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from fakes.tiny_models import write_vits

from audio_edition.engines import fetching
from audio_edition.engines.catalogue import OFFERS, Offer, Part
from audio_edition.engines.fetching import address_of, fetch
from audio_edition.engines.getting import find_offer, get_model, pinned
from audio_edition.errors import EditionError, SpeechError, UsageError
from audio_edition.sources import is_safe_source


@dataclass
class Shop:
    """A server on this machine; each of `trouble` spoils one answer, first come first served."""

    files: dict[str, bytes] = field(default_factory=dict)
    trouble: list[str] = field(default_factory=list)
    asked: list[tuple[str, str]] = field(default_factory=list)  # path and range
    url: str = ""


class Handler(BaseHTTPRequestHandler):
    shop: Shop

    def log_message(self, *_words: object) -> None:
        return

    def do_GET(self) -> None:
        wanted = self.headers.get("Range", "")
        self.shop.asked.append((self.path, wanted))
        trouble = self.shop.trouble.pop(0) if self.shop.trouble else ""
        if trouble.isdigit() or trouble.startswith("http"):
            self.send_response(302 if trouble.startswith("http") else int(trouble))
            self.send_header("Location", trouble)
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        data = self.shop.files[self.path.rpartition("/")[2]]
        found = re.fullmatch(r"bytes=(\d+)-", wanted)
        start = int(found[1]) if found and trouble != "no ranges" else 0
        total = len(data) + (1 if trouble == "other size" else 0)
        self.send_response(206 if start else 200)
        if start:
            self.send_header("Content-Range", f"bytes {start}-{total - 1}/{total}")
        if trouble != "endless":
            self.send_header("Content-Length", str(total - start))
        self.end_headers()
        body = data[start:]
        self.wfile.write(body[: len(body) // 3] if trouble == "cut" else body)
        if trouble == "endless":
            self.wfile.write(bytes(1_000_000))
        self.close_connection = True


@pytest.fixture
def shop() -> Iterator[Shop]:
    kept = Shop()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Its", (Handler,), {"shop": kept}))
    kept.url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield kept
    server.shutdown()
    server.server_close()


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "WAIT_S", 0.0)


def archive_of(members: dict[str, bytes], more: Callable[[tarfile.TarFile], None] | None = None) -> bytes:
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w:bz2") as archive:
        for name, data in members.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
        if more:
            more(archive)
    return held.getvalue()


@pytest.fixture(scope="module")
def voice(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = write_vits(tmp_path_factory.mktemp("made"), "你好")
    return {f"tiny/{path.name}": path.read_bytes() for path in folder.iterdir()}


def part_of(shop: Shop, data: bytes, file: str = "tiny.tar.bz2") -> Part:
    shop.files[file] = data
    return Part(f"{shop.url}/{file}", len(data), hashlib.sha256(data).hexdigest())


def offer_of(*parts: Part) -> Offer:
    return Offer("tiny", 2, "MIT", True, parts)


def everything(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_a_voice_comes_whole_and_nothing_else_is_left(shop, voice, tmp_path):
    part = part_of(shop, archive_of(voice))
    steps = list(get_model(offer_of(part), tmp_path))
    assert steps == sorted(steps) and steps[-1] == part.size
    assert {name: (tmp_path / name).read_bytes() for name in everything(tmp_path)} == voice


def test_a_file_beside_the_archive_comes_too(shop, voice, tmp_path):
    parts = part_of(shop, archive_of(voice)), part_of(shop, b"\0" * 999, "vocos.bin")
    list(get_model(offer_of(*parts), tmp_path))
    assert everything(tmp_path) == {*voice, "tiny/vocos.bin"}


def test_what_was_cut_off_goes_on_where_it_stopped(shop, voice, tmp_path):
    part = part_of(shop, archive_of(voice))
    shop.trouble = ["cut", "503", "cut"]
    list(get_model(offer_of(part), tmp_path))
    starts = [int(asked.removeprefix("bytes=").rstrip("-") or 0) for _path, asked in shop.asked]
    assert starts[0] == 0 < starts[1] == starts[2] < starts[3]


def test_a_later_run_goes_on_where_an_earlier_one_gave_up(shop, voice, tmp_path):
    part = part_of(shop, archive_of(voice))
    shop.trouble = ["cut", *["503"] * 5]
    with pytest.raises(SpeechError) as caught:
        list(get_model(offer_of(part), tmp_path))
    assert "run it again" in caught.value.hint
    assert not (tmp_path / "tiny").exists()
    shop.asked.clear()
    list(get_model(offer_of(part), tmp_path))
    assert [asked != "" for _path, asked in shop.asked] == [True]
    assert everything(tmp_path) == set(voice)


def test_a_server_without_ranges_begins_anew(shop, voice, tmp_path):
    part = part_of(shop, archive_of(voice))
    shop.trouble = ["cut", "no ranges"]
    list(get_model(offer_of(part), tmp_path))
    assert everything(tmp_path) == set(voice)


def test_a_range_that_is_refused_begins_anew(shop, voice, tmp_path):
    part = part_of(shop, archive_of(voice))
    shop.trouble = ["cut", "416"]
    list(get_model(offer_of(part), tmp_path))
    assert [asked for _path, asked in shop.asked][2] == ""


@pytest.mark.parametrize("trouble", ["other size", "endless", "404", "403"])
def test_a_server_that_has_something_else_is_refused_at_once(shop, voice, tmp_path, trouble):
    part = part_of(shop, archive_of(voice))
    shop.trouble = [trouble]
    with pytest.raises(SpeechError) as caught:
        list(get_model(offer_of(part), tmp_path))
    assert caught.value.hint and caught.value.where.startswith(shop.url)
    assert len(shop.asked) == 1
    assert not (tmp_path / "tiny").exists()


def test_a_wrong_sum_is_thrown_away(shop, voice, tmp_path):
    part = part_of(shop, archive_of(voice))
    shop.files["tiny.tar.bz2"] = bytes(part.size)
    with pytest.raises(SpeechError, match="its sum is") as caught:
        list(get_model(offer_of(part), tmp_path))
    assert "try again" in caught.value.hint
    assert everything(tmp_path) == set()


def link(archive: tarfile.TarFile, kind: bytes) -> None:
    entry = tarfile.TarInfo("tiny/passwords")
    entry.type, entry.linkname = kind, "/etc/passwd"
    archive.addfile(entry)


@pytest.mark.parametrize(
    "archive",
    [
        archive_of({"tiny/../../evil.txt": b"x"}),
        archive_of({"/etc/evil.txt": b"x"}),
        archive_of({"tiny/..\\..\\evil.txt": b"x"}),
        archive_of({"tiny/C:evil.txt": b"x"}),
        archive_of({".": b"x"}),
        archive_of({}, lambda one: link(one, tarfile.SYMTYPE)),
        archive_of({}, lambda one: link(one, tarfile.LNKTYPE)),
        archive_of({}, lambda one: link(one, tarfile.CHRTYPE)),
        archive_of({"tiny/model.onnx": b"x" * 2_000})[:-40],
        b"no archive at all",
    ],
    ids=["up", "absolute", "back strokes", "drive", "dot", "link", "hard link", "device", "cut", "none"],
)
def test_an_archive_that_could_do_harm_is_not_unpacked(shop, tmp_path, archive):
    part = part_of(shop, archive)
    with pytest.raises(SpeechError):
        list(get_model(offer_of(part), tmp_path / "models"))
    assert everything(tmp_path) == set()


def test_an_archive_that_unfolds_without_end_is_not_unpacked(shop, tmp_path, monkeypatch):
    from audio_edition.engines import getting

    monkeypatch.setattr(getting, "_MOST_BYTES", 1_000_000)
    part = part_of(shop, archive_of({"tiny/model.onnx": bytes(1_000_001)}))
    with pytest.raises(SpeechError, match="too much"):
        list(get_model(offer_of(part), tmp_path))
    monkeypatch.setattr(getting, "_MOST_FILES", 3)
    part = part_of(shop, archive_of({f"tiny/{number}": b"" for number in range(4)}))
    with pytest.raises(SpeechError, match="too much"):
        list(get_model(offer_of(part), tmp_path))


def test_an_archive_that_is_no_voice_is_not_put_in_place(shop, voice, tmp_path):
    lacking = {name: data for name, data in voice.items() if "tokens" not in name}
    with pytest.raises(SpeechError, match=r"tokens\.txt: this file is missing"):
        list(get_model(offer_of(part_of(shop, archive_of(lacking))), tmp_path))
    assert not (tmp_path / "tiny").exists()


def test_a_voice_that_is_there_is_left_alone(shop, voice, tmp_path):
    offer = offer_of(part_of(shop, archive_of(voice)))
    list(get_model(offer, tmp_path))
    with pytest.raises(UsageError, match="already"):
        list(get_model(offer, tmp_path))
    assert len(shop.asked) == 1


def test_a_mirror_is_asked_instead(shop, voice, tmp_path):
    data = archive_of(voice)
    part = part_of(shop, data)
    far = Part("https://example.invalid/a/tiny.tar.bz2", part.size, part.sha256)
    list(get_model(offer_of(far), tmp_path, mirror=f"{shop.url}/all/{{file}}"))
    assert shop.asked == [("/all/tiny.tar.bz2", "")]
    assert address_of(far, "https://m.example/") == "https://m.example/https://example.invalid/a/tiny.tar.bz2"


@pytest.mark.parametrize(
    ("address", "safe"),
    [
        ("https://example.com/x", True),
        ("http://127.0.0.1:80/x", True),
        ("http://localhost/x", True),
        ("http://example.com/x", False),
        ("http://127.0.0.1.example.com/x", False),
        ("http://127.0.0.1:80@example.com/x", False),
        ("ftp://example.com/x", False),
        ("file:///etc/passwd", False),
        ("", False),
    ],
)
def test_only_https_and_this_machine_are_asked(address, safe, tmp_path):
    assert is_safe_source(address) is safe
    if not safe:
        with pytest.raises(UsageError):
            list(fetch(Part(address, 1, "0" * 64), tmp_path / "x", mirror=""))


def test_a_redirection_to_an_unsafe_address_is_not_followed(shop, voice, tmp_path):
    part = part_of(shop, archive_of(voice))
    shop.trouble = ["http://example.com/tiny.tar.bz2"]
    with pytest.raises(EditionError, match="https"):
        list(get_model(offer_of(part), tmp_path))
    shop.trouble = [f"{shop.url}/other/tiny.tar.bz2"]
    list(get_model(offer_of(part), tmp_path))
    assert (tmp_path / "tiny").exists()


def test_a_file_without_a_known_sum_is_fetched_only_with_the_one_that_a_person_gives(shop, voice, tmp_path):
    part = part_of(shop, archive_of(voice))
    offer = offer_of(Part(part.url, part.size, ""))
    with pytest.raises(UsageError, match="not verified here") as caught:
        pinned(offer, "")
    assert "--sha256" in caught.value.hint
    list(get_model(pinned(offer, part.sha256.upper()), tmp_path))
    assert (tmp_path / "tiny").exists()


def test_the_list_has_https_addresses_sizes_sums_and_licences():
    for offer in OFFERS.values():
        assert offer.licence and offer.speakers
        for part in offer.parts:
            assert part.url.startswith("https://github.com/k2-fsa/sherpa-onnx/releases/download/")
            assert part.size > 1_000_000
            assert re.fullmatch("[0-9a-f]{64}|", part.sha256)
    with pytest.raises(UsageError, match="nobody"):
        find_offer("nobody")
