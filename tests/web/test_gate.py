"""The page behind a password: who may read, how one signs in, and what a flood of guesses gets."""

from __future__ import annotations

import base64
import re
import threading
from urllib.parse import quote

import pytest
from werkzeug.security import generate_password_hash

from searchkit.errors import SettingsError
from searchkit.web import Gate, create_app
from searchkit.web.gate import MAX_HASHING
from searchkit.web.sessions import MAX_SESSION, MAX_SESSIONS, Sessions
from searchkit.web.static_version import static_version
from searchkit.web.throttle import ADDRESS_ATTEMPTS, ALL_ATTEMPTS, MAX_ADDRESSES, Throttle

PASSWORD = "correct horse: bättery"
#: As strong as the tests need.
HASH = generate_password_hash(PASSWORD, "scrypt:1024:8:1")
OTHER_HASH = generate_password_hash("another password", "scrypt:1024:8:1")

PAGES = ["/", "/?q=army", "/article/harbour.md", "/article/none.md", "/cite/harbour.md", "/stories",
         "/api", "/nowhere", "/login/", "/static", "//evil.example/", "/healthz/x"]  # fmt: skip
PROGRAMS = ["/api/search?q=army", "/api/article/none.md", "/api/nowhere", "/api/openapi.json",
            "/feed?q=army", "/healthz", "/suggestions.json?q=a", "/opensearch.xml"]  # fmt: skip
SECRETS = ("Harbour", "army", "bulletin", "28", "Stories", "indexed", "no article", 'role="search"')


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


def assert_tells_nothing(text):
    # The version of the static files may have any digits in it.
    rest = text.replace(static_version(), "")
    assert [secret for secret in SECRETS if secret in rest] == []


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def kept():
    """The hash that is kept; a test may change it."""
    return [HASH]


@pytest.fixture
def gate(kept, clock):
    return Gate(read=lambda: kept[0], throttle=Throttle(clock), sessions=Sessions(clock))


@pytest.fixture
def app(library, gate):
    return create_app(library, behind=gate)


@pytest.fixture
def client(app):
    return browser(app)


def browser(app, address="192.0.2.1"):
    client = app.test_client()
    client.environ_base.update(REMOTE_ADDR=address)
    client.environ_base["wsgi.url_scheme"] = "https"
    return client


def ask(client, url, method="GET", **headers):
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.open(url, base_url="https://localhost", method=method, headers=named)


def sign_in(client, password=PASSWORD, url="/login", **headers):
    named = {"Origin": "https://localhost", **headers}
    return client.post(
        url, base_url="https://localhost", data={"password": password}, headers=named
    )


def basic(password, name="anybody"):
    return "Basic " + base64.b64encode(f"{name}:{password}".encode()).decode()


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("url", PAGES)
def test_a_page_leads_to_the_one_to_sign_in_on_whether_it_exists_or_not(client, url, method):
    answer = ask(client, url, method)
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("/login?next=")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "ETag" not in answer.headers


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("url", PROGRAMS)
def test_a_program_is_asked_for_the_password(client, url, method):
    answer = ask(client, url, method)
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == 'Basic realm="searchkit", charset="UTF-8"'
    assert answer.headers["Cache-Control"] == "no-store"
    assert_tells_nothing(answer.text)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "X"])
@pytest.mark.parametrize("url", ["/", "/nowhere", "/api/search", "/login/x"])
def test_no_method_leads_around_the_gate(client, url, method):
    for headers in ({}, {"X_HTTP_Method_Override": "GET"}):
        answer = ask(client, url, method, **headers)
        assert answer.status_code == 401
        assert "Allow" not in answer.headers


def test_a_condition_leads_around_nothing(client):
    sign_in(client)
    tag = ask(client, "/?q=army").headers["ETag"]
    client.delete_cookie("__Host-searchkit", domain="localhost")
    for condition in (tag, "*", f'"x", {tag}'):
        assert ask(client, "/?q=army", If_None_Match=condition).status_code == 303
        assert ask(client, "/api/search?q=army", If_None_Match=condition).status_code == 401


