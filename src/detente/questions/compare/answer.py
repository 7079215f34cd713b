from detente.answers import Answer


class CompareAnswer(Answer, frozen=True, kw_only=True):
    pass
