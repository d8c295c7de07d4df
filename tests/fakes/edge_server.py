"""A fake of the Edge read-aloud service on this machine: real protocol, real MP3, faults on command.

    with EdgeServer() as service:
        service.next_faults = [Fault("drop", share=0.5)]     # for the coming requests, one each
        service.always = Fault("refuse", status=429)          # for all others
        service.odds, service.seed = 0.3, 7                   # or by chance, among `service.kinds`
        Edge(url=service.url, ...)

It counts what it was asked (`requests`, `texts`, `starts`) and how many connections were open at once
(`peak`; give it some `latency_s` to see them).
"""

from __future__ import annotations

import asyncio
import functools
import html
import json
import random
import re
import threading
import time
from dataclasses import dataclass, field
from types import TracebackType

import lameenc
import numpy as np
from aiohttp import WSMsgType, web

PATH = "/consumer/speech/synthesize/readaloud/edge/v1"
RATE_HZ, FRAME = 24_000, 144
LEAD_S, SYLLABLE_S, COMMA_S, STOP_S, TAIL_S = 0.1, 0.22, 0.2, 0.45, 0.8


@dataclass(frozen=True)
class Fault:
    """One thing that goes wrong.

    refuse (status, headers) · hang: no answer to the upgrade · drop, close (1000), truncate (with a
    turn.end), stall: after `share` of the sound · no audio · no voice (close 1007) · silent · loud · no marks
    · wrong marks · late marks · foreign frames · bad header · bad path · bad json
    """

    kind: str
    share: float = 0.5
    status: int = 429
    headers: tuple[tuple[str, str], ...] = ()


KINDS = (
    *(Fault("refuse", status=status) for status in (403, 429, 503)),
    *(
        Fault(kind)
        for kind in ("drop", "close", "truncate", "stall", "no audio", "no voice", "silent", "loud")
    ),
    *(
        Fault(kind)
        for kind in ("no marks", "wrong marks", "late marks", "foreign frames", "bad header", "bad path")
    ),
    Fault("bad json"),
)


@functools.lru_cache(maxsize=512)
def speak(
    text: str, voice: str, rate: int, volume: float = 0.3
) -> tuple[bytes, tuple[tuple[int, int, str], ...]]:
    """Return MP3 and the marks (offset, duration in 100 ns, sentence): a note for each character said."""
    speed = 1 + rate / 100
    parts, marks, at = [np.zeros(int(LEAD_S * RATE_HZ))], [], LEAD_S
    for sentence in re.findall(r"[^。！？；!?;\n]+[。！？；!?;\n]*", text):
        start = at
        for char in sentence:
            said = char.isalnum()
            length = (SYLLABLE_S if said else STOP_S if char in "。！？；!?;\n" else COMMA_S) / speed
            count = int(length * RATE_HZ)
            hertz = 120 + 10 * (ord(char) % 17) + len(voice)
            wave = np.sin(2 * np.pi * hertz * np.arange(count) / RATE_HZ) * volume * said
            parts.append(np.clip(wave, -1, 1))
            at += count / RATE_HZ
        if any(char.isalnum() for char in sentence):
            marks.append((int(start * 1e7), int((at - start) * 1e7), sentence))
    parts.append(np.zeros(int(TAIL_S * RATE_HZ)))
    encoder = lameenc.Encoder()
    encoder.set_bit_rate(48)
    encoder.set_in_sample_rate(RATE_HZ)
    encoder.set_out_sample_rate(RATE_HZ)
    encoder.set_channels(1)
    encoder.set_quality(7)
    encoder.silence()
    samples = (np.concatenate(parts) * 32767).astype("<i2").tobytes()
    mp3 = bytes(encoder.encode(samples) + encoder.flush())
    return mp3[: len(mp3) // FRAME * FRAME], tuple(marks)


@dataclass
class EdgeServer:
    """The service, in a thread of its own, on a free port of 127.0.0.1."""

    latency_s: float = 0.0
    next_faults: list[Fault | None] = field(default_factory=list)
    always: Fault | None = None
    odds: float = 0.0
    seed: int = 0
    kinds: tuple[Fault, ...] = KINDS
    requests: int = 0
    texts: list[str] = field(default_factory=list)
    starts: list[float] = field(default_factory=list)
    open: int = 0
    peak: int = 0
    port: int = 0

    def __enter__(self) -> EdgeServer:
        self._loop = asyncio.new_event_loop()
        self._chance = random.Random(self.seed)  # noqa: S311  a seeded run, not a secret
        ready = threading.Event()
        self._thread = threading.Thread(target=self._serve, args=(ready,), daemon=True)
        self._thread.start()
        assert ready.wait(10)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)

    @property
    def url(self) -> str:
        return f"ws://127.0.0.1:{self.port}{PATH}?TrustedClientToken=x"

    def _serve(self, ready: threading.Event) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._start())
        ready.set()
        self._loop.run_forever()
        self._loop.run_until_complete(self._runner.cleanup())
        self._loop.close()

    async def _start(self) -> None:
        app = web.Application()
        app.router.add_get(PATH, self._connect)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.port = self._runner.addresses[0][1]

    def _fault(self) -> Fault:
        if self.next_faults:
            return self.next_faults.pop(0) or Fault("none")
        if self.odds and self._chance.random() < self.odds:
            return self._chance.choice(self.kinds)
        return self.always or Fault("none")

    async def _connect(self, request: web.Request) -> web.StreamResponse:
        self.requests += 1
        self.starts.append(time.monotonic())
        self.open += 1
        # A little later: what the client has just closed is still open here until its end is read.
        self._loop.call_later(0.03, self._look)
        try:
            fault = self._fault()
            if fault.kind == "refuse":
                return web.Response(status=fault.status, headers=dict(fault.headers))
            if fault.kind == "hang":
                while request.transport and not request.transport.is_closing():
                    await asyncio.sleep(0.005)
                return web.Response(status=500)
            socket = web.WebSocketResponse(compress=True)
            await socket.prepare(request)
            await self._converse(request, socket, fault)
            return socket
        except ConnectionError:
            return web.Response(status=500)
        finally:
            self.open -= 1

    def _look(self) -> None:
        self.peak = max(self.peak, self.open)

    async def _converse(self, request: web.Request, socket: web.WebSocketResponse, fault: Fault) -> None:
        async for message in socket:
            if message.type != WSMsgType.TEXT or "Path:ssml" not in message.data:
                continue
            ssml = message.data.partition("\r\n\r\n")[2]
            found = re.search(r"<voice name='[^']*\((\S+), (\S+)\)'", ssml)
            assert found
            voice = "-".join(found.groups())
            rate = int(re.search(r"rate='([+-]\d+)%'", ssml)[1])  # type: ignore[index]
            text = html.unescape(re.search(r"<prosody[^>]*>(.*)</prosody>", ssml, re.DOTALL)[1])  # type: ignore[index]
            self.texts.append(text)
            await asyncio.sleep(self.latency_s)
            if not await Turn(request, socket, fault).answer(text, voice, rate):
                return


