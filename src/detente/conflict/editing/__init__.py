"""The smallest change of a file's text: comments, order, quotation marks and blank lines stay as somebody wrote them.

A change is said by a path into the file (``("perspectives", "kyiv", "preferences", "russia")``); what it does to the
text is a few splices. Every change proves itself: the new text is read again, and has to say what was to be said and
nothing else.
"""

from detente.conflict.editing.blocks import OFF
from detente.conflict.editing.changes import (
    Change,
    Insert,
    Move,
    Put,
    Remove,
    SwitchOff,
    SwitchOn,
    applied,
    edited,
    splices_of,
)
from detente.conflict.editing.lines import blocks_between
from detente.conflict.editing.splices import Splice, between, merged, rebased, reversed_splices, spliced
from detente.conflict.editing.switched import Switched, switched_off
from detente.conflict.editing.toward import toward
from detente.conflict.editing.tree import EditError, Path, Plain, at_path, line_of, path_at, plain

__all__ = [
    "OFF",
    "Change",
    "EditError",
    "Insert",
    "Move",
    "Path",
    "Plain",
    "Put",
    "Remove",
    "Splice",
    "SwitchOff",
    "SwitchOn",
    "Switched",
    "applied",
    "at_path",
    "between",
    "blocks_between",
    "edited",
    "line_of",
    "merged",
    "path_at",
    "plain",
    "rebased",
    "reversed_splices",
    "spliced",
    "splices_of",
    "switched_off",
    "toward",
]
