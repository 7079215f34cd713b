"""Who may ask the workbench, from where, how much, and what a browser may do with the answer: a test for each rule."""

from __future__ import annotations

import asyncio
import os
import sys
from html.parser import HTMLParser

import pytest

pytest.importorskip("starlette")

from starlette.testclient import TestClient

from detente.cli import main
from detente.conflict import DetenteError
from detente.workbench.files.folder import Folder
from detente.workbench.server import safety, serving
from detente.workbench.server.safety import Door, Guard, host_of, is_loopback, loopback_hosts
from detente.workbench.server.serving import HOST, _bound, serve
from tests.workbench_client import HOME, RIVER, Bench

PAGES = ("answer", "table", "wishes", "graph", "questions", "text", "report", "ask/pivot?ask=1", "pairs")


@pytest.fixture
def bench(tmp_path):
    return Bench(tmp_path)


def test_without_the_token_there_is_nothing(bench):
    for path in (
        "/",
        "/c/river.yaml/text",
        f"/{bench.door.token[:-1]}/",
        f"/{bench.door.token}x/",
        "//",
        "/%00/",
    ):
        found = bench.client.get(path)
        assert found.status_code == 404
        assert "river" not in found.text.lower()
    assert bench.client.get(f"/{bench.door.token}/").status_code == 200


def test_the_token_is_long_and_new_each_time():
    tokens = {Door(("a",)).token for _ in range(50)}
    assert len(tokens) == 50
    assert min(map(len, tokens)) >= 32


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:8765", "127.0.0.1", "127.0.0.1:80", "127.0.0.1.evil.example:8765", ""],
)
def test_other_names_of_this_machine_are_refused(bench, host):
    found = bench.get("", headers={"host": host})
    assert found.status_code == 421
    assert bench.get("", headers={"host": "LOCALHOST:8765"}).status_code == 200
    assert bench.get("", headers={"host": "[::1]:8765"}).status_code == 200


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "https://127.0.0.1:8765", "http://127.0.0.1:9999", ""]
)
def test_what_other_pages_send_changes_nothing(bench, origin):
    form = {"do": "title", "title": "Taken over", "base": bench.version(), "page": "table"}
    found = bench.post("c/river.yaml/edit", form, origin=origin)
    assert found.status_code == 403
    assert bench.text == RIVER
    assert bench.get("", headers={"origin": origin}).status_code == 403


def test_a_form_without_an_origin_or_from_another_site_changes_nothing(bench):
    form = {"do": "title", "title": "Taken over", "base": bench.version(), "page": "table"}
    assert bench.client.post(f"{bench.base}/c/river.yaml/edit", data=form).status_code == 403
    assert bench.post("c/river.yaml/edit", form, **{"sec-fetch-site": "cross-site"}).status_code == 403
    assert bench.post("c/river.yaml/edit", form, **{"sec-fetch-site": "same-site"}).status_code == 403
    assert bench.text == RIVER
    assert bench.post("c/river.yaml/edit", form, **{"sec-fetch-site": "same-origin"}).status_code == 200
    assert "Taken over" in bench.text


def test_only_plain_forms_are_taken(bench):
    where = f"{bench.base}/c/river.yaml/edit"
    for kind in ("text/plain", "application/json", "multipart/form-data; boundary=x", ""):
        found = bench.client.post(
            where, content=b"do=title&title=x", headers={"origin": HOME, "content-type": kind}
        )
        assert found.status_code == 415
    many = "&".join(f"a{k}=1" for k in range(1000))
    plain = {"origin": HOME, "content-type": "application/x-www-form-urlencoded"}
    assert bench.client.post(where, content=many.encode(), headers=plain).status_code == 400
    assert bench.client.post(where, content=b"\xff\xfe=1", headers=plain).status_code == 400
    assert bench.text == RIVER


def test_reading_changes_nothing_and_other_methods_are_refused(bench):
    for page in ("edit", "undo", "redo", "text"):
        assert bench.get(f"c/river.yaml/{page}", params={"do": "title", "title": "x"}).status_code in (
            200,
            404,
            405,
        )
    for method in ("PUT", "DELETE", "OPTIONS", "TRACE", "PATCH"):
        assert bench.client.request(method, f"{bench.base}/").status_code == 405
    assert bench.text == RIVER


