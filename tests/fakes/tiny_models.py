"""Models of random weights in the shapes that sherpa-onnx loads: each token is a hum of its own pitch.

A VITS takes tokens to samples; a Matcha takes them to a picture of sound, which a vocoder plays; a Kokoro
takes a voice beside them. All are some 10 kB.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import onnx
from onnx import NodeProto, TensorProto, numpy_helper
from onnx.helper import make_graph, make_model, make_node, make_opsetid, make_tensor_value_info
from pypinyin import Style, lazy_pinyin

SIGNS = ("_", "sil", "eos", "sp", "，", "。", "！", "？", ",", ".", "!", "?")
VITS = {
    **{"sample_rate": "16000", "n_speakers": "2", "language": "Chinese", "comment": "vits"},
    **{"add_blank": "0", "punctuation": "， 。 ！ ？"},
}
MELO = {**VITS, "language": "Chinese + English", "comment": "melo", "version": "2", "jieba": "1"}
MATCHA = {
    **{"sample_rate": "16000", "n_speakers": "1", "language": "Chinese", "model_type": "matcha-tts"},
    **{"jieba": "1", "pad_id": "0", "use_eos_bos": "0"},
}
KOKORO = {"sample_rate": "16000", "n_speakers": "2", "language": "Chinese", "style_dim": "510,1,8"}
VOCODER = {"model_type": "hifigan", "sample_rate": "16000"}

_INITIALS = [
    "zh",
    "ch",
    "sh",
    "b",
    "p",
    "m",
    "f",
    "d",
    "t",
    "n",
    "l",
    "g",
    "k",
    "h",
    "j",
    "q",
    "x",
    "r",
    "z",
    "c",
    "s",
]
_SAMPLES_PER_TOKEN = 1_280
_INT, _FLOAT = TensorProto.INT64, TensorProto.FLOAT
_Port = tuple[str, int, Sequence[int | str]]
_X: list[_Port] = [("x", _INT, [1, "L"]), ("x_length", _INT, [1])]
_SCALES: list[_Port] = [(name, _FLOAT, [1]) for name in ("noise_scale", "length_scale", "noise_scale_w")]


def sounds_of(syllable: str) -> list[str]:
    initial = next((one for one in _INITIALS if syllable.startswith(one)), "")
    return [part for part in (initial, syllable.removeprefix(initial)) if part]


def lexicon_of(hanzi: str, more: Mapping[str, str]) -> dict[str, list[str]]:
    """Every hanzi of a text as pypinyin reads it alone, and more words with their syllables."""
    style = {"style": Style.TONE3, "neutral_tone_with_five": True}
    alone = {
        char: lazy_pinyin(char, **style)[0] for char in dict.fromkeys(hanzi) if "\u4e00" <= char <= "\u9fff"
    }
    return {
        word: [s for one in said.split() for s in sounds_of(one)] for word, said in (alone | more).items()
    }


def write_words(folder: Path, lexicon: Mapping[str, Sequence[str]], file: str = "lexicon.txt") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    rows = [f"{word} {' '.join(sounds)}\n" for word, sounds in lexicon.items()]
    (folder / file).write_text("".join(rows), encoding="utf-8")
    tokens = dict.fromkeys([*SIGNS, *(sound for sounds in lexicon.values() for sound in sounds)])
    rows = [f"{token} {number}\n" for number, token in enumerate(tokens)]
    (folder / "tokens.txt").write_text("".join(rows), encoding="utf-8")
    return folder


def _hum(x: str, length: str, scale: str) -> list[NodeProto]:
    """Tokens → "hum", a flat run of samples; every token lasts equally long."""
    return [
        make_node("Reshape", [x, "flat"], ["ids"]),
        make_node("Mul", [scale, "samples"], ["steps"]),
        make_node("Squeeze", ["steps"], ["step"]),
        make_node("Squeeze", [length], ["count"]),
        make_node("Cast", ["count"], ["counted"], to=_FLOAT),
        make_node("Mul", ["counted", "step"], ["sum"]),
        make_node("Floor", ["sum"], ["total"]),
        make_node("Range", ["nought", "total", "unit"], ["time"]),
        make_node("Div", ["time", "step"], ["places"]),
        make_node("Cast", ["places"], ["wholes"], to=_INT),
        make_node("Sub", ["count", "one"], ["last"]),
        make_node("Min", ["wholes", "last"], ["place"]),
        make_node("Gather", ["ids", "place"], ["at"]),
        make_node("Gather", ["pitch", "at"], ["pitches"]),
        make_node("Mul", ["pitches", "time"], ["phases"]),
        make_node("Sin", ["phases"], ["wave"]),
        make_node("Mul", ["wave", "loud"], ["hum"]),
    ]


def save(
    path: Path,
    nodes: list[NodeProto],
    inputs: list[_Port],
    output: _Port,
    meta: Mapping[str, str],
    loud: float = 0.3,
) -> None:
    constants = {
        "pitch": np.random.default_rng(1).uniform(0.05, 0.4, 3_000).astype("float32"),
        **{"samples": np.float32(_SAMPLES_PER_TOKEN), "nought": np.float32(0), "unit": np.float32(1)},
        **{"one": np.int64(1), "loud": np.float32(loud), "flat": np.array([-1]), "row": np.array([1, -1])},
        "cube": np.array([1, 1, -1]),
    }
    graph = make_graph(
        nodes,
        "tiny",
        [make_tensor_value_info(*one) for one in inputs],
        [make_tensor_value_info(*output)],
        [numpy_helper.from_array(np.asarray(value), name) for name, value in constants.items()],
    )
    model = make_model(graph, opset_imports=[make_opsetid("", 17)], ir_version=8)
    for key, value in meta.items():
        entry = model.metadata_props.add()
        entry.key, entry.value = key, value
    onnx.checker.check_model(model)
    path.parent.mkdir(parents=True, exist_ok=True)
    onnx.save(model, str(path))


def write_vits(
    folder: Path,
    hanzi: str,
    more: Mapping[str, str] | None = None,
    meta: Mapping[str, str] = VITS,
    loud: float = 0.3,
) -> Path:
    """Write a VITS; its noise is as random as a real one's."""
    nodes = [
        *_hum("x", "x_length", "length_scale"),
        make_node("RandomNormalLike", ["hum"], ["random"]),
        make_node("Mul", ["random", "noise_scale"], ["noise"]),
        make_node("Add", ["hum", "noise"], ["noisy"]),
        make_node("Reshape", ["noisy", "cube"], ["y"]),
    ]
    save(
        folder / "model.onnx",
        nodes,
        [*_X, *_SCALES, ("sid", _INT, [1])],
        ("y", _FLOAT, [1, 1, "N"]),
        meta,
        loud,
    )
    return write_words(folder, lexicon_of(hanzi, more or {}))


