"""The pages of questions: every form can be asked as it stands, in the words of forms, of what the file has."""

from __future__ import annotations

import re
import time
from html import unescape
from html.parser import HTMLParser
from urllib.parse import quote

import pytest

from detente.conflict import CLASSICAL, read_conflict
from detente.questions import REGISTRY, every, find
from detente.wording.concepts import looking
from detente.workbench.language.german import GERMAN
from detente.workbench.language.words import RefusedError
from detente.workbench.questions import asking, labels
from detente.workbench.questions.fitting import BY_ORDER, sorted_out
from detente.workbench.questions.flags import PHRASES, in_forms, page_in_forms
from detente.workbench.questions.forms import NOTHING_SUPPOSED, SHAPES, Offered, fields
from detente.workbench.questions.labels import FORMS, GROUPS, NEEDS
from detente.workbench.questions.typed import condition
from tests.confidential_cases import marked
from tests.workbench_client import RIVER, Bench

# A file that has everything a question can ask about.
FULL = """detente: 1
title: The ridge
status_quo: [north.hold]
sources:
  paper: {title: A paper, author: Somebody, reliability: 0.8}
decision_makers:
  north:
    name: North
    options: {hold: {text: hold the ridge, tags: [arms]}, talk: {text: send envoys, tags: [diplomacy]}}
  south:
    name: South
    options: {shell: shell the ridge, sign: sign the truce}
rules:
  - {exclusive: [south.shell, south.sign]}
preferences:
  north:
    - {that: not south.shell, source: paper, confidence: 0.7}
    - hold
    - not talk
    - south.sign
  south:
    - not north.hold
    - shell if north.hold and not north.talk
    - north.talk
    - not shell
    - not sign
perspectives:
  envoys:
    says: The envoys
    preferences:
      south:
        - sign if north.talk
        - not north.hold
        - not shell
beliefs:
  north: {text: North knows of no guns, options: {drop: [south.shell]}}
factions:
  south:
    quota: 2
    members:
      hawks: {name: The hawks, weight: 1, preferences: [shell, not sign]}
      doves: {name: The doves, weight: 1, preferences: [sign, not shell]}
ultimatums:
  leave: {text: "leave the ridge, or we shell it", by: south, to: north, demand: not north.hold, threat: shell}
shifts:
  rearming: {declines: north, rises: south, chance: {now: 0.4, later: 0.7}, cost: 0.1, discount: 0.9, periods: 3}
timeline:
  march: {date: "2024-03-01", does: south.shell, source: paper}
phases:
  winter: {date: "2024-01"}
  spring: {date: "2024-04", options: {drop: [south.shell]}}
"""
BELIEFS = """beliefs:
  north: {text: North knows of no guns, options: {drop: [south.shell]}}
"""
ROAD = """detente: 1
title: A road
status_quo: start
decision_makers:
  city: {name: The city}
  people: {name: The neighbours}
conditions:
  calm: {that: start or built, text: all is calm}
states:
  start: there is no road
  built: the road is built
  protest:
moves:
  city: [start -> built]
  people: [built <-> protest]
preferences:
  city: {ranking: [built, start, protest]}
  people: [calm, not protest]
"""
HALF_KNOWN = RIVER.replace(
    "        - release only if lower.pay\n", "        - {that: release, unknown: true}\n"
)
UNKNOWN = FULL.replace("    - hold\n", "    - {that: hold, unknown: true}\n")
FILES = {
    "river": RIVER,
    "full": FULL,
    "German": FULL.replace("detente: 1", "detente: 1\nlanguage: de", 1),
    "without today": RIVER.replace("status_quo: []\n", ""),
    "outcomes and moves": ROAD,
    "known in one account": HALF_KNOWN,
    "unknown": UNKNOWN,
}


