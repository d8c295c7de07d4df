"""Import: a page becomes a folder with edition.md and the page as it was scanned."""

from __future__ import annotations

import hashlib
import os
from dataclasses import replace
from gettext import gettext as _
from pathlib import Path

from .. import importer
from ..edition import is_folder_name, is_key, write_edition
from ..errors import TextError, UsageError
from ..files import replace_file, shown
from .gather import Loaded, read_shown, work_folder


def import_page(page: Path, to: Path) -> Loaded:
    """Read a page, write page.txt and edition.md into a folder. Raises TextError and UsageError.

    `page` stays as it is. An edition.md that a person may have edited is not replaced, nor another page.txt.
    A folder that is not named from the root is meant from the work folder.
    """
    to = work_folder() / to
    key = _edition_key(to)
    text, encoding = read_shown(page)
    try:
        edition, findings = importer.read_page(text, key=page.name)
    except TextError as problem:
        problem.where = shown(page)
        raise
    edition = replace(edition, key=key)
    loaded = Loaded(to, edition, findings, encoding)
    name = loaded.asked_for
    remarks = (
        _("Edit this text, save it, then run: python make_audio.py build {name}").format(name=name),
        _("The date is never spoken; write it behind date: as 2022-06-15, if you know it."),
    )
    written = write_edition(edition, remarks=remarks).encode()
    target, copy = to / "edition.md", to / "page.txt"
    hint = _("choose another folder with --to, or move the old file away first")
    if target.exists() and (target.is_dir() or target.read_bytes() != written):
        raise UsageError(_("there is an edition.md already, perhaps edited"), where=shown(target), hint=hint)
    scanned = page.read_bytes()
    if copy.exists() and (copy.is_dir() or copy.read_bytes() != scanned):
        raise UsageError(_("there is another page.txt already"), where=shown(copy), hint=hint)
    if not copy.exists():
        replace_file(copy, scanned)
    replace_file(target, written)
    return loaded


def _edition_key(folder: Path) -> str:
    """Make an edition's key of its folder's name; of one without ASCII letters, a digest.

    Raises UsageError for a name that some system cannot use: an edition travels between computers.
    """
    name = Path(os.path.abspath(folder)).name  # noqa: PTH100 - a link's own name counts, not its target's
    if not is_folder_name(name):
        hint = _('choose a name without / \\ : * ? " < > |, such as scripts/2022-06')
        raise UsageError(_("this cannot name a folder everywhere: {name}").format(name=name), hint=hint)
    if is_key(name):
        return name
    plain = "".join(sign for sign in name if sign.isascii() and (sign.isalnum() or sign in "-_")).strip("-_")
    short = hashlib.sha256(name.encode()).hexdigest()[:8]
    return plain if is_key(plain) and len(plain) > 3 else f"edition-{short}"
