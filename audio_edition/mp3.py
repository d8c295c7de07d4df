"""The few facts of MP3 frames that mastering and episodes stand on: mono Layer III, constant rate."""

from __future__ import annotations

from gettext import gettext as _

from .errors import AudioError

_RATES = {44100: (1, 0), 48000: (1, 1), 32000: (1, 2), 22050: (2, 0), 24000: (2, 1), 16000: (2, 2)}
"""Sample rate -> (MPEG version, index in the header)."""
_KBPS = {
    1: (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    2: (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}


def samples_per_frame(sample_rate_hz: int) -> int:
    """Return how many samples a frame holds at this rate."""
    return 1152 if sample_rate_hz >= 32000 else 576


def frame_ms(sample_rate_hz: int) -> float:
    """Return a frame's exact length in milliseconds: 24 at 48 and 24 kHz, 26.122… at 44.1 kHz."""
    return samples_per_frame(sample_rate_hz) * 1000 / sample_rate_hz


def frame_header(sample_rate_hz: int, bitrate_kbps: int) -> bytes:
    """Return the four bytes that every frame of this format starts with, the padding bit cleared.

    Raises AudioError when MP3 knows no such format.
    """
    version, rate_index = _RATES.get(sample_rate_hz, (0, 0))
    if not version or bitrate_kbps not in _KBPS[version]:
        raise AudioError(
            _("MP3 has no format of {rate} Hz and {kbps} kbit/s").format(
                rate=sample_rate_hz, kbps=bitrate_kbps
            ),
            hint=_("set sample_rate_hz: 48000 and bitrate_kbps: 96 under presets: in voices.yaml"),
        )
    kbps_index = _KBPS[version].index(bitrate_kbps) + 1
    return bytes((0xFF, 0xFB if version == 1 else 0xF3, kbps_index << 4 | rate_index << 2, 0xC4))


def frame_bytes(sample_rate_hz: int, bitrate_kbps: int) -> tuple[int, bool]:
    """Return a frame's size without padding, and whether some frames carry one byte more."""
    size, rest = divmod(samples_per_frame(sample_rate_hz) * 125 * bitrate_kbps, sample_rate_hz)
    return size, bool(rest)


def side_info_bytes(sample_rate_hz: int) -> int:
    """Return the size of a mono frame's side information, which follows its header."""
    return 17 if sample_rate_hz >= 32000 else 9


def empty_frame(sample_rate_hz: int, bitrate_kbps: int) -> bytes:
    """Return a frame of digital silence that refers to no other frame."""
    size, _padded = frame_bytes(sample_rate_hz, bitrate_kbps)
    return frame_header(sample_rate_hz, bitrate_kbps).ljust(size, b"\0")


def main_data_begin(frame: bytes, sample_rate_hz: int) -> int:
    """Return how many bytes of earlier frames this frame reads; 0 means that it stands alone."""
    return frame[4] << 1 | frame[5] >> 7 if sample_rate_hz >= 32000 else frame[4]


def count_frames(frames: bytes, sample_rate_hz: int, bitrate_kbps: int) -> int:
    """Return the number of frames; raise AudioError unless all are whole and of exactly this format."""
    header = frame_header(sample_rate_hz, bitrate_kbps)
    size, padded = frame_bytes(sample_rate_hz, bitrate_kbps)
    count = _count_padded(frames, header, size) if padded else _count_even(frames, header, size)
    if count < 0:
        raise AudioError(
            _("sound frames are damaged, or not all of one format"),
            hint=_("delete output/.store and build again"),
        )
    return count


def cut_frames(frames: bytes, first: int, last: int, sample_rate_hz: int, bitrate_kbps: int) -> bytes:
    """Return the frames from number `first` on and before number `last`, fewer where there are fewer.

    Where the first one reads bytes of earlier frames, as many come along as it and the one before it need: a
    player passes over what it cannot decode, and the sound of a frame swings into the next.
    """
    size, _padded = frame_bytes(sample_rate_hz, bitrate_kbps)
    at, starts = 0, [0]
    while len(starts) <= last and at + 6 <= len(frames):
        at += size + (frames[at + 2] >> 1 & 1)
        starts.append(at)
    first = min(first, len(starts) - 1)
    start = starts[first]
    if first and _needs(frames[start : start + 6], sample_rate_hz):
        first -= 1
        start = starts[first]
        owed = _needs(frames[start : start + 6], sample_rate_hz)
        while owed > 0 and first:
            first -= 1
            owed -= start - starts[first] - 4 - side_info_bytes(sample_rate_hz)
            start = starts[first]
    return frames[start:at]


def _needs(frame: bytes, sample_rate_hz: int) -> int:
    return main_data_begin(frame, sample_rate_hz) if len(frame) == 6 else 0


def _count_even(frames: bytes, header: bytes, size: int) -> int:
    count, rest = divmod(len(frames), size)
    whole = not rest and all(frames[place::size] == header[place : place + 1] * count for place in range(4))
    return count if whole else -1


def _count_padded(frames: bytes, header: bytes, size: int) -> int:
    plain, longer = header, header[:2] + bytes((header[2] | 2,)) + header[3:]
    at, count, end = 0, 0, len(frames)
    while at < end:
        found = frames[at : at + 4]
        if found == plain:
            at += size
        elif found == longer:
            at += size + 1
        else:
            return -1
        count += 1
    return count if at == end else -1
