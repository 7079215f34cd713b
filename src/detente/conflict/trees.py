"""YAML that another tool wrote, as a tree of nodes that know their place: bounded in depth, size and aliases."""

from detente.conflict.yamltree import Mapping, Node, Scalar, Sequence, kind, read_tree

__all__ = ["Mapping", "Node", "Scalar", "Sequence", "kind", "read_tree"]