@pytest.mark.parametrize(
    "path", ["", "static/workbench.js", "c/none.yaml/answer", *(f"c/river.yaml/{p}" for p in PAGES)]
)
def test_every_answer_says_what_a_browser_may_do_with_it(bench, path):
    found = bench.get(path)
    policy = dict(part.strip().split(" ", 1) for part in found.headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert (
        policy["script-src"]
        == policy["style-src"]
        == policy["connect-src"]
        == policy["form-action"]
        == "'self'"
    )
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert "unsafe" not in found.headers["content-security-policy"]
    assert found.headers["x-content-type-options"] == "nosniff"
    assert found.headers["referrer-policy"] == "same-origin"
    assert found.headers["cache-control"] == "no-store"
    assert found.headers["cross-origin-resource-policy"] == "same-origin"


def test_what_is_refused_says_it_too(bench):
    found = bench.client.get("/")
    assert "content-security-policy" in found.headers


class Seen(HTMLParser):
    """What a browser would do on a page: scripts, styles, handlers, addresses."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.bad: list[str] = []
        self.inside = ""

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.inside = tag
        for name, value in attrs:
            if name.startswith("on") or name == "style":
                self.bad.append(f"{tag} {name}={value}")
            if name in ("href", "src", "action") and not (value or "").startswith(("/", "#", "data:,")):
                self.bad.append(f"{tag} {name}={value}")

    def handle_data(self, data):
        if self.inside in ("script", "style") and data.strip():
            self.bad.append(f"{self.inside}: {data[:40]}")

    def handle_endtag(self, tag):
        self.inside = ""


def seen(html: str) -> Seen:
    found = Seen()
    found.feed(html)
    return found


@pytest.mark.parametrize("page", [*PAGES, "part"])
def test_pages_have_no_scripts_styles_or_addresses_of_their_own(bench, page):
    found = seen(bench.get(f"c/river.yaml/{page}").text)
    assert found.bad == []
    assert set(found.tags) >= ({"main", "h1", "nav"} if page != "part" else {"section"})


HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(2)><svg onload=alert(3)></title>{{7*7}}javascript:a(4)'


@pytest.mark.parametrize("page", [*PAGES, "part"])
def test_text_from_files_is_text(tmp_path, page):
    """Whatever a file says, wherever it stands: tags and attributes of a page are the same as with harmless words."""
    quoted = "'" + HOSTILE.replace("'", "''") + "'"
    text = (
        RIVER.replace("'The river'", quoted).replace("It is poor.", quoted).replace('"go to court"', quoted)
    )
    text = (
        text.replace("Upper town", quoted)
        .replace("The engineers", quoted)
        .replace("pay for the water", quoted)
    )
    text += f"conditions:\n  deal: {{that: upper.release and lower.pay, text: {quoted}}}\nabout: {quoted}\n"
    bench = Bench(tmp_path, text)
    bench.edit("add-rule", page="table", kind="never", what="upper.release and lower.sue", because=HOSTILE)
    found = bench.get(f"c/river.yaml/{page}")
    assert found.status_code == 200
    told = seen(found.text)
    assert told.bad == []
    assert "img" not in told.tags
    assert told.tags.count("script") == (2 if page != "part" else 0)
    assert "49javascript" not in found.text


def test_hostile_names_of_files_are_text(tmp_path):
    bench = Bench(tmp_path)
    name = 'x" onmouseover="alert(1)<b>.yaml'
    (tmp_path / name).write_text(RIVER, encoding="utf-8")
    home = seen(bench.get("").text)
    assert home.bad == []
    assert "b" not in home.tags
    assert bench.page("text", name).status_code == 200
    assert seen(bench.page("text", name).text).bad == []


@pytest.mark.parametrize(
    "path",
    [
        "../secret.yaml", "..%2fsecret.yaml", "%2e%2e/secret.yaml", "%2e%2e%2fsecret.yaml", "..%5csecret.yaml",
        "%252e%252e%252fsecret.yaml", "....//secret.yaml", "sub/inner.yaml", "sub%2finner.yaml", "link.yaml",
        "%2fetc%2fpasswd", ".hidden.yaml", ".river.yaml.journal", "river.yaml%00.yaml", "notes.txt", "..", "%2e",
        "folder.yaml", "pipe.yaml",
    ],
)  # fmt: skip
def test_no_path_leads_out_of_the_folder(tmp_path, path):
    inside = tmp_path / "inside"
    (inside / "sub").mkdir(parents=True)
    (inside / "folder.yaml").mkdir()
    os.mkfifo(inside / "pipe.yaml")
    for place in (
        tmp_path / "secret.yaml",
        inside / "sub" / "inner.yaml",
        inside / ".hidden.yaml",
        inside / "notes.txt",
    ):
        place.write_text(RIVER.replace("The river", "TOP SECRET"), encoding="utf-8")
    (inside / "link.yaml").symlink_to(tmp_path / "secret.yaml")
    bench = Bench(inside)
    for page in ("text", "answer", "version", "file/brief.html"):
        found = bench.client.get(f"{bench.base}/c/{path}/{page}")
        assert found.status_code == 404, (path, page)
        assert "TOP SECRET" not in found.text
    form = {"do": "title", "title": "Written", "base": "x", "page": "table"}
    assert bench.post(f"c/{path}/edit", form).status_code == 404
    assert "TOP SECRET" in (tmp_path / "secret.yaml").read_text(encoding="utf-8")
    assert "secret" not in bench.get("").text


@pytest.mark.parametrize(
    "file",
    [
        "../app.py",
        "..%2fapp.py",
        "workbench.py",
        "%2e%2e%2fapp.py",
        "workbench.css%00",
        "vendor",
        "vendor/",
        "vendor/../../app.py",
        "vendor%2f..%2f..%2fapp.py",
        "vendor/../../../_version.py",
        "/etc/passwd",
    ],
)
def test_nothing_of_the_package_is_given_but_what_pages_need(bench, file):
    assert bench.client.get(f"{bench.base}/static/{file}").status_code == 404


def test_where_one_file_is_shown_the_others_are_not(tmp_path):
    (tmp_path / "other.yaml").write_text(RIVER, encoding="utf-8")
    bench = Bench(tmp_path, only="river.yaml")
    assert bench.page("text").status_code == 200
    assert bench.page("text", "other.yaml").status_code == 404
    assert bench.post("new", {"title": "A new one"}).status_code == 422
    assert sorted(p.name for p in tmp_path.iterdir()) == ["other.yaml", "river.yaml"]


@pytest.mark.parametrize(
    "name", ["../x.yaml", "a/b.yaml", ".x.yaml", "con.yaml", "x\n.yaml", "a" * 200, "\\x", "x:y"]
)
def test_new_files_get_plain_names_in_the_folder(bench, name):
    before = sorted(bench.folder.rglob("*"))
    found = bench.post("new", {"title": "A new one", "name": name})
    assert found.status_code == 422
    assert sorted(bench.folder.rglob("*")) == before


def test_a_new_file_never_takes_the_place_of_another(bench):
    found = bench.post("new", {"title": "Another", "name": "river.yaml"})
    assert found.status_code == 422
    assert "there already" in found.text
    assert bench.text == RIVER


def test_sizes_are_limited(bench):
    large = {"text": "x" * (safety.MOST_BODY + 1), "base": bench.version()}
    assert bench.post("c/river.yaml/text", large).status_code == 413
    assert bench.get("x" * 9_000).status_code == 414
    assert bench.get("", headers={"content-length": "9" * 20}).status_code == 413
    assert bench.text == RIVER
    (bench.folder / "large.yaml").write_bytes(b"x" * 8_000_001)
    found = bench.page("text", "large.yaml")
    assert found.status_code == 422
    assert "larger than" in found.text


async def _answered(messages, door, wait=0.0):
    async def app(scope, receive, send):
        await receive()
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"in"})

    sent = []

    async def receive():
        if not messages:
            await asyncio.sleep(wait)
        return messages.pop(0) if messages else {"type": "http.request", "body": b"", "more_body": True}

    async def send(message):
        sent.append(message)

    headers = [(b"host", door.hosts[0].encode()), (b"origin", f"http://{door.hosts[0]}".encode())]
    scope = {
        "type": "http",
        "method": "POST",
        "path": f"/{door.token}/x",
        "query_string": b"",
        "headers": headers,
    }
    await Guard(app, door)(scope, receive, send)
    return sent[0]["status"]


def test_what_is_sent_without_end_or_too_slowly_is_refused(monkeypatch):
    door = Door(loopback_hosts(1))
    part = {"type": "http.request", "body": b"x" * 1_000_000, "more_body": True}
    assert asyncio.run(_answered([part] * 20, door)) == 413
    monkeypatch.setattr(safety, "SECONDS_TO_SEND", 0.05)
    assert asyncio.run(_answered([], door, wait=1.0)) == 408
    whole = {"type": "http.request", "body": b"x", "more_body": False}
    assert asyncio.run(_answered([whole], door)) == 200


def test_sockets_are_closed_at_once():
    sent = []

    async def send(message):
        sent.append(message)

    asyncio.run(Guard(None, Door(loopback_hosts(1)))({"type": "websocket"}, None, send))
    assert sent == [{"type": "websocket.close", "code": 1008}]


def test_it_listens_on_this_machine_alone_unless_asked_in_so_many_words():
    assert HOST == "127.0.0.1"
    bound = _bound(HOST, 0)
    try:
        assert is_loopback(bound.getsockname()[0])
    finally:
        bound.close()
    with pytest.raises(DetenteError, match="cannot be used"):
        _bound("no.such.host.invalid", 0)


@pytest.mark.parametrize(
    ("asked", "called"),
    [
        ("", "127.0.0.1"),
        ("127.0.0.1", "127.0.0.1"),
        ("127.0.0.2", "127.0.0.2"),
        ("127.1", "127.0.0.1"),
        ("localhost", "localhost"),
        ("LOCALHOST", "localhost"),
        ("::1", "[::1]"),
        ("0:0::0:1", "[::1]"),
        ("0.0.0.0", "0.0.0.0"),
        ("0", "0.0.0.0"),
        ("::ffff:127.0.0.1", "[::ffff:7f00:1]"),
    ],
)
def test_the_address_that_is_told_is_the_one_that_answers(asked, called, tmp_path, monkeypatch):
    (tmp_path / "river.yaml").write_text(RIVER, encoding="utf-8")
    told: list[str] = []
    names: list[str] = []

    def run(server, bound) -> None:
        names.append(bound.getsockname()[0])
        port = bound.getsockname()[1]
        client = TestClient(server.config.app, base_url=f"http://{called.upper()}:{port}")
        for host in (called, called.upper()):
            found = client.get(told[0].partition(f":{port}")[2], headers={"host": f"{host}:{port}"})
            assert found.status_code == 200, host

    monkeypatch.setattr(serving, "_run", run)
    try:
        serve(str(tmp_path), network=asked, browser=False, tell=told.append)
    except DetenteError as error:  # a machine without this kind of address
        pytest.skip(str(error))
    assert told[0].startswith(f"the workbench is at http://{called}:")
    assert (len(told) == 3) == (not is_loopback(names[0]))


def test_names_are_those_that_browsers_send():
    assert Door(("VM:80", "vm:80")).hosts == ("vm:80", "vm")
    assert Door(("VM:8000",)).address.startswith("http://vm:8000/")
    assert host_of("Büro.example", "192.0.2.1") == "xn--bro-hoa.example"
    assert host_of("fe80::1%eth0", "fe80::1%eth0") == "[fe80::1%eth0]"
    assert host_of("no name", "192.0.2.1") == "no name"
    assert not is_loopback("::ffff:192.0.2.1")
    assert is_loopback("::ffff:127.0.0.1")


def test_a_file_that_is_no_text_is_said_to_be_none(bench):
    (bench.folder / "latin.yaml").write_bytes(b"title: caf\xe9\n")
    found = bench.page("text", "latin.yaml")
    assert found.status_code == 422
    assert "not UTF-8" in found.text


def test_an_error_in_the_program_is_one_sentence(bench, monkeypatch):
    monkeypatch.setattr("detente.workbench.pages.views.shape", lambda *given: 1 / 0)
    found = bench.page("table")
    assert found.status_code == 500
    assert "ZeroDivisionError" in found.text
    assert "Traceback" not in found.text


def test_a_folder_that_is_not_there_is_said_to_be_none(tmp_path):
    with pytest.raises(DetenteError, match="no such file or folder"):
        Folder.of(str(tmp_path / "nothing"))
    (tmp_path / "x.xlsx").write_bytes(b"PK")
    with pytest.raises(DetenteError, match="no conflict file by its ending"):
        Folder.of(str(tmp_path / "x.xlsx"))


def test_files_of_our_own_are_never_written_through_links(tmp_path):
    """A folder from elsewhere may bring links under the names of the journal and of the pins."""
    inside, outside = tmp_path / "inside", tmp_path / "outside"
    inside.mkdir()
    outside.mkdir()
    for kind in ("journal", "pins"):
        (outside / kind).write_bytes(b"precious\n")
        (inside / f".river.yaml.{kind}").symlink_to(outside / kind)
    bench = Bench(inside)
    bench.page("part")
    bench.edit("title", page="table", title="Another")
    bench.post("c/river.yaml/pin", {"do": "pin", "name": "x", "page": "answer", "base": bench.version()})
    bench.post("c/river.yaml/undo", {"page": "answer"})
    assert bench.text == RIVER
    assert {(outside / kind).read_bytes() for kind in ("journal", "pins")} == {b"precious\n"}
    assert not any(p.is_symlink() for p in inside.iterdir())


def test_serve_says_what_is_missing(monkeypatch, capsys, tmp_path):
    assert main(["serve", str(tmp_path / "nothing.yaml"), "--no-browser"]) == 2
    assert "no such file or folder" in capsys.readouterr().err
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    assert main(["serve", str(tmp_path), "--no-browser"]) == 2
    assert "pip install 'detente[workbench]'" in capsys.readouterr().err


def test_what_the_network_may_reach_is_said(monkeypatch, tmp_path):
    told: list[str] = []
    monkeypatch.setattr("detente.workbench.server.serving._run", lambda server, bound: None)
    serve(str(tmp_path), browser=False, tell=told.append)
    assert not any("network" in line for line in told)
    serve(str(tmp_path), browser=False, network="0.0.0.0", tell=told.append)
    assert told[-1] == "it can be reached from the network at 0.0.0.0, without encryption"
