"""The first page: computed, in both languages, the same for everybody."""

import pytest

from fuerwort.referrals import story
from tests.cast import Cast
from tests.shape.things import things


def test_it_tells_one_request_from_all_sides(client, db) -> None:
    page = client.get("/", headers={"accept-language": "de"}).content.decode()
    told = story.told("de")
    assert "Wen empfehlen wir – und warum?" in page
    for text in (told.text, told.other, *(one.name for one in told.named), *(said.text for said in told.reads)):
        assert text in page
    assert page.index(told.named[0].name) < page.index(told.named[1].name) < page.index(told.other)


def test_the_balances_shown_sum_to_zero_with_those_not_good_enough() -> None:
    told = story.told("en")
    assert told.balances[told.mine] > 0  # whoever is not named this time is owed something
    assert len(told.balances) == told.free


@pytest.mark.parametrize(("language", "question"), [("de", "Wen empfehlen wir"), ("en", "Whom do we recommend")])
def test_it_speaks_both_languages(client, db, language: str, question: str) -> None:
    assert question in client.get("/", headers={"accept-language": language}).content.decode()


def test_it_only_asks_the_database_where_one_can_ask(client, db, django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(1):
        client.get("/")


def test_on_a_page_for_everybody_members_keep_their_navigation(client, cast: Cast) -> None:
    things(cast)
    for who, kept in ((None, False), ("stranger", False), ("owner", True)):
        if who:
            client.force_login(getattr(cast, who).person)
        for page in ("order/", "about/", "income/", "ask/", "ask/sent/"):
            answer = client.get(f"/spaces/kanal/{page}")
            assert answer.status_code == 200
            assert ('href="/spaces/kanal/members/"' in answer.content.decode()) is kept, (who, page)
