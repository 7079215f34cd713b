"""Random conflicts with terms."""

from __future__ import annotations

from itertools import product
from random import Random
from typing import Any

WORDS = ("and", "or")


def random_terms_file(
    rng: Random, *, forms: tuple[str, ...] = ("weights", "statements", "ranking"), plain: bool = False
) -> dict[str, Any]:
    """Give a small conflict with terms, as the file says it.

    `plain`: numbers are whole and no ranges, so that they can be compared with definitions by hand.
    """
    makers = ["ann", "ben", "cy"][: rng.randint(2, 3)]
    options = {m: ["x", "y"][: rng.randint(1, 2)] for m in makers}
    ids = [f"{m}.{o}" for m in makers for o in options[m]]
    issues = {f"i{k}": [f"v{j}" for j in range(rng.randint(2, 3))] for k in range(rng.randint(1, 3))}
    atoms = [f"{i}.{v}" for i, values in issues.items() for v in values]
    signers = rng.sample(makers, rng.randint(2, len(makers)))
    terms: dict[str, Any] = {"signed_by": signers, "issues": {}}
    for issue, values in issues.items():
        clauses: dict[str, Any] = {}
        for value in values:
            one: dict[str, Any] = {"text": f"clause {issue} {value}"}
            if rng.random() < 0.4:
                option = rng.choice(ids)
                one["sets"] = [rng.choice(["", "not "]) + option]
            if rng.random() < 0.3:
                bars = [o for o in ids if o not in one.get("sets", [])]
                one["bars"] = rng.sample(bars, 1)
            clauses[value] = one
        terms["issues"][issue] = {"values": clauses}
        plain_values = [v for v, clause in clauses.items() if not ({"sets", "bars"} & set(clause))]
        if plain_values and rng.random() < 0.4:
            terms["issues"][issue]["without"] = rng.choice(plain_values)
        if rng.random() < 0.2:
            terms["issues"][issue]["signed_by"] = rng.sample(makers, 1)
    if len(issues) > 1 and rng.random() < 0.6:
        here, there = rng.sample(list(issues), 2)
        terms["exclusions"] = [{"never": f"{here}.v0 and {there}.v1"}]

    def number() -> Any:
        if plain:
            return rng.randint(-5, 12)
        low = rng.randint(-9, 9)
        return rng.choice([low, low + 0.5, [low, low + rng.randint(0, 4)]])

    def wishes(dm: str) -> Any:
        form = rng.choice(forms)
        if form == "weights":
            table: dict[str, Any] = {i: {v: number() for v in values} for i, values in issues.items()}
            for option in rng.sample(ids, rng.randint(0, 2)):
                table[option] = number()
            found: dict[str, Any] = {"weights": table}
            if rng.random() < 0.5:
                found["no_deal"] = number()
        elif form == "statements":
            pool = [*atoms, *ids]
            chosen = rng.sample(pool, min(len(pool), rng.randint(1, 4)))
            statements = [rng.choice(["", "not "]) + a for a in chosen]
            statements.insert(rng.randint(0, len(statements)), "preferences")
            found = {"statements": statements}
        else:
            packages: list[Any] = [
                "+".join(f"{i}.{v}" for i, v in zip(issues, choice, strict=True))
                for choice in product(*issues.values())
            ]
            order = [*packages, "no_deal"]
            rng.shuffle(order)
            cut = rng.randint(0, len(order) - 1)
            tied = order[cut : cut + 2]
            found = {"ranking": [*order[:cut], tied, *order[cut + 2 :]]}
        if rng.random() < 0.3:
            found["red_lines"] = [rng.choice(["", "not "]) + rng.choice(atoms)]
        return found

    def preferences() -> dict[str, Any]:
        if rng.random() < 0.3:  # a dilemma: each would rather do it, and rather that nobody did
            others = dict(zip(makers, [*makers[1:], makers[0]], strict=True))
            return {m: [f"not {others[m]}.x", f"{m}.x"] for m in makers}
        return {
            m: [rng.choice(["", "not "]) + o for o in rng.sample(ids, rng.randint(1, len(ids)))]
            for m in makers
        }

    terms["wishes"] = {m: wishes(m) for m in makers}
    file = {
        "detente": 1,
        "title": "A random one",
        "decision_makers": {m: {"options": {o: f"{m} does {o}" for o in options[m]}} for m in makers},
        "status_quo": rng.sample(ids, rng.randint(0, len(ids))),
        "preferences": preferences(),
        "terms": terms,
    }
    if rng.random() < 0.4:
        changed = rng.choice(makers)
        file["perspectives"] = {"other": {"says": "o", "wishes": {changed: wishes(changed)}}}
    return file
