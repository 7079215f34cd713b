"""What if something were otherwise?"""

from detente.questions.whatif.supposing import Change, WhatIf, change, whatif

__all__ = [
    "Change",
    "WhatIf",
    "change",
    "whatif",
]
