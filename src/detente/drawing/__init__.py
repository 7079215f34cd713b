"""Pictures as SVG from plain values, by a few primitives of our own.

Nothing here knows a conflict or computes an answer. Parties are told by their places: each has a colour and dashes of
its own. What a reader sees can be read back from the ``data-`` attributes, and from where things stand.
"""

from detente.drawing.bands import Band, bands
from detente.drawing.bars import Bar, BarGroup, bars
from detente.drawing.cards import Card
from detente.drawing.graph import Line, State, graph
from detente.drawing.groups import Group, Spoiler, groups
from detente.drawing.ladder import LadderRung, Way, ladder
from detente.drawing.lanes import Arrow, Lane
from detente.drawing.matrix import Cell, matrix
from detente.drawing.network import Link, Node, network
from detente.drawing.record import Happening, record
from detente.drawing.rows import rows
from detente.drawing.scatter import Mark, scatter
from detente.drawing.shares import Share, ShareGroup, shares
from detente.drawing.strip import strip
from detente.drawing.svg import on_paper
from detente.drawing.tree import TreeNode, tree

__all__ = [
    "Arrow",
    "Band",
    "Bar",
    "BarGroup",
    "Card",
    "Cell",
    "Group",
    "Happening",
    "LadderRung",
    "Lane",
    "Line",
    "Link",
    "Mark",
    "Node",
    "Share",
    "ShareGroup",
    "Spoiler",
    "State",
    "TreeNode",
    "Way",
    "bands",
    "bars",
    "graph",
    "groups",
    "ladder",
    "matrix",
    "network",
    "on_paper",
    "record",
    "rows",
    "scatter",
    "shares",
    "strip",
    "tree",
]
