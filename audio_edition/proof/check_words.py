"""The checks of finished sound in an editor's words: what each looks at, and why it matters."""

from __future__ import annotations

from gettext import gettext as _


def title_of(check: str) -> str:
    """Name a check."""
    return _words().get(check, (check, ""))[0]


def meaning_of(check: str) -> str:
    """Say what a listener would notice."""
    return _words().get(check, ("", ""))[1]


def _words() -> dict[str, tuple[str, str]]:
    return {
        "file": (_("Size of the file"), _("A cut-off file stops in the middle of a sentence.")),
        "frames": (
            _("Format"),
            _("Cheap players stop or jump where the format changes, and show a wrong length."),
        ),
        "decoding": (_("Playing to the end"), _("A player hears all that was made, and nothing else.")),
        "loudness": (
            _("Loudness of the episode"),
            _("All episodes equally loud: nobody has to reach for the knob."),
        ),
        "chapters": (
            _("Loudness of every chapter"),
            _("Every person is heard equally well, also where a chapter is played alone."),
        ),
        "peak": (_("Highest peak"), _("Higher peaks crackle in cheap players and horn loudspeakers.")),
        "clipping": (_("Clipping"), _("Clipped speech sounds harsh and is hard to understand.")),
        "marks": (
            _("Chapter marks"),
            _("Who jumps to a chapter hears its first word whole, and at once."),
        ),
        "holes": (_("Silences"), _("After a long silence listeners think that the set has broken down.")),
        "steps": (
            _("Steps between sentences"),
            _("A sudden step makes listeners start, or miss what is said."),
        ),
    }