@dataclass
class Turn:
    """One text being spoken."""

    request: web.Request
    socket: web.WebSocketResponse
    fault: Fault

    async def answer(self, text: str, voice: str, rate: int) -> bool:
        """Say the text; return whether the connection is still of use."""
        kind = self.fault.kind
        await self._tell("turn.start", "{}")
        await self._tell("surprise" if kind == "bad path" else "response", "{}")
        if kind == "no voice":
            await self.socket.close(code=1007, message=b"Invalid SSML")
            return False
        if kind == "no audio":
            await self._tell("turn.end", "{}")
            return True
        mp3, marks = speak(text, voice, rate, {"silent": 0.0, "loud": 30.0}.get(kind, 0.3))
        if kind == "foreign frames":
            mp3 = mp3.replace(b"\xff\xf3\x64", b"\xff\xf3\x54")
        if kind in ("drop", "close", "truncate", "stall"):
            mp3 = mp3[: int(len(mp3) * self.fault.share) // FRAME * FRAME]
        await self._stream(mp3, self._bent(marks))
        return await self._end()

    def _bent(self, marks: tuple[tuple[int, int, str], ...]) -> list[tuple[int, int, str]]:
        if self.fault.kind == "no marks":
            return []
        if self.fault.kind == "wrong marks":
            return [(at, length, text[1:]) for at, length, text in marks]
        if self.fault.kind == "late marks":
            return [(at * 3 + 10**8, length, text) for at, length, text in marks]
        return list(marks)

    async def _stream(self, mp3: bytes, marks: list[tuple[int, int, str]]) -> None:
        late = self.fault.kind == "late marks"
        for start in range(0, len(mp3), FRAME * 10):
            if self.fault.kind == "bad header" and start:
                await self.socket.send_bytes(b"\xff\xff" + b"?" * 20)
            await self._sound(mp3[start : start + FRAME * 10], "Content-Type:audio/mpeg\r\n")
            seconds = (start + FRAME * 10) / 6_000
            while marks and (late or marks[0][0] / 1e7 <= seconds):
                await self._mark(*marks.pop(0))

    async def _end(self) -> bool:
        if self.fault.kind == "drop":
            assert self.request.transport
            self.request.transport.abort()
            return False
        if self.fault.kind == "close":
            await self.socket.close(code=1000)
            return False
        if self.fault.kind == "stall":
            await self.socket.receive()
            return False
        await self._sound(b"", "")
        await self._tell("turn.end", "{}")
        return True

    async def _mark(self, offset: int, duration: int, text: str) -> None:
        words = {
            "Text": html.escape(text, quote=False),
            "Length": len(text),
            "BoundaryType": "SentenceBoundary",
        }
        data = {"Offset": offset, "Duration": duration, "text": words}
        body = json.dumps({"Metadata": [{"Type": "SentenceBoundary", "Data": data}]})
        await self._tell("audio.metadata", body[:-1] if self.fault.kind == "bad json" else body)

    async def _tell(self, path: str, body: str) -> None:
        await self.socket.send_str(
            f"X-RequestId:1\r\nContent-Type:application/json\r\nPath:{path}\r\n\r\n{body}"
        )

    async def _sound(self, data: bytes, kind: str) -> None:
        header = f"X-RequestId:1\r\n{kind}X-StreamId:1\r\nPath:audio\r\n".encode()
        await self.socket.send_bytes(len(header).to_bytes(2, "big") + header + data)
