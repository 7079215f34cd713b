"""Reading beliefs: what a party takes to be so of the others' wishes, options and rules, and is not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from detente.conflict.belief import Belief
from detente.conflict.elements import Rule
from detente.conflict.errors import ConflictFileError, DetenteError, Problem, choices, quoted
from detente.conflict.model import BASE, Conflict
from detente.conflict.overlay import Overlay, Patch
from detente.conflict.preferences import Preferences
from detente.conflict.reading.confidential import Confidential
from detente.conflict.reading.context import Context
from detente.conflict.reading.perspectives import read_overlay
from detente.conflict.reading.preferences import CLAIM_KEYS
from detente.conflict.unseen import alike
from detente.conflict.yamltree import Mapping as MappingNode
from detente.conflict.yamltree import Node, Scalar

BELIEVED = ("options", "moves", "rules", "preferences")
BELIEF_KEYS = ("text", "takes", *BELIEVED, *CLAIM_KEYS)
NOT_READ = {
    "beliefs": "what a party believes that another believes (a belief of second order) is not read: say what it "
    "believes the other wants or can do",
    "status_quo": "where today is seen wrongly is not read: a belief is about wishes, options and rules",
}


@dataclass(frozen=True)
class Accounts:
    """The file as a whole, for beliefs that take over what an account says; and what they are laid over."""

    whole: Conflict
    under: Conflict


def read_beliefs(ctx: Context, node: Node, accounts: Accounts) -> tuple[Belief, ...]:
    """Read the section ``beliefs``, of the file or of an account: by who believes."""
    makers = [d.id for d in accounts.under.decision_makers]
    found: list[Belief] = []
    for key, value in ctx.mapping(node, "'beliefs'"):
        party = ctx.party(key, makers)
        before = len(ctx.problems)
        belief = _belief(ctx, key, value, accounts)
        if party and len(ctx.problems) == before:
            found.append(belief)
    return tuple(found)


def with_beliefs(ctx: Context, fields: Mapping[str, Node], conflict: Conflict) -> Conflict:
    """Read all beliefs, once the accounts are known: beliefs may take over what these say."""
    beliefs: tuple[Belief, ...] = ()
    if "beliefs" in fields:
        beliefs = read_beliefs(ctx, fields["beliefs"], Accounts(conflict, conflict))
    found = {p.id: p for p in conflict.perspectives}
    perspectives = fields.get("perspectives")
    for key, value in perspectives.items if isinstance(perspectives, MappingNode) else ():
        inside = {alike(k.text): v for k, v in value.items} if isinstance(value, MappingNode) else {}
        if key.text in found and "beliefs" in inside:
            try:
                accounts = Accounts(conflict, conflict.under(key.text))
            except DetenteError:  # what the account says is wrong, and was told
                continue
            here = read_beliefs(ctx, inside["beliefs"], accounts)
            found[key.text] = replace(found[key.text], overlay=replace(found[key.text].overlay, beliefs=here))
    read = replace(conflict, beliefs=beliefs, perspectives=tuple(found.values()))
    if not ctx.problems and read != conflict:
        check_beliefs(ctx, read)
    return read


def _belief(ctx: Context, key: Scalar, node: Node, accounts: Accounts) -> Belief:
    for name, _ in node.items if isinstance(node, MappingNode) else ():
        if alike(name.text) in NOT_READ:
            ctx.error(name, f"{quoted(name.text)} in a belief: {NOT_READ[alike(name.text)]}")
    fields = ctx.fields(node, "a belief", BELIEF_KEYS, told=tuple(NOT_READ))
    believed = {name: fields[name] for name in BELIEVED if name in fields}
    overlay = read_overlay(ctx, believed, accounts.under, Confidential(ctx, frozenset()), BASE, "a belief")
    takes = _takes(ctx, fields["takes"], accounts, overlay) if "takes" in fields else {}
    if key.text in {*overlay.preferences, *takes} and not overlay.add_options:
        at = fields["preferences" if key.text in overlay.preferences else "takes"]
        ctx.error(
            at,
            f"what {quoted(key.text)} itself wants is no belief of its own: change its preferences, or say what it "
            "believes of the others (only where it believes in options that do not exist may it rank these)",
        )
    _same(ctx, fields.get("rules"), overlay.rules, accounts.under)
    return Belief(
        key.text,
        overlay,
        takes,
        ctx.text(fields.get("text"), "'text'"),
        ctx.text(fields.get("because"), "'because'"),
        ctx.citations(fields.get("source")),
        ctx.confidence(fields.get("confidence")),
        at=ctx.place(key),
    )


def _same(ctx: Context, node: Node | None, patches: tuple[Patch[Rule], ...], under: Conflict) -> None:
    """Refuse beliefs about which states count as one: nobody could say then in which state somebody is."""
    merging = {r.id for r in under.rules if r.kind == "same"}
    for patch in patches:
        if node is not None and (patch.drop in merging or (patch.item and patch.item.kind == "same")):
            message = "a belief does not change which states count as one (rules 'same')"
            ctx.add([Problem(patch.at, message)])


def _takes(ctx: Context, node: Node, accounts: Accounts, overlay: Overlay) -> Mapping[str, str]:
    """Read of whom the party believes what an account says, and which account."""
    makers = [d.id for d in accounts.under.decision_makers]
    known = list(accounts.whole.accounts)
    found: dict[str, str] = {}
    for key, value in ctx.mapping(node, "'takes'"):
        party, account = ctx.party(key, makers), ctx.text(value, "an account")
        if account and account not in known:
            ctx.error(value, f"no account {quoted(account)}{choices(account, known)}")
        elif party in overlay.preferences:
            ctx.error(key, f"what is believed of {quoted(party)} stands under 'preferences' already")
        elif party and account and not ctx.problems:
            preference = accounts.whole._laid(account).preferences.get(party)
            missing = _unknown(preference, accounts.under, overlay)
            if preference is None:
                ctx.error(value, f"the account {quoted(account)} does not say what {quoted(party)} prefers")
            elif missing:
                ctx.error(
                    value,
                    f"what the account {quoted(account)} says of {quoted(party)} is about {quoted(missing)}, which "
                    "there is not where this belief stands; write what is believed under 'preferences'",
                )
            else:
                found[party] = account
    return found


def _unknown(preference: Preferences | None, conflict: Conflict, overlay: Overlay) -> str:
    """Give an option (or a state) that a preference is about and nobody has there; empty where there is none."""
    if preference is None:
        return ""
    added = {f"{dm}.{id}" for dm, o in overlay.add_options for id in (o.id, o.of.id if o.of else o.id)}
    known = {*conflict.atoms, *conflict.levels, *added}
    refs = [r for group in getattr(preference, "groups", ()) for r in group]
    refs += [r for chain in getattr(preference, "chains", ()) for group in chain for r in group]
    named = {s.name: s.ref for s in conflict.states}
    refs = [named.get(r.name, r) for r in refs]
    mentioned = [o for c in preference.conditions for o in c.options]
    mentioned += [o for r in refs for o, _ in r.pattern or ()]
    mentioned += [o for r in refs for o in sorted(r.taken or ())]
    mentioned += [o for r in refs if r.condition is not None for o in r.condition.options]
    return next((o for o in mentioned if o not in known), "")


def check_beliefs(ctx: Context, conflict: Conflict) -> None:
    """See that the beliefs of the file and of its accounts can be laid over every account that has them."""
    told: set[str] = set()
    for account in conflict.accounts:
        under = conflict.under(account)
        for belief in under.beliefs:
            try:
                under.believed(belief.by)
            except ConflictFileError as error:
                fresh = [p for p in error.problems if str(p) not in told]
                told |= {str(p) for p in fresh}
                where = f" (what {quoted(belief.by)} believes in the account {quoted(account)})"
                ctx.add([Problem(p.place, p.message + where) for p in fresh])
