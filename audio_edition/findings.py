"""What an editor is asked to look at: kinds, permanent codes, and the finding itself."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class FindingKind(StrEnum):
    """What an editor is asked to look at."""

    TAIL_CUT = "tail_cut"
    HEAD_CUT = "head_cut"
    INTERLEAVED = "interleaved"
    DAMAGED_TITLE = "damaged_title"
    UNBALANCED_QUOTES = "unbalanced_quotes"
    OCR_SLIP = "ocr_slip"
    PARAGRAPH_SPLIT = "paragraph_split"
    EMPTY_PROFILE = "empty_profile"
    TWIN_HEADING = "twin_heading"
    ENCODING = "encoding"
    NO_SECTION = "no_section"
    READING = "reading"
    NO_HOMOPHONE = "no_homophone"
    SWALLOWED_HEADING = "swallowed_heading"
    UNREAD = "unread"


CODES: dict[FindingKind, str] = {
    FindingKind.TAIL_CUT: "TXT-001",
    FindingKind.HEAD_CUT: "TXT-002",
    FindingKind.INTERLEAVED: "TXT-003",
    FindingKind.DAMAGED_TITLE: "TXT-004",
    FindingKind.UNBALANCED_QUOTES: "TXT-005",
    FindingKind.OCR_SLIP: "TXT-006",
    FindingKind.PARAGRAPH_SPLIT: "TXT-007",
    FindingKind.EMPTY_PROFILE: "TXT-008",
    FindingKind.TWIN_HEADING: "TXT-009",
    FindingKind.ENCODING: "TXT-010",
    FindingKind.NO_SECTION: "TXT-011",
    FindingKind.READING: "TXT-012",
    FindingKind.NO_HOMOPHONE: "TXT-013",
    FindingKind.SWALLOWED_HEADING: "TXT-014",
    FindingKind.UNREAD: "TXT-015",
}
"""Permanent: a code is never given to another kind."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A doubt about the text, for a person to settle."""

    kind: FindingKind
    line: int
    quote: str
    """The words in question, as they stand."""
    suggestion: str
    """What could stand there instead; "" where nothing can be known."""
    message: str

    @property
    def code(self) -> str:
        """The permanent code."""
        return CODES[self.kind]