def test_the_files_of_the_page_and_the_form_are_for_all(client):
    form = ask(client, "/login")
    assert form.status_code == 200
    assert 'type="password"' in form.text
    assert form.headers["Referrer-Policy"] == "same-origin"
    assert form.headers["Cache-Control"] == "no-store"
    for name in re.findall(r'(?:href|src)="(/static/[^"]+)"', form.text):
        with ask(client, name) as file:
            assert file.status_code == 200
    refused = [form.text, ask(client, "/static/none.css").text]
    refused.append(client.get("/", base_url="https://evil.example").text)
    refused.append(ask(client, "/?q=" + "a" * 9_000).text)
    for text in refused:
        assert_tells_nothing(text)


def test_who_signs_in_gets_what_was_asked_for_and_can_sign_out(client):
    asked = "/article/inland/river%20%26%20sea.md?q=army&filter=date:2018"
    location = ask(client, asked).headers["Location"]
    answer = sign_in(client, url=location)
    assert (answer.status_code, answer.headers["Location"]) == (303, asked)
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-searchkit=")
    for attribute in ("Secure", "HttpOnly", "Path=/", "SameSite=Lax", f"Max-Age={MAX_SESSION}"):
        assert attribute in cookie.split("; ")
    page = ask(client, asked)
    assert (page.status_code, "River rises" in page.text) == (200, True)
    assert page.headers["Cache-Control"] == "private, no-cache"
    assert ask(client, "/nowhere").status_code == 404
    assert ask(client, "/", "POST").status_code == 405
    assert ask(client, "/login").headers["Location"] == "/"
    assert 'action="/logout"' in page.text
    held = client.get_cookie("__Host-searchkit").value
    out = ask(client, "/logout", "POST", Sec_Fetch_Site="same-origin")
    assert (out.status_code, out.headers["Location"]) == (303, "/login")
    assert ask(client, asked).status_code == 303
    # The token itself is worth nothing any more, not only gone from the browser.
    client.set_cookie("__Host-searchkit", held, domain="localhost", secure=True)
    assert ask(client, asked).status_code == 303


def test_a_session_ends_by_itself_and_with_a_new_password(app, client, kept, clock):
    sign_in(client)
    clock.now += MAX_SESSION - 1
    assert ask(client, "/").status_code == 200
    clock.now += 2
    assert ask(client, "/").status_code == 303
    sign_in(client)
    assert ask(client, "/").status_code == 200
    kept[0] = OTHER_HASH
    assert ask(client, "/").status_code == 303
    assert ask(client, "/api/search", Authorization=basic(PASSWORD)).status_code == 401
    assert ask(client, "/api/search", Authorization=basic("another password")).status_code == 200
    kept[0] = HASH
    assert ask(client, "/").status_code == 303


@pytest.mark.parametrize(
    ("found", "status"), [(None, 503), (SettingsError("/home/ann/password: no"), 500)]
)
def test_a_password_that_is_gone_or_unreadable_lets_nobody_in(
    app, client, kept, gate, found, status
):
    sign_in(client)

    def read():
        if isinstance(found, Exception):
            raise found
        return found

    gate._read = read
    for answer in (ask(client, "/"), ask(client, "/api/search"), sign_in(client)):
        assert answer.status_code == status
        assert "/home" not in answer.text
        assert ("searchkit password" in answer.text) == (status == 503)
        assert "Harbour" not in answer.text
    gate._read = lambda: HASH
    assert ask(client, "/").status_code == 303