class Forms(HTMLParser):
    """Reads what a browser would send of a form whose fields nobody touched, and what each field is called."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: list[tuple[str, str]] = []
        self.names: list[str] = []
        self.inside, self.select = False, ""
        self.first: str | None = None
        self.chosen: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        about = {k: v or "" for k, v in attrs}
        if tag == "form":
            self.inside = "ask" in about.get("class", "").split()
        if not self.inside:
            return
        if tag == "input":
            self.names.append(about["name"])
            if about.get("type") != "checkbox" or "checked" in about:
                self.sent.append((about["name"], about.get("value", "")))
        elif tag == "select":
            self.names.append(about["name"])
            self.select, self.first, self.chosen = about["name"], None, None
        elif tag == "option":
            self.first = about["value"] if self.first is None else self.first
            if "selected" in about:
                self.chosen = about["value"]

    def handle_endtag(self, tag: str) -> None:
        if tag == "select" and self.inside:
            self.sent.append((self.select, self.chosen if self.chosen is not None else self.first or ""))
        elif tag == "form":
            self.inside = False


def form_of(html: str) -> Forms:
    found = Forms()
    found.feed(html)
    return found


def told(html: str) -> str:
    """Give the text of a page, and what it says to whoever cannot see it."""
    html = re.sub(r"<(head|style)\b.*?</\1>", " ", html, flags=re.DOTALL)
    spoken = " ".join(re.findall(r'(?:aria-label|title)="([^"]*)"', html))
    return unescape(re.sub(r"<[^>]+>", " ", html) + " " + spoken)


def asked(bench: Bench, name: str, sent: list[tuple[str, str]]) -> str:
    """Send a form and wait for what is answered."""
    query = "&".join(f"{k}={quote(v, safe='')}" for k, v in sent)
    for _ in range(300):
        found = bench.get(f"c/river.yaml/ask/{name}?{query}")
        if 'http-equiv="refresh"' not in found.text[:800]:
            break
        time.sleep(0.1)
    assert found.status_code == 200
    return str(found.text)


def ask(bench: Bench, name: str, *sent: tuple[str, str]) -> str:
    return asked(bench, name, [("ask", "1"), *sent])


@pytest.fixture(scope="module")
def benches(tmp_path_factory) -> dict[str, Bench]:
    return {name: Bench(tmp_path_factory.mktemp("file"), text) for name, text in FILES.items()}


# -- every form can be asked as it stands ------------------------------------------------------------------------------


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("name", REGISTRY)
def test_a_form_that_nobody_touched_gives_an_answer(benches, file, name):
    bench = benches[file]
    form = bench.get(f"c/river.yaml/ask/{name}").text
    groups, others = sorted_out(read_conflict(FILES[file]))
    lacking = {q.name: why for q, why in others}
    if name in lacking:
        why = lacking[name] if file != "German" else GERMAN[lacking[name]]
        assert f'<p class="alert">{why}</p>' in form
        assert 'class="ask' not in form
        return
    assert name in {q.name for _, questions in groups for q in questions}
    sent = form_of(form).sent
    assert ("ask", "1") in sent
    answer = asked(bench, name, sent)
    if name == "whatif":  # what is supposed is for whoever asks to say
        wanted = NOTHING_SUPPOSED if file != "German" else GERMAN[NOTHING_SUPPOSED]
        assert wanted in told(answer)
        assert form_of(answer).sent == sent
        assert not [(k, v) for k, v in sent if v and k != "ask"]
        return
    assert 'class="problems bad"' not in answer, told(answer)
    assert re.search(r'<div class="brief" lang="en">\s*<section', answer)
    # what nobody touched is there again
    assert form_of(answer).sent == sent
    assert "--" not in told(form) + told(answer)


def test_a_full_file_can_be_asked_everything_and_a_file_with_mistakes_lists_everything():
    groups, others = sorted_out(read_conflict(FULL))
    assert not others
    assert {h: tuple(q.name for q in questions) for h, questions in groups} == GROUPS
    assert [h for h, _ in sorted_out(None)[0]] == list(GROUPS)
    assert sorted_out(None)[1] == []


def test_every_question_and_argument_has_its_words_and_nothing_else_has_any():
    assert sorted(n for names in GROUPS.values() for n in names) == sorted(REGISTRY)
    assert set(FORMS) == set(REGISTRY)
    for question in every():
        offered = {a.name for a in question.arguments if not a.local}
        assert set(FORMS[question.name].fields) == offered, question.name
        for argument in question.arguments:
            if isinstance(argument.metavar, tuple):
                assert len(FORMS[question.name].fields[argument.name].parts) == len(argument.metavar)
    local = {(q.name, a.name) for q in every() for a in q.arguments if a.local}
    assert local == {("robust", n) for n in ("workers", "together", "resume", "scheduler", "accounts")}


def texts() -> set[str]:
    """Give every text of the list and the forms that does not stand in a template."""
    found = {*GROUPS, *NEEDS.values(), *labels.WITHOUT_A_DEAL.values(), *labels.STRATEGIES.values()}
    found |= {looking(c) for c in CLASSICAL}
    found |= {*labels.ALWAYS.values(), *map(labels.title, every()), *(f.about for f in FORMS.values())}
    for label in (labels.ACCOUNT, labels.CONCEPTS, *(x for f in FORMS.values() for x in f.fields.values())):
        found |= {label.label, label.help, *label.parts}
    return found - {""}


def test_every_text_of_the_forms_is_plain_and_is_there_in_german():
    assert not texts() - set(GERMAN)
    for text in texts():
        assert not re.search(
            r"--|\bdm\b|decision maker|status quo|states?\b|equilibri|\bNAME\b|default", text
        ), text


def test_the_list_stands_in_the_order_of_a_reader_with_what_is_missing_below(benches):
    page = benches["river"].page("questions").text
    heads = re.findall(r"<h[23]>(.*?)</h[23]>", page)
    assert heads == [
        "What can be asked of this file",
        *(g for g in GROUPS if g != "Doubts"),
        ("What needs more than the file says"),
    ]
    above, below = page.split("What needs more than the file says")
    links = re.findall(r'/ask/(\w+)"', above)
    missing = {"phases", "factions", "commit", "robust", "mistaken", "replay"}
    assert links == [n for names in GROUPS.values() for n in names if n not in missing]
    assert "/ask/" not in below
    for name in missing:
        assert labels.title(find(name)) in unescape(below)
    for key in ("phases", "factions", "shifts", "doubts", "beliefs", "timeline"):
        assert below.count(f'<p class="soft">{NEEDS[key]}</p>') == 1
    assert unescape(above).count(FORMS["better"].about) == 1
    assert "What needs more" not in benches["full"].page("questions").text


def test_every_kind_of_argument_has_a_field():
    kinds = {a.kind for q in every() for a in q.arguments if not a.local}
    assert kinds - set(SHAPES) == {"text", "condition"}
    assert set(SHAPES) - kinds == {"concepts"}  # those that questions share


TERMS = """terms:
  signed_by: [upper, lower]
  issues: {price: {text: The price, values: {low: a low price, high: a high price}}}
  wishes:
    upper: {weights: {price: {low: 0, high: 3}}, no_deal: 1}
    lower: {weights: {price: {low: 3, high: 2}}, no_deal: 1}
