"""Which deal beats no deal, is fair, and would be kept?"""

from detente.questions.settle.result import Settlement
from detente.questions.settle.search import settle

__all__ = [
    "Settlement",
    "settle",
]
