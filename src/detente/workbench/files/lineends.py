r"""The line ends of a text that went through a page: browsers make `\n` or `\r\n` of all of them.

So a text that comes back says nothing of them: a line that was there keeps the one that it had.
"""

from __future__ import annotations

import re
from collections import Counter

from detente.conflict.editing import blocks_between

_END = re.compile(r"\r\n|\r|\n")  # what a browser takes for the end of a line


def with_old_ends(before: str, typed: str) -> str:
    r"""Give a text that was typed over another with the line ends of that; new lines get the one that most lines have.

    Examples
    --------
    >>> with_old_ends("a\r\nb\rc\n", "a\nnew\nb\nC\n")
    'a\r\nnew\r\nb\rC\n'
    """
    ends = _END.findall(before)
    if not set(ends) - {"\n"}:
        return _END.sub("\n", typed)
    usual = Counter(ends).most_common(1)[0][0]
    old, new = _END.split(before), _END.split(typed)
    found = [usual] * len(new)
    done, there = 0, 0
    for i, j, k, m in [*blocks_between(old, new), (len(old), len(old), len(new), len(new))]:
        found[there:k] = [*ends, usual][done:i]
        many = min(j - i, m - k)  # lines that were changed, not put in
        found[k : k + many] = [*ends, usual][i : i + many]
        done, there = j, m
    for number, line in enumerate(new[1:], 1):
        if not line and found[number - 1] + found[number] == "\r\n":  # two ends, which would be taken for one
            found[number] = "\r"
    return "".join(line + end for line, end in zip(new, [*found[:-1], ""], strict=True))