"""


def test_deals_about_terms_alone_do_not_ask_where_it_begins():
    found = sorted_out(read_conflict(FILES["without today"] + TERMS))
    assert {q.name for q, why in found[1] if why == NEEDS["today"]} == {"better"}
    assert "settle" in {q.name for _, questions in found[0] for q in questions}


def test_what_needs_whole_orders_is_not_asked_where_something_is_unknown(benches):
    found = {q.name: why for q, why in sorted_out(read_conflict(UNKNOWN))[1]}
    assert set(found.values()) == {NEEDS["unknown"]}
    assert set(found) == set(BY_ORDER)
    assert not set(BY_ORDER) & {q.name for q, _ in sorted_out(read_conflict(HALF_KNOWN))[1]} - {
        "robust",
        "factions",
    }
    form = benches["known in one account"].get("c/river.yaml/ask/pivot").text
    assert "do not say enough for it: engineers" in told(form)
    assert [v for v, _ in choices(form, "concept")] == ["nash", "gmr", "smr", "seq"]
    form = benches["unknown"].get("c/river.yaml/ask/equilibria").text
    offered = choices(form, "concept")
    assert [v for v, _ in offered] == [f"{c}-{e}" for c in CLASSICAL for e in "abcd"]
    assert len({words for _, words in offered}) == 16
    assert 'name="concepts" value="nash"' in benches["unknown"].get("c/river.yaml/ask/analyze").text


def test_what_is_missing_is_said_by_its_name():
    def lacking(text: str) -> dict[str, str]:
        return {q.name: why for q, why in sorted_out(read_conflict(text))[1]}

    without = lacking(FILES["without today"])
    assert {n for n, why in without.items() if why == NEEDS["today"]} == {"better", "settle", "rounds"}
    assert without["replay"] == NEEDS["timeline"]
    dated = lacking(FULL.replace("status_quo: [north.hold]\n", ""))
    assert {n for n, why in dated.items() if why == NEEDS["today"]} == (
        {"better", "settle", "rounds", "phases", "replay"}
    )
    one = RIVER[: RIVER.index("  residents:")]
    assert lacking(one)["compare"] == NEEDS["accounts"]
    assert "compare" not in lacking(RIVER)


def test_accounts_that_say_nothing_of_it_are_left_out_and_named(benches, tmp_path):
    says = "    says: The envoys\n"
    text = FULL.replace(BELIEFS, "").replace(
        says, says + "    " + BELIEFS.replace("\n", "\n    ").rstrip(" ")
    )
    bench = Bench(tmp_path, text)
    form = bench.get("c/river.yaml/ask/mistaken").text
    assert "These accounts do not say enough for it: base" in told(form)
    assert 'name="account"' not in form
    assert 'class="brief"' in ask(bench, "mistaken")
    assert NEEDS["beliefs"] in told(ask(bench, "mistaken", ("account", "base")))
    assert "no account 'nobody'" in told(ask(bench, "mistaken", ("account", "nobody")))
    assert "These accounts" not in bench.get("c/river.yaml/ask/compare").text


# -- fields are choices of what the file has ---------------------------------------------------------------------------


def choices(html: str, name: str) -> list[tuple[str, str]]:
    """Give what a list of a form offers: values and words."""
    lists = re.findall(rf'<select name="{re.escape(name)}"[^>]*>(.*?)</select>', html, re.DOTALL)
    return [
        (unescape(v), unescape(t))
        for v, t in re.findall(r'<option value="([^"]*)"[^>]*>([^<]*)</option>', lists[0])
    ]


def marks(html: str, name: str) -> list[tuple[str, str]]:
    return [
        (unescape(v), unescape(t).strip())
        for v, t in re.findall(
            rf'<input type="checkbox" name="{re.escape(name)}" value="([^"]*)"[^>]*>([^<]*)</label>', html
        )
    ]


PARTIES = [("north", "North"), ("south", "South")]
OPTIONS = [
    ("north.hold", "hold the ridge"),
    ("north.talk", "send envoys"),
    ("south.shell", "shell the ridge"),
    ("south.sign", "sign the truce"),
]
NOTHING = ("", "nothing chosen")
CONCEPTS = [
    ("nash", "if each side looks only at its own next move (Nash)"),
    ("gmr", "if each side fears any answer, even a costly one (GMR)"),
    ("smr", "if each side fears any answer, even a costly one, unless it could get away from it (SMR)"),
    ("seq", "if each side expects the answers that would pay for the others (SEQ)"),
]


def test_fields_offer_what_the_file_has_in_words(benches):
    pages = {n: benches["full"].get(f"c/river.yaml/ask/{n}").text for n in REGISTRY}
    assert choices(pages["explain"], "dm") == [NOTHING, *PARTIES]
    assert marks(pages["better"], "who") == marks(pages["coalitions"], "members") == PARTIES
    assert marks(pages["pivot"], "who") == marks(pages["whatif"], "freeze") == PARTIES
    assert marks(pages["whatif"], "without") == OPTIONS
    assert choices(pages["whatif"], "set") == [
        NOTHING,
        *((f"{o}={v}", f"{t}: {w}") for o, t in OPTIONS for v, w in (("yes", "always"), ("no", "never"))),
    ]
    assert pages["whatif"].count('<select name="set"') == 3
    assert choices(pages["whatif"], "prefer.0") == [NOTHING, *PARTIES]
    assert choices(pages["whatif"], "collapse") == [NOTHING, ("arms", "arms"), ("diplomacy", "diplomacy")]
    assert choices(pages["ultimatum"], "name") == [NOTHING, ("leave", "leave the ridge, or we shell it")]
    assert choices(pages["commit"], "name") == [NOTHING, ("rearming", "North → South (rearming)")]
    assert choices(pages["factions"], "dm") == [NOTHING, *PARTIES]
    assert [v for v, _ in choices(pages["pivot"], "concept")] == ["nash", "gmr", "smr", "seq"]
    assert marks(pages["analyze"], "concepts") == choices(pages["equilibria"], "concept")
    assert marks(pages["analyze"], "concepts") == CONCEPTS
    german = marks(benches["German"].get("c/river.yaml/ask/analyze").text, "concepts")
    assert len({words for _, words in german}) == 4
    assert choices(pages["rounds"], "strategy") == [
        NOTHING,
        *((f"north={s}", w) for s, w in labels.STRATEGIES.items()),
    ]
    assert choices(pages["analyze"], "account") == [
        ("", "all of them"),
        ("base", "base"),
        ("envoys", "envoys: The envoys"),
    ]
    for page in (pages["check"], pages["robust"]):
        assert "workers" not in page
    assert 'name="account"' not in pages["check"]
    assert 'name="concepts"' not in pages["settle"]
    assert '<p class="heading">South</p>' in pages["whatif"]
    assert '<optgroup label="South">' in pages["whatif"]
    for name, page in pages.items():
        assert ("<dt><code>south.sign</code></dt><dd>sign the truce</dd>" in page) is (
            name
            in (
                "explain",
                "evolve",
                "settle",
                "rounds",
                "pivot",
                "coalitions",
                "robust",
                "whatif",
                "factions",
                "equilibria",
                "states",
            )
        ), name


def test_outcomes_are_offered_as_the_page_answer_calls_them(benches):
    bench = benches["full"]
    offered = choices(bench.get("c/river.yaml/ask/explain").text, "state")
    assert offered[0] == NOTHING
    assert offered[1] == ("north.hold", "today")
    letters = [t.split(":")[0] for _, t in offered[2:]]
    assert letters == ["A", "B", "C", "D", "E"][: len(letters)] != []
    brief = told(bench.page("answer").text)
    for _, words in offered[2:]:
        assert words.split(": ", 1)[1] in brief
    deals = choices(bench.get("c/river.yaml/ask/settle").text, "no_deal")
    assert deals[:3] == list(labels.WITHOUT_A_DEAL.items())
    assert deals[3:] == offered[2:]
    german = choices(benches["German"].get("c/river.yaml/ask/explain").text, "state")
    assert german[:2] == [("", "nichts gewählt"), ("north.hold", "heute")]
    # where the file does not say what is done today, something is chosen
    begun = choices(benches["without today"].get("c/river.yaml/ask/evolve").text, "start")
    assert NOTHING not in begun
    assert begun[0][1].startswith("A: ")
    assert choices(benches["without today"].get("c/river.yaml/ask/coalitions").text, "state")[0] == NOTHING


def test_a_form_does_not_wait_for_the_names_of_outcomes(benches, monkeypatch, tmp_path):
    monkeypatch.setattr(asking, "NAMES", -1.0)
    bench = Bench(tmp_path, FULL)
    form = bench.get("c/river.yaml/ask/explain").text
    assert '<select name="state"' not in form
    assert '<input name="state.words"' in form
    assert '<select name="no_deal"' in bench.get("c/river.yaml/ask/settle").text
    monkeypatch.undo()
    assert '<select name="state"' in bench.get("c/river.yaml/ask/explain").text


def test_conditions_are_made_of_what_the_form_lists(benches):
    road = unescape(benches["outcomes and moves"].get("c/river.yaml/ask/states").text)
    assert re.findall(r"<dt><code>(\w+)</code></dt><dd>(.*?)</dd>", road) == [
        ("calm", "all is calm"),
        ("start", "there is no road"),
        ("built", "the road is built"),
        ("protest", "protest"),
    ]
    answer = ask(benches["outcomes and moves"], "states", ("where", "All is calm"))
    assert brief(answer) == brief(ask(benches["outcomes and moves"], "states", ("where", "calm")))
    assert ("where", "All is calm") in form_of(answer).sent


def brief(html: str) -> str:
    return html[html.index('<div class="brief"') :]


@pytest.mark.parametrize("by", ["letter", "title", "both", "chosen", "name"])
def test_an_outcome_may_be_chosen_or_typed(benches, by):
    bench = benches["full"]
    value, words = choices(bench.get("c/river.yaml/ask/explain").text, "state")[2]
    letter, title = words.split(": ", 1)
    typed = {"letter": letter.lower(), "title": title.upper(), "both": words, "name": value}
    sent = ("state", value) if by == "chosen" else ("state.words", typed[by])
    answer = ask(bench, "explain", sent)
    wanted = ask(bench, "explain", ("state", value))
    assert brief(answer) == brief(wanted) != brief(ask(bench, "explain"))
    # what was asked is there again
    assert sent in form_of(answer).sent


def test_the_words_of_an_option_are_understood_and_what_a_link_says_is_shown(benches):
    bench = benches["full"]
    answer = ask(bench, "pivot", ("goal.words", "Sign the truce"))
    assert brief(answer) == brief(ask(bench, "pivot", ("goal", "south.sign")))
    assert ("goal.words", "south.sign") in form_of(ask(bench, "pivot", ("goal", "south.sign"))).sent
    answer = ask(bench, "states", ("where", "sign the truce"))
    assert brief(answer) == brief(ask(bench, "states", ("where", "south.sign")))
    wished = (("prefer.0", "north"), ("prefer.1", "sign the truce"))
    answer = ask(bench, "whatif", *wished)
    assert set(wished) <= set(form_of(answer).sent)
    assert brief(answer) == brief(ask(bench, "whatif", ("prefer.0", "north"), ("prefer.1", "south.sign")))


def test_words_that_mean_several_things_are_refused(tmp_path):
    twice = FULL.replace("sign the truce", "shell the ridge")
    conflict = read_conflict(twice)
    offered = Offered(conflict, conflict.accounts, None, "en")
    with pytest.raises(RefusedError, match="can mean several things"):
        condition(offered.under, "shell the ridge")
    assert condition(offered.under, "Send Envoys") == "north.talk"
    assert condition(offered.under, "north.talk and south.sign") == "north.talk and south.sign"
    # letters are for outcomes
    bench = Bench(tmp_path, FULL)
    assert "“A” is not understood" in told(ask(bench, "states", ("where", "A")))


def test_what_is_chosen_reaches_the_question_and_is_kept(benches):
    bench = benches["full"]
    for name, sent in {
        "better": [("who", "south")],
        "coalitions": [("members", "north"), ("members", "south"), ("size", "2")],
        "whatif": [("set", "north.talk=yes"), ("set", "south.shell=no"), ("absent", "south")][:2],
        "ultimatum": [("name", "leave"), ("by_moves", "1")],
        "commit": [("name", "rearming")],
        "rounds": [("strategy", "south=boulware"), ("runs", "30"), ("discount", "0.9"), ("no_deal", "today")],
        "equilibria": [("concept", "seq"), ("seed", "3"), ("sample", "2")],
        "analyze": [("concepts", "nash"), ("concepts", "seq"), ("account", "envoys")],
        "replay": [("until", "2024")],
    }.items():
        answer = ask(bench, name, *sent)
        assert 'class="problems bad"' not in answer, (name, told(answer))
        there = form_of(answer).sent
        for pair in sent:
            assert pair in there, (name, pair)
        if name not in ("replay", "commit", "ultimatum"):
            assert brief(answer) != brief(
                ask(bench, name, *([("without", "north.talk")] if name == "whatif" else []))
            )
    both = ask(bench, "coalitions", ("members", "north"), ("members", "south"))
    assert brief(both) == brief(ask(bench, "coalitions", ("members", "north,south")))
    seen = form_of(ask(bench, "coalitions", ("members", "north, south"))).sent
    assert [v for n, v in seen if n == "members"] == ["north", "south"]


def test_nothing_is_supposed_on_a_form_that_was_not_touched():
    from starlette.datastructures import QueryParams

    def supposed(text: str, query: str = "") -> dict[str, tuple[str, ...]]:
        conflict = read_conflict(text)
        offered = Offered(conflict, conflict.accounts, None, "en")
        found = fields(find("whatif"), offered, QueryParams(query))
        return {f.name: f.values for f in found if any(f.values)}

    for text in (FULL, RIVER, ROAD):
        assert supposed(text) == {}
        assert supposed(text, "ask=1") == {}
    assert supposed(FULL, "without=north.talk") == {"without": ("north.talk",)}


def test_as_many_settings_are_shown_as_were_asked(benches):
    settings = [("set", f"{o}=no") for o, _ in OPTIONS]
    answer = ask(benches["full"], "whatif", *settings)
    assert [pair for pair in form_of(answer).sent if pair[0] == "set"] == settings


# -- what is refused ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "sent", "said"),
    [
        (
            "whatif",
            [],
            NOTHING_SUPPOSED,
        ),
        (
            "pivot",
            [("most", "2")],
            "“Whose wishes may change, for a goal”, “At most this many changes, for a goal” and "
            "“For a goal: it counts even if today does not lead there” belong to a goal; fill in “Goal”",
        ),
        (
            "pivot",
            [("most", "x")],
            "“At most this many changes, for a goal”: 'x' is no whole number from 1 on",
        ),
        (
            "pivot",
            [("most", "0")],
            "“At most this many changes, for a goal”: '0' is no whole number from 1 on",
        ),
        ("whatif", [("prefer.0", "north")], "“What a party wants above all”: fill in both, or neither"),
        ("whatif", [("prefer.1", "hold")], "“What a party wants above all”: fill in both, or neither"),
        ("explain", [("state.words", "nowhere")], "nowhere"),
        ("analyze", [("concepts", "none")], "none"),
        (
            "equilibria",
            [("sample", "1234567890")],
            "“How many to show”: '1234567890' is no whole number from 1 on",
        ),
    ],
)
def test_what_is_refused_names_the_fields(benches, name, sent, said):
    answer = ask(benches["full"], name, *sent)
    refused = told(answer[answer.index('class="problems bad"') :])
    assert said in refused
    assert "--" not in told(answer)
    assert 'class="brief"' not in answer
    german = told(ask(benches["German"], name, *sent))
    assert "--" not in german
    if name == "pivot" and "x" in dict(sent).values():
        assert "„" not in german.split("is no whole")[0][-60:]
        assert "“Höchstens so viele Änderungen, bei einem Ziel”: 'x'" in german


def test_the_number_that_stands_for_nothing_is_understood(benches):
    answer = ask(benches["full"], "robust", ("seed", "0"), ("samples", "5"))
    assert 'class="brief"' in answer


def test_nothing_can_be_given_that_forms_leave_out(benches):
    path = benches["full"].folder / "kept"
    answer = ask(benches["full"], "robust", ("resume", str(path)), ("samples", "5"))
    assert 'class="brief"' in answer
    assert not path.exists()


def test_confidential_wishes_are_no_reason_to_name_a_flag(tmp_path):
    bench = Bench(tmp_path, marked())
    for page in ("questions", "ask/pivot", "ask/pivot?ask=1", "ask/check", "ask/check?ask=1"):
        assert "--" not in told(bench.get(f"c/river.yaml/{page}").text), page
    assert NEEDS["confidential"] in told(bench.get("c/river.yaml/ask/pivot?ask=1").text)
    assert "only where the workbench is started with as south" in told(ask(bench, "check"))


SAID = {
    "the time was up after 1 of 2 groups (--seconds allows more).": "the time was up after 1 of 2 groups.",
    "not enough; allow more (--seconds N), or make the conflict smaller": "not enough; make the conflict smaller",
    "this process (ulimit -v), close other programs, or give --most-states a limit so that states are listed": (
        "this process (ulimit -v), or close other programs"
    ),
    "The first 4 of 80; --json and --out FILE.csv give all.": "The first 4 of 80.",
    "And 3 more such pairs (--json lists all).": "And 3 more such pairs.",
    "'a' wants; of the account 'b' it can be asked: --perspective b": (
        "'a' wants; of the account 'b' it can be asked"
    ),
    "somebody is in 'b': name one with --perspective": "somebody is in 'b'",
    "confidential; whoever may see it adds --as a --as b": (
        "confidential; whoever may see it starts the workbench with as a as b"
    ),
    "It is here; it is shown only with --as a.": (
        "It is here; it is shown only where the workbench is started with as a."
    ),
    "repeated here (--as a tells what is wrong). Allowed": (
        "repeated here (the workbench tells what is wrong if it is started with as a). Allowed"
    ),
    "--goal and --most belong; say --goal STATE or --goal CONDITION": (
        "“Goal” and “At most this many changes, for a goal” belong; fill in “Goal”"
    ),
    "it is heading to B (ask with --concept seq).": (
        "it is heading to B (for that, choose SEQ under “How the sides look ahead”)."
    ),
    "say where to start ('goal'; --goal STATE)": "say where to start (“Goal”)",
    "see 'detente explain --state', and 'detente wrong'": (
        "see “Why does an outcome hold, or not?”, and 'detente wrong'"
    ),
    "'pivot' lists every state. 'analyze', 'equilibria', 'evolve' and 'explain' list none: ask one of these.": (
        "This question lists every state. “What holds, and where does it lead?”, “What do the outcomes that "
        "hold have in common?”, “How do we get there from here?” and “Why does an outcome hold, or not?” list none: "
        "ask one of these."
    ),
    "give --perspective NAME, --concepts or --unknown": (
        "give “By whose account”, “Ways of looking ahead” or --unknown"
    ),
    "a name of the file such as north--goal or x--goal": "a name of the file such as north--goal or x--goal",
}


@pytest.mark.parametrize("text", SAID)
def test_what_is_said_of_the_command_line_is_said_of_the_form(text):
    assert in_forms(text, find("pivot")) == SAID[text]


def test_every_phrase_is_tried_and_labels_speak_german():
    for pattern, _ in PHRASES:
        assert any(pattern.search(text) for text in SAID) or pattern.pattern == "--as ", pattern.pattern
    assert in_forms("fill in --goal", find("pivot"), "de") == "fill in “Ziel”"
    assert in_forms("see 'detente states'", find("pivot"), "de") == "see “Welche Ausgänge sind möglich?”"


def test_on_a_page_texts_are_changed_and_nothing_else():
    html = '<a style="x:--goal" title="--goal">&lt;b&gt; &#x27;--goal&#x27; <b>--nothing &amp;</b></a>'
    assert page_in_forms(html, find("pivot")) == (
        '<a style="x:--goal" title="--goal">&lt;b&gt; &#x27;“Goal”&#x27; <b>--nothing &amp;</b></a>'
    )


def test_the_forms_speak_german(benches):
    page = benches["German"].page("questions").text
    assert "Was sich diese Datei fragen lässt" in page
    for heading in GROUPS:
        assert f"<h3>{GERMAN[heading]}</h3>" in page
    for name in REGISTRY:
        form = benches["German"].get(f"c/river.yaml/ask/{name}").text
        assert f"<h1>{GERMAN[labels.title(find(name))]}</h1>" in form
        assert GERMAN[FORMS[name].about] in unescape(form)
        for label in FORMS[name].fields.values():
            assert GERMAN[label.label] in unescape(form), label
            assert not label.help or GERMAN[label.help] in unescape(form), label
        english = [t for t in texts() if len(t) > 12 and t in unescape(form)]
        assert not english, (name, english)
    assert "wenn jede Seite nur ihren eigenen nächsten Zug bedenkt (Nash)" in form_text(
        benches["German"], "pivot"
    )


def form_text(bench: Bench, name: str) -> str:
    return told(bench.get(f"c/river.yaml/ask/{name}").text)


def test_what_several_accounts_have_alike_is_said_once(benches):
    answer = told(brief(ask(benches["river"], "states")))
    assert "6 states are feasible." in answer
    assert "have other options" not in answer
    assert "The first 4 of 6. " in answer + " "


def test_what_one_account_says_nothing_of_is_answered_for_the_others(benches, tmp_path):
    """An account asked alone may be refused where the same account among others is said to lack something."""
    says = "    says: The envoys\n"
    other = "    shifts:\n      truce: {declines: south, rises: north, chance: {now: 0.2, later: 0.6}, cost: 0.1, "
    text = FULL.replace(says, f"{says}{other}discount: 0.9}}\n")
    bench = Bench(tmp_path, text)
    conflict = read_conflict(text)
    assert [[s.id for s in conflict.under(a).shifts] for a in conflict.accounts] == [
        ["rearming"],
        ["rearming", "truce"],
    ] or [[s.id for s in conflict.under(a).shifts] for a in conflict.accounts] == [["rearming"], ["truce"]]
    answer = ask(bench, "commit", ("name", "truce"))
    assert 'class="problems bad"' not in answer, told(answer)
    assert brief(answer) == brief(ask(bench, "commit", ("name", "truce"), ("account", "envoys")))
    assert "no shift 'nothing'" in told(ask(bench, "commit", ("name", "nothing")))


# -- what is handed on -------------------------------------------------------------------------------------------------


def test_files_to_hand_on_have_names_of_their_own_and_the_page_says_that_they_are_saved(benches):
    page = benches["river"].page("report").text
    assert "Each link saves a file on this machine." in page
    assert "Jeder Link speichert eine Datei auf diesem Rechner." in benches["German"].page("report").text
    links = re.findall(r'href="[^"]*/c/river.yaml/(file/[^"]*)" download', page)
    names = [
        benches["river"].get(f"c/river.yaml/{link}").headers["content-disposition"].split("''")[1]
        for link in links
    ]
    assert names == [
        "river-brief.html",
        "river-report.html",
        "river-report-with-details.html",
        "river-report.docx",
    ]
