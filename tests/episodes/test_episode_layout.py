"""Where pieces lie: properties that hold for every script."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audio_edition import episodes, mp3

RATES = st.sampled_from([48000, 44100, 24000])


@st.composite
def pieces(draw: st.DrawFn) -> episodes.Piece:
    frame_count = draw(st.integers(5, 3000))
    start = draw(st.integers(0, 100))
    end = draw(st.integers(start, int(frame_count * 24)))
    return episodes.Piece(b"", frame_count, start, end, draw(st.integers(0, 5000)))


@given(st.lists(pieces(), min_size=1, max_size=12), RATES)
def test_pieces_follow_each_other_and_none_is_lost(several: list[episodes.Piece], rate_hz: int) -> None:
    at = 0
    for piece, (start, end, rest) in zip(several, episodes.lay_out(several, rate_hz), strict=True):
        assert (start, end - start) == (at, piece.frame_count)
        assert rest >= 0
        at = end + rest


@given(st.lists(pieces(), min_size=1, max_size=12), RATES)
def test_a_rest_is_what_was_wanted_to_half_a_frame_or_what_the_pieces_hold(
    several: list[episodes.Piece], rate_hz: int
) -> None:
    frame_ms = mp3.frame_ms(rate_hz)
    leads = [piece.speech_start_ms for piece in several[1:]] + [0]
    placed = episodes.lay_out(several, rate_hz)
    for piece, lead, (_start, _end, rest) in zip(several, leads, placed, strict=True):
        own = piece.frame_count * frame_ms - piece.speech_end_ms + lead
        heard = own + rest * frame_ms
        assert abs(heard - max(piece.pause_ms, own)) <= frame_ms / 2 + 1e-6


def test_nothing_lies_nowhere() -> None:
    assert episodes.lay_out((), 48000) == ()


@pytest.mark.parametrize(("rate_hz", "ms"), [(48000, 3_600_000), (24000, 3_600_000), (44100, 3_918_367)])
def test_times_are_rounded_once_and_do_not_drift(rate_hz: int, ms: int) -> None:
    assert episodes.to_ms(150_000, rate_hz) == ms
