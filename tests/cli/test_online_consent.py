"""Texts go to Microsoft only where the editor knows it: said once, settled by `online:`; and the survey."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from desk import SMALL, Desk, make_desk
from fakes.edge_server import EdgeServer, Fault

NOTICE = "Microsoft"


@pytest.fixture
def service() -> Iterator[EdgeServer]:
    with EdgeServer() as running:
        yield running


@pytest.fixture
def desk(tmp_path: Path, service: EdgeServer) -> Desk:
    desk = make_desk(tmp_path / "desk")
    desk.write(SMALL.split("# “硬核”书记")[0])
    desk.env["AUDIO_EDITION_EDGE_URL"] = service.url
    return desk


def settle(desk: Desk, line: str) -> None:
    path = desk.folder / "voices.yaml"
    path.write_text(f"{line}\n" + path.read_text("utf-8"), "utf-8")


def test_the_first_use_of_the_online_voice_says_once_where_texts_go(desk):
    first = desk.run("build", "--engine", "edge")
    assert first.code == 0, first.err
    assert first.err.count(NOTICE) == 1
    desk.edit("始终坚持", "一直坚持")
    assert NOTICE not in desk.run("build").err


def test_a_dry_run_sends_no_text_and_says_nothing(desk, service):
    assert NOTICE not in desk.run("build", "--engine", "edge", "--dry-run").err
    assert service.requests == 0


def test_online_true_is_an_answer_and_nothing_is_said(desk):
    settle(desk, "online: true")
    ran = desk.run("build", "--engine", "edge")
    assert ran.code == 0
    assert NOTICE not in ran.err


def test_online_false_never_asks_the_service(desk, service):
    settle(desk, "online: false")
    assert desk.run("build", "--engine", "auto").code == 0
    refused = desk.run("build", "--engine", "edge", "--out", "other")
    assert refused.code == 4
    assert "online" in refused.err
    assert desk.run("doctor").code == 0
    assert desk.run("doctor", "--online").code == 4
    assert service.requests == 0


def test_online_false_forbids_sending_and_nothing_else(desk):
    assert desk.run("build", "--engine", "edge").code == 0
    desk.edit("始终坚持", "一直坚持")
    settle(desk, "online: false")
    for command in (
        ("explain", "small", "刘观锡"),
        ("hear", "01", "0:05", "--silent"),
        ("build", "--dry-run"),
        (),
    ):
        ran = desk.run(*command)
        assert (command, ran.code) == (command, 0), ran.err
    assert desk.run("build").code == 4


def test_hearing_a_text_keeps_to_what_was_settled(desk, service):
    settle(desk, "online: false")
    assert desk.run("hear", "--silent", "你好").code == 0
    path = desk.folder / "voices.yaml"
    path.write_text(path.read_text("utf-8").replace("engine: auto", "engine: edge"), "utf-8")
    refused = desk.run("hear", "--silent", "你好")
    assert refused.code == 4
    assert "online" in refused.err
    assert service.requests == 0


def test_hearing_a_text_says_once_where_it_goes_and_does_without_the_proofs_that_were_dropped(desk, service):
    path = desk.folder / "voices.yaml"
    plain = path.read_text("utf-8").replace("engine: auto", "engine: edge")
    path.write_text(plain, "utf-8")
    ran = desk.run("hear", "--silent", "你好，今天天气不错。")
    assert ran.code == 0
    assert ran.err.count(NOTICE) == 1
    service.always = Fault("clipped")
    settle(desk, "online: {without: [clipping]}")
    ran = desk.run("hear", "--silent", "你好，今天天气不错。")
    assert ran.code == 0
    assert NOTICE not in ran.err


def test_a_build_asks_the_service_for_its_sentences_and_for_nothing_else(desk, service):
    first = desk.run("build", "--engine", "edge", "--json").json["editions"][0]
    assert service.requests == first["spoken_new"]
    desk.edit("始终坚持", "一直坚持")
    assert desk.run("build").code == desk.run("build").code == 0
    assert service.requests == first["spoken_new"] + 1


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("online: perhaps", "perhaps"),
        ("online: {allowed: true, without: [turn]}", "turn"),
        ("online: {allowed: true, without: [words]}", "words"),
        ("online: {without: tail, other: 1}", "other"),
    ],
)
def test_what_online_cannot_mean_is_an_error_with_its_line(desk, line, said):
    settle(desk, line)
    ran = desk.run("voices")
    assert ran.code == 4
    assert "voices.yaml:1" in ran.err
    assert said in ran.err


def test_doctor_online_measures_everything_and_keeps_a_report(desk, service):
    ran = desk.run("doctor", "--online")
    assert ran.code == 0, ran.out + ran.err
    report = (desk.folder / "output" / "online-report.txt").read_text("utf-8")
    for name in ("turn", "frames", "words", "marks", "tail", "clipping", "hole", "twice", "length"):
        assert f"{name}: " in report
        assert f"] {name}: " in ran.out
    assert "[5/5]" in report
    assert service.requests == 5


def test_doctor_online_as_json_is_one_object(desk):
    found = desk.run("doctor", "--online", "--json").json
    assert found["answered"] == 5
    assert all(proof["holds"] for proof in found["proofs"])


def test_a_proof_that_fails_on_all_is_a_changed_service_and_consent_drops_it(desk, service):
    service.always = Fault("clipped")
    ran = desk.run("doctor", "--online")
    assert ran.code == 5
    consent = "online: {allowed: true, without: [clipping]}"
    assert consent in ran.out
    assert desk.run("build", "--engine", "edge", "--out", "before").code == 5
    settle(desk, consent)
    assert desk.run("build", "--engine", "edge", "--out", "after").code == 0


@pytest.mark.parametrize("fault", ["wrong marks", "no audio"])
def test_what_can_never_be_dropped_is_not_offered(desk, service, fault):
    service.always = Fault(fault)
    ran = desk.run("doctor", "--online")
    assert ran.code == 5
    assert "without:" not in ran.out


def test_a_fault_now_and_then_is_no_changed_service(desk, service):
    service.next_faults = [Fault("clipped"), None, Fault("no tail")]
    ran = desk.run("doctor", "--online")
    assert ran.code == 0
    assert "without:" not in ran.out


def test_a_voice_that_was_withdrawn_is_named_with_one_like_it(desk, service):
    service.voices = ("zh-CN-XiaoxiaoNeural", "zh-CN-YunyangMultilingualNeural")
    for ran in (desk.run("doctor", "--online"), desk.run("doctor")):
        assert "zh-CN-YunyangNeural" in ran.out
        assert "zh-CN-YunyangMultilingualNeural" in ran.out
    assert desk.run("doctor", "--online").code == 5


def test_a_voice_that_is_new_may_be_cast_and_a_slip_is_told_from_it(desk):
    path = desk.folder / "voices.yaml"
    plain = path.read_text("utf-8")
    path.write_text(plain.replace("zh-CN-YunyangNeural", "zh-CN-YunyangMultilingualNeural"), "utf-8")
    assert desk.run("build", "--engine", "edge").code == 0
    path.write_text(plain.replace("zh-CN-YunyangNeural", "zh-CN-YunyanNeural"), "utf-8")
    ran = desk.run("build", "--engine", "edge")
    assert ran.code == 4
    assert "zh-CN-YunyangNeural" in ran.err


def test_without_network_the_survey_ends_and_says_so(desk):
    desk.env["AUDIO_EDITION_EDGE_URL"] = "ws://127.0.0.1:9/consumer/speech/synthesize/readaloud/edge/v1?t=x"
    ran = desk.run("doctor", "--online")
    assert ran.code == 5
    assert "without:" not in ran.out
