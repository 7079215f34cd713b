"""Negotiation scenarios of GENIUS, GeniusWeb and negmas: a domain and the profiles of the parties, in a file each."""

from detente.exchange.scenarios.bundle import FORMATS, holds_one, read, read_files, read_folder

__all__ = ["FORMATS", "holds_one", "read", "read_files", "read_folder"]