@pytest.mark.parametrize(
    "url",
    ["//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example", "/a\\b",
     "https://evil.example", "https:evil.example", "http:///evil.example", "javascript:alert(1)",
     "/\t/evil.example", "/\n//evil.example", " //evil.example", "/ /evil.example", "/\x00/evil",
     "evil.example", "", "/a\r\nSet-Cookie: x=1", "/logout", "/login?next=/", "//[::1]/",
     "//evil.example%2f..", "//google%00.com", "@evil.example", "data:text/html,x", "〱evil",
     "/" + "a" * 9_000],
)  # fmt: skip
def test_signing_in_leads_to_this_page_only(client, url):
    answer = sign_in(client, url=f"/login?next={quote(url, safe='')}")
    expected = "/" if len(url) < 8_000 else None
    assert answer.headers.get("Location") == expected
    form = ask(browser(client.application), f"/login?next={quote(url, safe='')}")
    if expected:
        assert 'action="/login?next=%2F"' in form.text


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "http://localhost"},
        {"Origin": "https://localhost:444"},
        {"Origin": "null"},
        {"Origin": "https://localhost", "Sec-Fetch-Site": "cross-site"},
        {"Origin": "https://localhost", "Sec-Fetch-Site": "same-site"},
        {"Origin": "https://localhost.evil.example"},
        {"Origin": ""},
    ],
)
def test_another_site_can_sign_nobody_in_or_out(app, headers):
    client = browser(app)
    answer = sign_in(client, **headers)
    assert answer.status_code == 400
    assert "Set-Cookie" not in answer.headers
    sign_in(client)
    if headers["Origin"] != "null":
        options = {name.replace("-", "_"): value for name, value in headers.items()}
        assert ask(client, "/logout", "POST", **options).status_code == 400
        assert ask(client, "/").status_code == 200


def test_a_program_may_send_the_form_too(app):
    client = browser(app)
    data = {"password": PASSWORD}
    assert client.post("/login", base_url="https://localhost", data=data).status_code == 303
    assert ask(client, "/").status_code == 200


@pytest.mark.parametrize("url", [*PROGRAMS[:1], "/", "/feed", "/healthz"])
@pytest.mark.parametrize("name", ["", "anybody", "köln"])
def test_basic_lets_programs_in_under_any_name(client, url, name):
    answer = ask(client, url, Authorization=basic(PASSWORD, name))
    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers
    assert 'action="/logout"' not in answer.text


def test_a_password_is_the_same_however_its_accents_are_composed(client):
    for typed in ("correct horse: ba\u0308ttery", "correct\u00a0horse: bättery"):
        assert ask(client, "/api/search", Authorization=basic(typed)).status_code == 200


@pytest.mark.parametrize(
    "given",
    ["Basic", "Basic ", "Basic !!!", "Basic " + base64.b64encode(b"no colon").decode(), "Bearer x",
     "Basic " + base64.b64encode(b"x:\xff\xfe").decode(), "Basic " + "A" * 7_000, "basic Og==",
     "Digest username=\"x\"", "Negotiate", "\x00", basic(PASSWORD)[:-4], basic(PASSWORD + " "),
     basic(PASSWORD.upper()), basic("")],
)  # fmt: skip
def test_what_is_no_password_is_refused_on_pages_too(client, given):
    for url in ("/", "/api/search"):
        answer = ask(client, url, Authorization=given)
        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"].startswith("Basic ")


def test_a_script_of_a_page_whose_session_ended_opens_no_dialog(client):
    answer = ask(client, "/api/progress", Sec_Fetch_Dest="empty")
    assert answer.status_code == 401
    assert not answer.headers["WWW-Authenticate"].lower().startswith("basic")


def test_guesses_from_an_address_are_slowed_but_nobody_who_signed_in(app, clock):
    client, guesser = browser(app), browser(app)
    sign_in(client)
    statuses = [sign_in(guesser, f"guess number {number}").status_code for number in range(20)]
    assert statuses == [403] * ADDRESS_ATTEMPTS + [429] * (20 - ADDRESS_ATTEMPTS)
    refused = sign_in(guesser)
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "6")
    assert "Set-Cookie" not in refused.headers
    told = ask(guesser, "/api/search", Authorization=basic(PASSWORD))
    assert (told.status_code, told.headers["Retry-After"]) == (429, "6")
    assert ask(client, "/").status_code == 200
    # From elsewhere it goes on, and here too after a while.
    assert sign_in(browser(app, "198.51.100.7")).status_code == 303
    clock.now += 6
    assert sign_in(guesser).status_code == 303


@pytest.mark.slow
def test_guesses_from_many_addresses_are_slowed_together(app, clock):
    known = browser(app, "203.0.113.9")
    assert ask(known, "/api/search", Authorization=basic(PASSWORD)).status_code == 200
    statuses = [
        sign_in(browser(app, f"10.1.{number}.1"), "a wrong guess").status_code
        for number in range(ALL_ATTEMPTS + 20)
    ]
    assert statuses == [403] * ALL_ATTEMPTS + [429] * 20
    # An address that sent the right one before is not held up by the others.
    assert ask(known, "/api/search", Authorization=basic(PASSWORD)).status_code == 200


