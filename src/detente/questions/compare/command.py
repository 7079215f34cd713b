from detente.questions.question import Question


def types():
    from detente.questions.compare.answer import CompareAnswer

    return (CompareAnswer,)


def ask(r):
    return (r,)


def answer(r):
    from detente.questions.building import head
    from detente.questions.compare.answer import CompareAnswer

    return CompareAnswer(**head("compare", r.conflict))


def say(a, v):
    from detente.questions.compare import words

    return words.say(a, v)


QUESTION = Question(
    name="compare",
    asks="?",
    about=".",
    example="detente compare istanbul-2025",
    page="",
    answers=types,
    ask=ask,
    answer=answer,
    say=say,
    together=True,
)