def write_melo(folder: Path, hanzi: str, more: Mapping[str, str] | None = None) -> Path:
    """Write a VITS as MeloTTS is one: the sum of the tones makes it louder, the lexicon has them apart."""
    nodes = [
        *_hum("x", "x_length", "length_scale"),
        make_node("Cast", ["tones"], ["tones_"], to=_FLOAT),
        make_node("ReduceMean", ["tones_"], ["height"], keepdims=0),
        make_node("Mul", ["height", "hum"], ["high"]),
        make_node("Reshape", ["high", "cube"], ["y"]),
    ]
    inputs = [*_X, ("tones", _INT, [1, "L"]), ("sid", _INT, [1]), *_SCALES]
    save(folder / "model.onnx", nodes, inputs, ("y", _FLOAT, [1, 1, "N"]), MELO, loud=0.1)
    plain = {
        word: [one.rstrip("12345") for one in said] for word, said in lexicon_of(hanzi, more or {}).items()
    }
    write_words(folder, plain)
    tones = {word: [said[-1][-1]] * len(said) for word, said in lexicon_of(hanzi, more or {}).items()}
    rows = [f"{word} {' '.join([*plain[word], *tones[word]])}\n" for word in plain]
    (folder / "lexicon.txt").write_text("".join(rows), encoding="utf-8")
    return folder


def write_matcha(folder: Path, hanzi: str, more: Mapping[str, str] | None = None) -> Path:
    """Write a Matcha and its vocoder; its noise cannot be left out of the graph either."""
    nodes = [
        *_hum("x", "x_length", "length_scale"),
        make_node("RandomNormalLike", ["hum"], ["random"]),
        make_node("Mul", ["random", "noise_scale"], ["noise"]),
        make_node("Add", ["hum", "noise"], ["noisy"]),
        make_node("Reshape", ["noisy", "cube"], ["picture"]),
    ]
    picture: _Port = ("picture", _FLOAT, [1, 1, "T"])
    save(folder / "model-steps-3.onnx", nodes, [*_X, *_SCALES[:2]], picture, MATCHA)
    play = [make_node("Reshape", ["picture", "row"], ["audio"])]
    save(folder / "hifigan_tiny.onnx", play, [picture], ("audio", _FLOAT, [1, "N"]), VOCODER)
    return write_words(folder, lexicon_of(hanzi, more or {}))


def write_kokoro(folder: Path, hanzi: str, more: Mapping[str, str] | None = None) -> Path:
    """Write a Kokoro with two voices, one louder than the other."""
    nodes = [
        make_node("Shape", ["tokens"], ["shape"]),
        make_node("Gather", ["shape", "one"], ["long"]),
        make_node("Reciprocal", ["speed"], ["scale"]),
        *_hum("tokens", "long", "scale"),
        make_node("ReduceMean", ["style"], ["mean"], keepdims=0),
        make_node("Mul", ["hum", "mean"], ["audio"]),
    ]
    inputs: list[_Port] = [("tokens", _INT, [1, "L"]), ("style", _FLOAT, [1, 8]), ("speed", _FLOAT, [1])]
    save(folder / "model.onnx", nodes, inputs, ("audio", _FLOAT, ["N"]), KOKORO)
    voices = np.ones((2, 510, 1, 8), "float32") * np.array([1.0, 0.5], "float32").reshape(2, 1, 1, 1)
    voices.tofile(folder / "voices.bin")
    return write_words(folder, lexicon_of(hanzi, more or {}), "lexicon-zh.txt")
