"""Agreements, from the first words to the end, tried by the whole cast."""

import pytest
from django.utils import timezone

from fuerwort.people.actions import agreements
from fuerwort.people.models import Agreement

PAGE = "/spaces/kanal/agreements/"


@pytest.fixture
def as_(client, cast):
    """The client as one of the cast, reading English."""
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"

    def become(who: str):
        client.force_login(cast.everybody[who].person)
        return client

    return become


@pytest.fixture
def proposed(cast) -> Agreement:
    return agreements.propose(
        neighbour=cast.insider, field=cast.web_design, text="Wir rufen an.", by=cast.owner, at=timezone.now()
    )


def test_one_is_proposed_signed_and_ended(as_, cast) -> None:
    sent = {"pair": f"{cast.insider.public}.web-design", "gives_way": "other", "text": "Olga macht die Vereine."}
    page = as_("owner").post(f"{PAGE}new/", sent, follow=True).content.decode()
    assert "Proposed. It holds when Ines Insider signs." in page
    one = Agreement.objects.get()
    assert (one.gives_way, one.text) == (cast.insider, "Olga macht die Vereine.")
    assert "Ines Insider steps back in Web design" in page
    assert "Sign it" not in page
    client = as_("insider")
    assert "proposes an agreement about Web design" in client.get("/spaces/kanal/").content.decode()
    page = client.post(f"{PAGE}{one.public}/answer/", {"answer": "sign"}, follow=True).content.decode()
    assert "holds since" in page
    assert "End this agreement?" in page
    page = client.post(f"{PAGE}{one.public}/answer/", {"answer": "end"}, follow=True).content.decode()
    assert "It was ended." in page


def test_the_form_begins_with_our_words_and_with_whom_one_chose(as_, cast) -> None:
    page = as_("insider").get(f"{PAGE}new/?with={cast.owner.public}").content.decode()
    assert "How it ends" in page
    assert f'value="{cast.owner.public}.web-design"' in page
    assert "(GWB § 1)" in page


def test_whoever_shares_no_field_is_told_what_to_do(as_) -> None:
    page = as_("treasurer").get(f"{PAGE}new/").content.decode()
    assert "Nobody here shares a field with you." in page
    assert 'href="/spaces/kanal/profile/"' in page


@pytest.mark.parametrize(
    "wrong", [{"pair": "nobody.web-design"}, {"gives_way": "everybody"}, {"text": ""}, {"text": "x" * 4001}]
)
def test_what_is_wrong_proposes_nothing_and_keeps_what_was_typed(as_, cast, wrong: dict[str, str]) -> None:
    sent = {"pair": f"{cast.insider.public}.web-design", "gives_way": "nobody", "text": "Getippt."}
    page = as_("owner").post(f"{PAGE}new/", {**sent, **wrong})
    assert page.status_code == 200
    assert "Getippt." in page.content.decode() or "text" in wrong
    assert not Agreement.objects.exists()


def test_a_second_one_is_refused_in_words(as_, cast, proposed: Agreement) -> None:
    sent = {"pair": f"{cast.insider.public}.web-design", "gives_way": "nobody", "text": "Noch eine."}
    page = as_("owner").post(f"{PAGE}new/", sent).content.decode()
    assert "You two already have one in this field." in page
    assert "Noch eine." in page


def test_money_gets_a_hint_before_anybody_signs(as_, cast) -> None:
    agreements.propose(
        neighbour=cast.insider, field=cast.web_design, text="Mindestens 80 Euro die Stunde.", by=cast.owner,
        at=timezone.now(),
    )  # fmt: skip
    for who in ("owner", "insider"):
        page = as_(who).get(f"{PAGE}{Agreement.objects.get().public}/").content.decode()
        assert "This text seems to name money." in page


@pytest.mark.parametrize("who", ["stranger", "treasurer", "host"])
def test_others_neither_read_nor_answer(as_, proposed: Agreement, who: str) -> None:
    client = as_(who)
    assert client.get(f"{PAGE}{proposed.public}/").status_code == 404
    assert client.post(f"{PAGE}{proposed.public}/answer/", {"answer": "sign"}).status_code == 404
    proposed.refresh_from_db()
    assert proposed.signed_at is None


def test_an_answer_that_cannot_be_is_said(as_, proposed: Agreement) -> None:
    page = as_("owner").post(f"{PAGE}{proposed.public}/answer/", {"answer": "sign"}, follow=True).content.decode()
    assert "You have proposed it: now the other one answers." in page
    assert as_("owner").post(f"{PAGE}{proposed.public}/answer/", {"answer": "burn"}).status_code == 302


def test_a_declined_one_says_so_kindly(as_, proposed: Agreement) -> None:
    page = as_("insider").post(f"{PAGE}{proposed.public}/answer/", {"answer": "decline"}, follow=True).content.decode()
    assert "was not wanted" in page
    assert "Sign it" not in page


def test_hosts_read_what_was_signed(as_, cast, proposed: Agreement) -> None:
    client = as_("host")
    assert "No agreements yet." in client.get("/spaces/kanal/desk/agreements/").content.decode()
    agreements.sign(agreement=proposed, by=cast.insider, at=timezone.now())
    page = client.get("/spaces/kanal/desk/agreements/").content.decode()
    assert "Olga Owner and Ines Insider" in page
    page = client.get(f"{PAGE}{proposed.public}/").content.decode()
    assert "Wir rufen an." in page
    assert "End it" not in page


def test_text_is_text(as_, cast) -> None:
    one = agreements.propose(
        neighbour=cast.insider, field=cast.web_design, text="<script>x</script>", by=cast.owner, at=timezone.now()
    )
    assert "<script>x" not in as_("insider").get(f"{PAGE}{one.public}/").content.decode()


def test_neighbours_find_the_way_from_each_others_page(as_, cast) -> None:
    link = f"/spaces/kanal/agreements/new/?with={cast.owner.public}"
    assert link in as_("insider").get(f"/spaces/kanal/members/{cast.owner.public}/").content.decode()
    assert link not in as_("treasurer").get(f"/spaces/kanal/members/{cast.owner.public}/").content.decode()
