"""Whether one case went well: an answer or one clear error, the same after writing; or what is wrong."""

from __future__ import annotations

import contextlib
import io
import os
import traceback
import zipfile
from functools import partial
from pathlib import Path
from unittest import mock

import detente
from detente.conflict import Conflict, DetenteError, read_conflict, read_file
from tools.fuzz import included
from tools.fuzz.cases import INCLUDED, Case
from tools.fuzz.trips import faults

MOST_MESSAGE = 20_000
MOST_LINE = 4_000
NO_MEMORY = "not enough memory"


def judge(case: Case) -> str:
    """Try a case in the current folder; give what is wrong, or nothing.

    A traceback, another exit code than 0 and 2, a message that is empty or a flood, data beside an error, and what
    reads differently after it was written are wrong.
    """
    if case.conflict is not None:
        return "\n".join(faults(case.conflict, case.format))
    if case.format == INCLUDED:
        Path("in").mkdir(exist_ok=True)
        with contextlib.chdir("in"):
            return _kept(case)
    for name, data in ((case.name, case.data), *case.beside):
        Path(name).write_bytes(data)
    code, out, err = _run(case.argv)
    wrong = _told(code, out, err)
    if wrong:
        return wrong
    if case.argv[0] == "import":
        return _same(partial(read_conflict, out)) if code == 0 else ""
    return _same(partial(read_file, case.name))


def _kept(case: Case) -> str:
    """Try a conflict file that includes one of a party: nothing of that is told, and nothing else is read."""
    for old in Path().glob("out.*"):
        old.unlink()
    Path(case.name).write_bytes(case.data)
    included.stand_by(case.beside)
    code, out, err = _run(case.argv)
    written = b"".join(_plain(f.read_bytes()) for f in Path().glob("out.*"))
    wrong = _told(code, out, err)
    if wrong:
        return wrong
    if included.SECRET in out + err or included.SECRET.encode() in written:
        return f"what is confidential is told: {(out + err)[:2000]!r}"
    try:
        conflict = read_file(case.name)
    except DetenteError as error:
        return "" if included.SECRET not in str(error) else f"what is confidential is told: {error}"
    if included.SECRET in repr(conflict):
        return "what is confidential stands in a value's text"
    Path("out.yaml").write_text(detente.to_yaml(conflict), encoding="utf-8")
    if read_file("out.yaml") != conflict:
        return "to_yaml: reads differently after it was written"
    return ""


def _plain(data: bytes) -> bytes:
    """Unpack an archive."""
    if not data.startswith(b"PK"):
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return b"".join(map(archive.read, archive.namelist()))


def _run(argv: tuple[str, ...]) -> tuple[int, str, str]:
    """Run the command in this process; an error in the program gives its traceback."""
    from detente.cli import main

    out, err = io.StringIO(), io.StringIO()
    with (
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
        mock.patch.dict(os.environ, {"DETENTE_DEBUG": "1"}),
    ):
        try:
            code = main(list(argv))
        except Exception:  # which DETENTE_DEBUG lets through
            return 70, out.getvalue(), traceback.format_exc()
    return code, out.getvalue(), err.getvalue()


def _told(code: int, out: str, err: str) -> str:
    if code not in (0, 2):
        return f"exit code {code}\n{err}"
    if NO_MEMORY in err:
        return f"too much memory: {err}"
    if "Traceback" in err:
        return err
    if code == 2 and out:
        return f"data on standard output beside an error: {out[:300]!r}, {err[:300]!r}"
    if code == 2 and not err.startswith("detente: "):
        return f"an error without a message: {err[:500]!r}"
    if len(err) > MOST_MESSAGE or any(len(line) > MOST_LINE for line in err.splitlines()):
        return f"a message of {len(err):,} characters: {err[:500]!r}"
    return ""


def _same(read: partial[Conflict]) -> str:
    """See that a conflict reads the same after it was written, as YAML and as JSON."""
    try:
        conflict = read()
    except DetenteError:  # which was told
        return ""
    for write in (detente.to_yaml, detente.to_json):
        try:
            again = read_conflict(write(conflict))
        except DetenteError as error:
            return f"{write.__name__}: what was written cannot be read: {error}"
        if again != conflict:
            return f"{write.__name__}: reads differently after it was written"
    return ""
