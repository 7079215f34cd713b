def headline(a, v):
    return "STUB headline of compare"


def points(a, v):
    return ("STUB agree.", "STUB part.")


def say(a, v):
    raise NotImplementedError
