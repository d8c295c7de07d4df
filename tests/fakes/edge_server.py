"""A fake of the Edge read-aloud service on this machine: real protocol, real MP3, faults on command.

    with EdgeServer() as service:
        service.next_faults = [Fault("drop", share=0.5)]     # for the coming requests, one each
        service.always = Fault("refuse", status=429)          # for all others
        service.odds, service.seed = 0.3, 7                   # or by chance, among `service.kinds`
        Edge(url=service.url, ...)

It counts what it was asked (`requests`, `texts`, `starts`) and how many connections were open at once
(`peak`; give it some `latency_s` to see them). `speed` sends sound so many times faster than it is heard.
With `clock_s` it refuses who does not know the time, as its own clock shows it, that many seconds off ours.
"""

from __future__ import annotations

import asyncio
import html
import json
import random
import re
import ssl
import threading
import time
from dataclasses import dataclass, field
from email.utils import formatdate
from types import TracebackType

from aiohttp import WSMsgType, web

from .edge_faults import KINDS, Fault, spoken
from .edge_voice import FRAME, speak

__all__ = ["KINDS", "PATH", "EdgeServer", "Fault", "speak"]

PATH = "/consumer/speech/synthesize/readaloud/edge/v1"
LIST = "/consumer/speech/synthesize/readaloud/voices/list"
VOICES = (
    *("zh-CN-XiaoxiaoNeural", "zh-CN-XiaoyiNeural", "zh-CN-YunjianNeural", "zh-CN-YunxiNeural"),
    *("zh-CN-YunxiaNeural", "zh-CN-YunyangNeural"),
)


@dataclass
class EdgeServer:
    """The service, in a thread of its own, on a free port of 127.0.0.1."""

    latency_s: float = 0.0
    speed: float = 0.0
    """Seconds of sound sent in a second; 0 sends as fast as it can."""
    clock_s: float | None = None
    voices: tuple[str, ...] = VOICES
    last: dict[str, bytes] = field(default_factory=dict)
    """The last good sound of each voice, which "swapped" gives once more."""
    tls: ssl.SSLContext | None = None
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
        app.router.add_get(LIST, self._list)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0, ssl_context=self.tls).start()
        self.port = self._runner.addresses[0][1]

    def _fault(self) -> Fault:
        if self.next_faults:
            return self.next_faults.pop(0) or Fault("none")
        if self.odds and self._chance.random() < self.odds:
            return self._chance.choice(self.kinds)
        return self.always or Fault("none")

    async def _list(self, _request: web.Request) -> web.Response:
        return web.json_response([{"ShortName": name, "Locale": name[:5]} for name in self.voices])

    def _knows_the_time(self, token: str) -> bool:
        """Compare with tokens of the five minutes around the service's own time."""
        from edge_tts.drm import generate_sec_ms_gec_v2

        now = time.time() + (self.clock_s or 0)
        return token in [generate_sec_ms_gec_v2(now + seconds) for seconds in (-300, 0, 300)]

    async def _connect(self, request: web.Request) -> web.StreamResponse:
        self.requests += 1
        self.starts.append(time.monotonic())
        self.open += 1
        # A little later: what the client has just closed is still open here until its end is read.
        self._loop.call_later(0.03, self._look)
        try:
            fault = self._fault()
            if self.clock_s is not None and not self._knows_the_time(request.query["Sec-MS-GEC"]):
                date = formatdate(time.time() + self.clock_s, usegmt=True)
                return web.Response(status=403, headers={"Date": date})
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
            if not await Turn(request, socket, fault, self.speed, self.last).answer(text, voice, rate):
                return


@dataclass
class Turn:
    """One text being spoken."""

    request: web.Request
    socket: web.WebSocketResponse
    fault: Fault
    speed: float
    last: dict[str, bytes]

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
        mp3, marks = await asyncio.to_thread(spoken, text, voice, rate, self.fault)
        if kind == "swapped":
            mp3 = self.last.get(voice, mp3)
        elif kind == "none":
            self.last[voice] = mp3
        await self._stream(mp3, list(marks))
        return await self._end()

    async def _stream(self, mp3: bytes, marks: list[tuple[int, int, str]]) -> None:
        late, began = self.fault.kind == "late marks", time.monotonic()
        for start in range(0, len(mp3), FRAME * 10):
            if self.fault.kind == "bad header" and start:
                await self.socket.send_bytes(b"\xff\xff" + b"?" * 20)
            await self._sound(mp3[start : start + FRAME * 10], "Content-Type:audio/mpeg\r\n")
            seconds = min(len(mp3), start + FRAME * 10) / 6_000
            if self.speed:
                await asyncio.sleep(max(0.0, began + seconds / self.speed - time.monotonic()))
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
