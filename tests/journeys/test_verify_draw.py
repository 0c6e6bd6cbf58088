"""The verifier in the browser: the same as the engine on a thousand rosters, in a real Chromium."""

import json
from pathlib import Path

import pytest

from fuerwort.engine import draw as engine
from tests.engine.test_draw import EXAMPLE, NUMBERS, roster
from tests.pilot.test_verify_draw import rosters, said

SCRIPT = Path(__file__).parents[2] / "src" / "fuerwort" / "web" / "static" / "js" / "verify-draw.js"
HOME = "http" + "://localhost/"
FORM = f"""<!doctype html><title>Draw</title><form data-verify-draw data-drawn="DRAWN" data-compared="COMPARED"
  data-absent="ABSENT" data-right="RIGHT" data-wrong="WRONG"><textarea name="roster">{EXAMPLE}</textarea>
  <input name="randomness" value="{NUMBERS}"><input name="token"><button>Check</button><output></output></form>
  <script type="module" src="/verify-draw.js"></script>"""


@pytest.fixture
def page(browser):
    """A page of our own computer, with the script and nothing else; whatever it asks the network for fails."""
    context = browser.new_context()
    context.route("**/*", lambda route: route.abort())
    context.route(HOME, lambda route: route.fulfill(body=FORM, content_type="text/html"))
    context.route(
        f"{HOME}verify-draw.js", lambda route: route.fulfill(body=SCRIPT.read_bytes(), content_type="text/javascript")
    )
    page = context.new_page()
    page.goto(HOME)
    yield page
    context.close()


def test_it_agrees_with_the_engine_on_a_thousand_random_rosters(page) -> None:
    cases = rosters(1000)
    found = page.evaluate(
        """async (cases) => {
          const { draw } = await import("/verify-draw.js");
          const results = [];
          for (const [text, revealed] of cases) results.push(await draw(text, revealed));
          return JSON.stringify(results);
        }""",
        [[fixed.text, revealed] for fixed, revealed in cases],
    )
    for (fixed, revealed), result in zip(cases, json.loads(found), strict=True):
        expected = engine.draw(fixed, revealed)
        strata = {stratum: (one["order"], one["places"]) for stratum, one in result["strata"].items()}
        assert (result["commitment"], result["seed"], strata) == (fixed.commitment, expected.seed, said(expected))


def test_it_refuses_every_roster_the_engine_refuses(page) -> None:
    changed = [EXAMPLE[:at] + other + EXAMPLE[at + 1 :] for at in range(len(EXAMPLE)) for other in "0a \n:9"]
    found = page.evaluate(
        """async ([texts, revealed]) => {
          const { draw } = await import("/verify-draw.js");
          return Promise.all(texts.map((text) => draw(text, revealed).then(() => false, () => true)));
        }""",
        [changed, NUMBERS],
    )

    def refused(text: str) -> bool:
        try:
            engine.draw(engine.Roster.read(text), NUMBERS)
        except engine.DrawError:
            return True
        return False

    assert found == [refused(text) for text in changed]


@pytest.mark.parametrize(
    ("token", "randomness", "words"),
    [
        (engine.token("eva", "eva-nonce"), NUMBERS, "RIGHT 35a2aa9b"),
        (engine.token("eva", "eva-nonce"), NUMBERS, "DRAWN"),
        (engine.token("dia", "dia-nonce"), NUMBERS, "COMPARED"),
        ("0" * 64, NUMBERS, "ABSENT"),
        ("", NUMBERS, "RIGHT 35a2aa9b"),
        ("", "1 2 3", "WRONG the randomness"),
    ],
)
def test_a_member_checks_their_own_token(page, token: str, randomness: str, words: str) -> None:
    page.fill("[name=token]", token)
    page.fill("[name=randomness]", randomness)
    page.click("button")
    page.wait_for_function("document.querySelector('output').textContent !== ''")
    assert words in page.text_content("output")


def test_a_thousand_members_are_checked_in_less_than_a_second(page) -> None:
    large = roster(400, 350, 150, 60, 40)
    milliseconds = page.evaluate(
        """async ([text, revealed]) => {
          const { draw } = await import("/verify-draw.js"), began = performance.now();
          await draw(text, revealed);
          return performance.now() - began;
        }""",
        [large.text, NUMBERS],
    )
    assert milliseconds < 1000
