"""The neural voices that `voices get` fetches: where they lie, how large they are, whose, and their sums.

The sums were never computed here (the releases could not be reached when this was written). Each is the one
that at least two independent public projects had written down for the same file of the same size; a file
that does not have it is refused. One without a known sum is fetched only with the sum that a person gives.
"""

from __future__ import annotations

from dataclasses import dataclass

_RELEASES = "https://github.com/k2-fsa/sherpa-onnx/releases/download/"


@dataclass(frozen=True, slots=True)
class Part:
    """A file to fetch."""

    url: str
    size: int
    """In bytes, exactly."""
    sha256: str
    """"" where nobody here knows it."""

    @property
    def file(self) -> str:
        """Its own name."""
        return self.url.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Offer:
    """A voice that can be fetched."""

    name: str
    speakers: int
    licence: str
    is_free: bool
    """Whether it may be used commercially."""
    parts: tuple[Part, ...]

    @property
    def size(self) -> int:
        """Bytes to fetch."""
        return sum(part.size for part in self.parts)


OFFERS: dict[str, Offer] = {
    offer.name: offer
    for offer in (
        Offer(
            "melo",
            1,
            "MIT",
            True,
            (
                Part(
                    _RELEASES + "tts-models/vits-melo-tts-zh_en.tar.bz2",
                    167_006_755,
                    "e58351ed7149f290a54534538badd4077cdbe6fddc964b24d0bee870415d1514",
                ),
            ),
        ),
        Offer(
            "baker",
            1,
            "Apache-2.0; DataBaker",
            False,
            (
                Part(
                    _RELEASES + "tts-models/matcha-icefall-zh-baker.tar.bz2",
                    75_463_442,
                    "20de2ec034b55562609d6362771c934905dfe11d0f41ec103d593427ad9a7efb",
                ),
                Part(
                    _RELEASES + "vocoder-models/vocos-22khz-univ.onnx",
                    53_884_024,
                    "0574a135aa1db2de6e181050db2ec528496cacd4a4701fc5d7faf9f9804c0081",
                ),
            ),
        ),
        Offer(
            "kokoro",
            103,
            "Apache-2.0",
            True,
            (
                Part(
                    _RELEASES + "tts-models/kokoro-multi-lang-v1_1.tar.bz2",
                    364_816_464,
                    "a3f4c73d043860e3fd2e5b06f36795eb81de0fc8e8de6df703245edddd87dbad",
                ),
            ),
        ),
    )
}
