"""What a mastered unit promises, whichever engine spoke and whichever outlet it is for."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest
import soundfile
from synthetic_speech import PODCAST, SPEAKER, as_wav, talk, with_silence

from audio_edition import mastering, mp3
from audio_edition.errors import AudioError
from audio_edition.outlets import Preset, Unit


def decoded(unit: Unit) -> np.ndarray:
    return soundfile.read(io.BytesIO(unit.frames), dtype="float32")[0]


def preset_of(unit: Unit) -> Preset:
    return PODCAST if unit.sample_rate_hz == 48000 else SPEAKER


def test_a_unit_is_whole_frames_of_the_outlets_format(unit: Unit) -> None:
    preset = preset_of(unit)
    assert mp3.count_frames(unit.frames, preset.sample_rate_hz, preset.bitrate_kbps) == unit.frame_count
    assert len(decoded(unit)) == unit.frame_count * 1152


def test_a_unit_refers_to_nothing_before_it(unit: Unit) -> None:
    assert mp3.main_data_begin(unit.frames, unit.sample_rate_hz) == 0


def test_a_unit_ends_in_two_frames_of_digital_zero(unit: Unit) -> None:
    sound = decoded(unit)
    assert not sound[-2 * 1152 :].any()
    assert sound[-3 * 1152 : -2 * 1152].any()


def test_the_facts_say_where_the_sound_is(unit: Unit) -> None:
    sound = np.abs(decoded(unit))
    start, end = (ms * unit.sample_rate_hz // 1000 for ms in (unit.speech_start_ms, unit.speech_end_ms))
    assert sound[: start - 100].max() < 0.01
    assert sound[start : start + unit.sample_rate_hz // 50].max() > 0.005
    assert sound[end + 100 :].max() < 0.01
    assert 20 <= unit.speech_start_ms <= 60


def test_the_silence_that_an_engine_leaves_at_both_ends_is_cut(unit: Unit) -> None:
    whole_ms = unit.frame_count * mp3.frame_ms(unit.sample_rate_hz)
    assert 3700 < whole_ms < 4200
    assert whole_ms - unit.speech_end_ms < 140


def test_loudness_is_within_a_tenth_of_a_lu_and_the_peak_is_allowed(unit: Unit) -> None:
    preset = preset_of(unit)
    assert abs(unit.loudness_lufs - preset.loudness_lufs) <= 0.1
    assert unit.true_peak_dbtp <= preset.true_peak_dbtp


def test_an_outside_meter_finds_the_same_loudness_and_peak(unit: Unit, ffmpeg: str) -> None:
    rest = mastering.silent_frame(preset_of(unit)) * 17  # as in an episode
    ran = subprocess.run(
        [ffmpeg, "-hide_banner", "-f", "mp3", "-i", "-", "-af", "ebur128=peak=true", "-f", "null", "-"],
        input=rest + unit.frames + rest,
        capture_output=True,
        check=True,
    )
    summary = ran.stderr.decode().rsplit("Summary:", 1)[1]
    loudness = float(re.search(r"I:\s+(-?[\d.]+) LUFS", summary)[1])
    peak = float(re.search(r"Peak:\s+(-?[\d.]+) dBFS", summary)[1])
    assert abs(loudness - unit.loudness_lufs) <= 0.2  # one decimal, and another share of the rest before
    assert abs(peak - unit.true_peak_dbtp) <= 0.25
    assert peak <= preset_of(unit).true_peak_dbtp


def test_cells_hold_six_energies_for_each_frame_and_sum_up_to_the_loudness(unit: Unit) -> None:
    from audio_edition.mastering import loudness

    cells = np.frombuffer(unit.cells, dtype="<f4").astype(float)
    assert len(cells) == 6 * unit.frame_count
    assert loudness.lufs_at_rest(cells, unit.sample_rate_hz) == pytest.approx(unit.loudness_lufs, abs=0.01)


def test_the_same_speech_gives_the_same_bytes_in_any_thread(espeak_wav: bytes) -> None:
    with ThreadPoolExecutor(4) as pool:
        units = list(pool.map(lambda _turn: mastering.master(espeak_wav, PODCAST), range(4)))
    assert all(mastering.pack(unit) == mastering.pack(units[0]) for unit in units)


def test_a_level_below_speech_is_kept_for_music(espeak_wav: bytes) -> None:
    assert mastering.master(espeak_wav, PODCAST, level_lu=-4).loudness_lufs == pytest.approx(-20, abs=0.3)


def test_music_keeps_the_silence_at_its_ends(espeak_wav: bytes) -> None:
    whole = mastering.master(espeak_wav, PODCAST, keep_ends=True)
    assert whole.speech_start_ms == pytest.approx(120 + 23, abs=6)


def test_the_band_of_an_outlet_takes_the_rest_away() -> None:
    time = np.arange(22050 * 2) / 22050
    three = sum(np.sin(2 * np.pi * hz * time) for hz in (100, 1000, 9900)) * 0.2
    made = mastering.master(as_wav(three, 22050), replace(SPEAKER, band_hz=(250, 6000)))
    spectrum = np.abs(np.fft.rfft(decoded(made)[22050:66150] * np.hanning(44100)))
    assert 20 * np.log10(spectrum[95:106].max() / spectrum[1000]) < -50
    assert 20 * np.log10(spectrum[9800:10000].max() / spectrum[1000]) < -50


@pytest.mark.parametrize("seconds", [0.06, 0.2, 0.39, 0.6])
def test_a_short_word_is_as_loud_as_the_rest(seconds: float) -> None:
    time = np.arange(int(seconds * 22050)) / 22050
    word = as_wav(np.sin(2 * np.pi * 300 * time) * 0.1, 22050)
    assert mastering.master(word, PODCAST).loudness_lufs == pytest.approx(-16, abs=0.1)


@pytest.mark.parametrize("rate_hz", [8000, 11025, 16000, 44100, 96000])
def test_speech_at_any_usual_rate_is_taken(rate_hz: int) -> None:
    made = mastering.master(as_wav(talk(1, rate_hz), rate_hz), PODCAST)
    assert made.loudness_lufs == pytest.approx(-16, abs=0.1)


def test_stereo_is_mixed_and_an_offset_taken_out() -> None:
    mono = talk(1, 22050)
    stereo = np.repeat(mono, 2) * 0.5 + 0.2
    made = mastering.master(as_wav(stereo, 22050, channels=2), PODCAST)
    alone = mastering.master(as_wav(mono * 0.5, 22050), PODCAST)
    assert made.frame_count == alone.frame_count
    assert abs(decoded(made).mean()) < 0.001


def test_spiky_speech_is_limited_until_the_decoded_peak_is_allowed() -> None:
    spiky = talk(3, 24000) * 0.1
    spiky[2000::9000] = 0.95
    made = mastering.master(as_wav(spiky, 24000), replace(PODCAST, bitrate_kbps=32))
    assert made.true_peak_dbtp <= -1.0
    assert made.loudness_lufs == pytest.approx(-16, abs=0.1)


def test_a_silent_frame_decodes_to_digital_zero() -> None:
    for preset in (PODCAST, SPEAKER):
        frame = mastering.silent_frame(preset)
        assert mp3.count_frames(frame, preset.sample_rate_hz, preset.bitrate_kbps) == 1
        assert not soundfile.read(io.BytesIO(frame * 8))[0].any()


_QUIET = np.zeros(22050)
_FAINT = np.random.default_rng(1).standard_normal(22050) * 1e-4
_HALF = as_wav(talk(1, 22050), 22050)


@pytest.mark.parametrize(
    "speech",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"<html>503</html>", id="a web page"),
        pytest.param(bytes(range(256)) * 40, id="any bytes"),
        pytest.param(_HALF[:30], id="a header cut off"),
        pytest.param(_HALF[:44], id="a header alone"),
        pytest.param(as_wav(_QUIET, 22050), id="silence"),
        pytest.param(as_wav(_QUIET + 0.3, 22050), id="an offset and nothing else"),
        pytest.param(as_wav(_FAINT, 22050), id="hiss"),
        pytest.param(as_wav(talk(0.03, 22050), 22050), id="30 ms"),
        pytest.param(as_wav(with_silence(talk(0.02, 22050), 22050), 22050), id="20 ms and silence"),
        pytest.param(as_wav(np.tile([0.1, -0.1], 8000 * 301), 8000), id="ten minutes and more"),
    ],
)
def test_what_is_no_speech_is_an_error_and_never_silence(speech: bytes) -> None:
    with pytest.raises(AudioError):
        mastering.master(speech, PODCAST)


def test_values_that_are_no_numbers_are_an_error() -> None:
    file = io.BytesIO()
    soundfile.write(file, np.full(9000, np.nan), 22050, format="WAV", subtype="FLOAT")
    with pytest.raises(AudioError):
        mastering.master(file.getvalue(), PODCAST)


@pytest.mark.parametrize(("rate_hz", "kbps"), [(47000, 96), (48000, 97), (24000, 320)])
def test_a_format_that_mp3_does_not_know_is_an_error(rate_hz: int, kbps: int, espeak_wav: bytes) -> None:
    with pytest.raises(AudioError):
        mastering.master(espeak_wav, replace(PODCAST, sample_rate_hz=rate_hz, bitrate_kbps=kbps))


def test_importing_loads_no_audio_library() -> None:
    code = "import sys, audio_edition.mastering, audio_edition.episodes; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert not {"numpy", "soundfile", "lameenc", "pydub"} & set(loaded)


def test_the_encoder_names_its_version() -> None:
    assert re.match(r"\d+\.\d+", mastering.encoder_version())