@pytest.mark.slow
def test_the_right_password_is_never_slowed(client):
    for _ in range(3 * ALL_ATTEMPTS):
        assert ask(client, "/healthz", Authorization=basic(PASSWORD)).status_code == 200


def test_addresses_of_one_network_are_one_client():
    throttle = Throttle()
    waits = [throttle.take(f"2001:db8::{number:x}") for number in range(ADDRESS_ATTEMPTS + 1)]
    assert (max(waits[:-1]), waits[-1]) == (0, 6)
    assert throttle.take("2001:db8:0:1::1") == 0
    assert throttle.take("::ffff:192.0.2.9") == 0


@pytest.mark.slow
def test_the_memory_of_addresses_and_sessions_is_bounded(clock):
    throttle, sessions = Throttle(clock), Sessions(clock)
    for number in range(MAX_ADDRESSES + 500):
        clock.now += 1
        address = f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}"
        assert throttle.take(address) == 0
        throttle.give_back(address, right=True)
    assert len(throttle._by_address) == len(throttle._trusted) == MAX_ADDRESSES
    first = sessions.begin()
    tokens = [sessions.begin() for _ in range(MAX_SESSIONS)]
    assert not sessions.has(first)
    assert all(map(sessions.has, tokens))


def test_a_huge_password_is_never_hashed(gate, monkeypatch):
    gate.refresh()
    monkeypatch.setattr("searchkit.web.gate.check_password_hash", pytest.fail)
    for password in ("a" * 1_025, "ä" * 600, "a" * 10_000_000, "\ud800" * 8):
        assert gate.try_password(password, "192.0.2.1") is False


def test_a_form_over_the_limit_is_refused_unread(client):
    assert sign_in(client, "a" * 10_000).status_code == 413


def test_only_so_many_passwords_are_hashed_at_once(gate, monkeypatch):
    gate.refresh()
    running, go_on = threading.Semaphore(0), threading.Event()

    def check(*_):
        running.release()
        return not go_on.wait(30)

    monkeypatch.setattr("searchkit.web.gate.check_password_hash", check)
    threads = [
        threading.Thread(target=gate.try_password, args=("a wrong guess", "192.0.2.1"))
        for _ in range(MAX_HASHING)
    ]
    for thread in threads:
        thread.start()
        assert running.acquire(timeout=30)
    with pytest.raises(Exception, match="429") as caught:
        gate.try_password(PASSWORD, "192.0.2.2")
    assert caught.value.retry_after == 1
    go_on.set()
    for thread in threads:
        thread.join()


def test_without_encryption_nothing_is_answered_unless_it_is_allowed(library, kept):
    client = create_app(library, behind=Gate(read=lambda: kept[0])).test_client()
    assert client.get("/login").status_code == 403
    assert client.post("/login", data={"password": PASSWORD}).status_code == 403
    client = create_app(library, behind=Gate(read=lambda: kept[0], http=True)).test_client()
    client.environ_base["SERVER_PORT"] = "8000"
    answer = client.post(
        "/login",
        base_url="http://localhost:8000",
        data={"password": PASSWORD},
        headers={"Origin": "http://localhost:8000"},
    )
    assert answer.headers["Set-Cookie"].startswith("searchkit-8000=")
    assert "Secure" not in answer.headers["Set-Cookie"]


def test_a_session_of_somebody_elses_making_is_none(client):
    for token in ("", "x", "../../etc/passwd", "\u00e4", "a" * 3_000):
        client.set_cookie("__Host-searchkit", token, domain="localhost", secure=True)
        assert ask(client, "/").status_code == 303


def test_on_this_machine_alone_there_is_no_gate(library):
    client = create_app(library).test_client()
    for url in ("/", "/?q=army", "/api/search?q=army"):
        answer = client.get(url, headers={"Authorization": basic("wrong")})
        assert answer.status_code == 200
        assert "Set-Cookie" not in answer.headers
        assert "Sign out" not in answer.text
        assert answer.headers["Cache-Control"] == "no-cache"
    assert client.get("/login").status_code == 404
    assert client.post("/login", data={"password": PASSWORD}).status_code == 405
