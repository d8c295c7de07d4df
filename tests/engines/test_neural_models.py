"""A neural voice's folder is looked at before anything is loaded: what is missing is named."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from fakes.tiny_models import KOKORO, MATCHA, VITS, save, write_kokoro, write_matcha, write_melo, write_vits
from hypothesis import given
from hypothesis import strategies as st

from audio_edition.engines import offline, open_engine, revision
from audio_edition.engines.neural_model import find_model, fingerprint
from audio_edition.engines.onnx_file import read_metadata
from audio_edition.errors import EngineMissing

WRITE: dict[str, Callable[[Path, str], Path]] = {
    "vits": write_vits,
    "matcha": write_matcha,
    "kokoro": write_kokoro,
}


@pytest.fixture(scope="module")
def wholes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return {kind: write(tmp_path_factory.mktemp(kind), "你好") for kind, write in WRITE.items()}


@pytest.fixture
def folder(wholes: dict[str, Path], tmp_path: Path) -> Callable[[str], Path]:
    return lambda kind: shutil.copytree(wholes[kind], tmp_path / kind)


@pytest.mark.parametrize("kind", WRITE)
def test_a_folders_kind_is_known_by_its_files(folder, kind):
    model = find_model("v", folder(kind))
    assert (model.kind, model.speakers) == (kind, 1 if kind == "matcha" else 2)


def test_melo_is_a_vits_with_its_tones_apart(tmp_path):
    model = find_model("v", write_melo(tmp_path, "你好"))
    assert (model.kind, model.has_tones_apart) == ("vits", True)


@pytest.mark.parametrize("harm", [lambda path: path.unlink(), lambda path: path.write_bytes(b"")])
@pytest.mark.parametrize(
    ("kind", "file"),
    [
        ("vits", "model.onnx"),
        ("vits", "tokens.txt"),
        ("vits", "lexicon.txt"),
        ("matcha", "model-steps-3.onnx"),
        ("matcha", "hifigan_tiny.onnx"),
        ("kokoro", "voices.bin"),
        ("kokoro", "lexicon-zh.txt"),
    ],
)
def test_a_missing_or_empty_file_is_named_with_what_to_do(folder, kind, file, harm):
    place = folder(kind)
    harm(place / file)
    with pytest.raises(EngineMissing) as caught:
        find_model("kokoro", place)
    onnx = file.endswith(".onnx") and "hifigan" not in file
    expected = {
        "hifigan_tiny.onnx": "(vocos-22khz-univ|hifigan_tiny).onnx",
        "lexicon-zh.txt": "lexicon(-zh)?.txt",
    }
    pattern = r"model(-steps-3)?\.onnx" if onnx else expected.get(file, re.escape(file))
    assert re.fullmatch(pattern, Path(caught.value.where).name)
    assert "voices get kokoro" in caught.value.hint


def test_without_a_folder_it_says_how_to_get_one(tmp_path):
    with pytest.raises(EngineMissing, match="no model called melo") as caught:
        find_model("melo", tmp_path / "melo")
    assert "voices get melo" in caught.value.hint


@pytest.mark.parametrize(
    ("write", "file", "meta", "key"),
    [
        (write_vits, "model.onnx", VITS, "sample_rate"),
        (write_vits, "model.onnx", VITS, "n_speakers"),
        (write_vits, "model.onnx", VITS, "language"),
        (write_vits, "model.onnx", VITS, "comment"),
        (write_matcha, "model-steps-3.onnx", MATCHA, "pad_id"),
        (write_matcha, "model-steps-3.onnx", MATCHA, "use_eos_bos"),
        (write_kokoro, "model.onnx", KOKORO, "style_dim"),
    ],
)
def test_metadata_without_which_sherpa_onnx_would_end_the_process_are_asked_for(
    tmp_path, write, file, meta, key
):
    place = write(tmp_path, "你好")
    import onnx

    model = onnx.load(str(place / file))
    kept = [(one.key, one.value) for one in model.metadata_props if one.key != key]
    del model.metadata_props[:]
    for name, value in kept:
        entry = model.metadata_props.add()
        entry.key, entry.value = name, value
    onnx.save(model, str(place / file))
    with pytest.raises(EngineMissing, match=key) as caught:
        find_model("v", place)
    assert caught.value.where.endswith(file)


@pytest.mark.parametrize("rate", ["0", "fast", "999999", "-16000"])
def test_an_impossible_sampling_rate_is_refused(tmp_path, rate):
    with pytest.raises(EngineMissing, match="sample_rate"):
        find_model("v", write_vits(tmp_path, "你好", meta={**VITS, "sample_rate": rate}))


def test_metadata_are_read_as_onnx_reads_them(wholes):
    import onnx

    for place in wholes.values():
        for path in place.glob("*.onnx"):
            theirs = {one.key: one.value for one in onnx.load(str(path)).metadata_props}
            assert read_metadata(path) == theirs


def test_a_file_that_is_cut_off_anywhere_is_refused_or_has_its_graph(wholes, tmp_path):
    data = (wholes["vits"] / "model.onnx").read_bytes()
    cut = tmp_path / "cut.onnx"
    whole = 0
    for size in range(0, len(data), 97):
        cut.write_bytes(data[:size])
        try:
            whole += bool(read_metadata(cut)) and size < len(data) - 400
        except ValueError:
            continue
    assert whole == 0


@given(data=st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data, tmp_path_factory):
    path = tmp_path_factory.mktemp("any") / "model.onnx"
    path.write_bytes(data)
    try:
        read_metadata(path)
    except ValueError:
        return


def test_another_model_is_another_revision_and_a_touched_one_is_not(folder, tmp_path):
    place = folder("vits")
    before = revision("sherpa", {"v": place})
    (place / "lexicon.txt").touch()
    assert revision("sherpa", {"v": place}) == before
    lexicon = place / "lexicon.txt"
    lexicon.write_text(lexicon.read_text(encoding="utf-8") + "您 n in2\n", encoding="utf-8")
    assert revision("sherpa", {"v": place}) != before
    assert fingerprint(tmp_path / "none") == ""


def test_a_large_file_is_told_from_another_by_blocks_all_over_it(tmp_path):
    path = tmp_path / "model.onnx"
    path.write_bytes(bytes(20_000_000))
    before = fingerprint(tmp_path)
    with path.open("r+b") as file:
        file.seek(-1, 2)
        file.write(b"x")
    assert fingerprint(tmp_path) != before


def test_the_offline_voice_is_the_neural_one_where_it_is_cast_and_whole(folder):
    place = folder("vits")
    assert offline({"v": place}) == ("sherpa", "the neural offline voice speaks")
    (place / "tokens.txt").unlink()
    engine, reason = offline({"v": place})
    assert engine == "espeak"
    assert "tokens.txt" in reason and "robotic" in reason
    assert offline() == ("espeak", "the offline voice speaks (robotic, for trial listening)")


def test_without_the_package_it_says_what_to_install(folder, monkeypatch):
    from audio_edition import engines
    from audio_edition.engines import sherpa

    monkeypatch.setattr(sherpa, "find_spec", lambda name: None)
    monkeypatch.setattr(engines, "find_spec", lambda name: None)
    with pytest.raises(EngineMissing) as caught:
        open_engine("sherpa", {"v": folder("vits")})
    assert "pip install" in caught.value.hint
    assert offline({"v": folder("matcha")})[0] == "espeak"


def test_an_onnx_file_that_is_no_voice_is_refused(tmp_path):
    save(tmp_path / "model.onnx", [], [], ("nought", 1, []), {})
    with pytest.raises(EngineMissing):
        find_model("v", tmp_path)
