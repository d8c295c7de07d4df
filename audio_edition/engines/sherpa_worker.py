"""Speak with one neural voice for as long as anybody asks; run as a program of its own, never imported.

    python -P sherpa_worker.py < requests > answers

It stands in the model's folder, so that every path is a plain name. The first line is JSON: kind, files and
lexicon. Each line after it is a text: {"text", "speaker", "speed"}. An answer is two lengths (four bytes
each, the higher first), a JSON object and 16-bit samples: first {"ready": true}, then {"rate_hz"} for each.
A bad model ends this process, in whatever way it likes; what it says of that is on standard error.
"""

import json
import os
import sys
from typing import Any, BinaryIO

MISSING = 3
"""Exit code: sherpa-onnx or numpy cannot be used."""
_FULL = 32_767
_LONGEST = "60"
"""Hanzi without a rest that are spoken in one go; after 20, its own limit, one hears the seam."""


def load(sherpa: Any, setup: dict[str, Any]) -> Any:
    """Load the voice. Its noise is nought, so that the same words are the same samples in any order."""
    files, lexicon = setup["files"], setup["lexicon"]
    model, tokens = files["model"], files["tokens"]
    if setup["kind"] == "vits":
        vits = sherpa.OfflineTtsVitsModelConfig(
            model=model, lexicon=lexicon, tokens=tokens, noise_scale=0.0, noise_scale_w=0.0
        )
        config = sherpa.OfflineTtsModelConfig(vits=vits, num_threads=1)
    elif setup["kind"] == "matcha":
        matcha = sherpa.OfflineTtsMatchaModelConfig(
            acoustic_model=model, vocoder=files["vocoder"], lexicon=lexicon, tokens=tokens, noise_scale=0.0
        )
        config = sherpa.OfflineTtsModelConfig(matcha=matcha, num_threads=1)
    else:
        kokoro = sherpa.OfflineTtsKokoroModelConfig(
            model=model, voices=files["voices"], lexicon=lexicon, tokens=tokens
        )
        config = sherpa.OfflineTtsModelConfig(kokoro=kokoro, num_threads=1)
    return sherpa.OfflineTts(sherpa.OfflineTtsConfig(model=config, max_num_sentences=1))


def speak(sherpa: Any, numpy: Any, voice: Any, request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """Return what to tell of the speech, and its samples; what is too loud for 16 bits is made quieter."""
    how = sherpa.GenerationConfig()
    how.sid, how.speed = request["speaker"], request["speed"]
    how.silence_scale = 1.0  # it would shorten the rests at commas to a fifth
    how.extra = {"max_words_in_sentence": _LONGEST}
    sound = voice.generate(request["text"], how)
    samples = numpy.asarray(sound.samples, dtype=numpy.float64)
    if not numpy.isfinite(samples).all():
        return {"rate_hz": sound.sample_rate, "error": "no numbers"}, b""
    peak = float(numpy.abs(samples).max()) if samples.size else 0.0
    whole = numpy.rint(samples * (_FULL / max(1.0, peak))).astype("<i2")
    return {"rate_hz": sound.sample_rate}, whole.tobytes()


def answer(out: BinaryIO, head: dict[str, Any], samples: bytes = b"") -> None:
    """Write one answer."""
    said = json.dumps(head).encode()
    out.write(len(said).to_bytes(4, "big") + len(samples).to_bytes(4, "big") + said + samples)
    out.flush()


def main() -> int:
    """Load what the first line names, then answer until there is no more line; return the exit code."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # the library talks on standard output too
    try:
        import numpy
        import sherpa_onnx
    except ImportError as error:
        sys.stderr.write(str(error))
        return MISSING
    voice = load(sherpa_onnx, json.loads(sys.stdin.buffer.readline()))
    answer(out, {"ready": True})
    for line in iter(sys.stdin.buffer.readline, b""):
        answer(out, *speak(sherpa_onnx, numpy, voice, json.loads(line)))
    return 0


if __name__ == "__main__":
    code = main()
    sys.stderr.flush()
    os._exit(code)  # nothing of the library is worth tidying
