"""Speak one text with espeak-ng and end; run as a program in a process of its own, never imported.

    python -I -S espeak_worker.py LIBRARY VOICE WORDS_PER_MINUTE VOLUME PITCH < request > speech.wav

It stands in the folder that holds espeak-ng-data: so the data's path is ".", which espeak-ng can open
wherever the project lies (it cuts paths at 160 bytes and knows no Chinese ones on Windows). The request
is UTF-8: a line with the syllables that must be read as pinyin, divided by blanks, then the text. A WAV
file comes out, or an exit code: 3 the library cannot be used, 4 it does not know the voice, 5 it would
say some hanzi or syllables in English; these are on standard output.

Standard library only, and little of it: a page is some 250 of these processes.
"""

import ctypes
import os
import sys

LIBRARY, VOICE, UNREADABLE = 3, 4, 5
_SYNCHRONOUS, _UTF8, _END_PAUSE = 2, 1, 0x1000
_RATE, _VOLUME, _PITCH = 1, 2, 3
_IPA_OFF = 0
_TONES = ("11", "21", "214", "35", "51", "55")
_SEED = 1
_LIFE_S = 60
"""When the build that waits for it was killed, nobody else ends a worker that hangs."""


def load(path: str) -> ctypes.CDLL:
    """Open the library and set it up for synchronous speech."""
    library = ctypes.CDLL(path)
    library.espeak_TextToPhonemes.restype = ctypes.c_char_p
    if library.espeak_Initialize(_SYNCHRONOUS, 0, b".", 0) <= 0:
        raise OSError("no espeak-ng-data")
    # Its random numbers (they move pitch and noise) are seeded from the clock otherwise.
    library.espeak_ng_SetRandSeed(ctypes.c_long(_SEED))
    return library


def phonemes(library: ctypes.CDLL, text: str) -> str:
    """Return how the library would say a text."""
    place = ctypes.c_void_p()
    held = ctypes.create_string_buffer(text.encode())
    place.value = ctypes.addressof(held)
    parts = []
    while place.value:
        parts.append(library.espeak_TextToPhonemes(ctypes.byref(place), _UTF8, _IPA_OFF) or b"")
    return b"".join(parts).decode("utf-8", "replace")


def readable(library: ctypes.CDLL, syllable: str) -> bool:
    """Tell whether a hanzi or a pinyin syllable is one Mandarin syllable to the library."""
    sound = phonemes(library, syllable)
    return "(en)" not in sound and sound.count("|") == 1 and any(tone in sound for tone in _TONES)


def synthesise(library: ctypes.CDLL, text: str) -> bytes:
    """Return 16-bit samples."""
    sound = bytearray()

    def take(samples: int | None, count: int, _events: int | None) -> int:
        if samples and count > 0:
            sound.extend(ctypes.string_at(samples, count * 2))
        return 0

    taker = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)(take)
    library.espeak_SetSynthCallback(taker)
    octets = text.encode() + b"\0"
    flags = _UTF8 | _END_PAUSE
    if library.espeak_Synth(octets, ctypes.c_size_t(len(octets)), 0, 0, 0, flags, None, None):
        raise OSError("espeak_Synth refused the text")
    return bytes(sound)


def wav(samples: bytes, rate_hz: int) -> bytes:
    """Put a header before mono 16-bit samples."""

    def number(value: int, octets: int) -> bytes:
        return value.to_bytes(octets, "little")

    form = (
        number(1, 2)
        + number(1, 2)
        + number(rate_hz, 4)
        + number(rate_hz * 2, 4)
        + number(2, 2)
        + number(16, 2)
    )
    body = b"WAVEfmt " + number(len(form), 4) + form + b"data" + number(len(samples), 4) + samples
    return b"RIFF" + number(len(body), 4) + body


def main(library_path: str, voice: str, *numbers: str) -> int:
    """Read the request, write the speech, return the exit code."""
    if os.name == "posix":
        ctypes.CDLL(None).alarm(_LIFE_S)
    checked, _, text = sys.stdin.buffer.read().decode().partition("\n")
    try:
        library = load(library_path)
    except (OSError, AttributeError) as error:
        sys.stderr.write(str(error))
        return LIBRARY
    if library.espeak_SetVoiceByName(voice.encode()):
        return VOICE
    for parameter, value in zip((_RATE, _VOLUME, _PITCH), numbers, strict=True):
        library.espeak_SetParameter(parameter, int(value), 0)
    hanzi = {char for char in text if char >= "\u3400" and char.isalpha()}
    strange = sorted(one for one in hanzi | set(checked.split()) if not readable(library, one))
    if strange:
        sys.stdout.buffer.write(" ".join(strange).encode())
        return UNREADABLE
    sys.stdout.buffer.write(wav(synthesise(library, text), 22_050))
    sys.stdout.buffer.flush()
    return 0


if __name__ == "__main__":
    code = main(*sys.argv[1:])
    sys.stdout.buffer.flush()
    os._exit(code)  # nothing of the library is worth tidying, and it has crashed while being tidied
