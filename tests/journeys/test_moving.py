"""A list of members from Cobot with three kinds of errors: seen, corrected, taken in."""

from playwright.sync_api import Page, expect

from fuerwort.people.models import Membership
from tests.cast import Cast
from tests.journeys.doors import come_in

WRONG = """id,name,email,phone,confirmedAt,canceledAt,published,aboutMe
m1,Ada Öz,ada@example.net,030 1,2024-03-01T10:00:00Z,,true,Ich baue Websites.
m2,,ben@example.net,,2024-03-01T10:00:00Z,,true,
m3,Cem Can,cem(at)example.net,,2024-03-01T10:00:00Z,,true,
m4,Dia Diaz,dia@example.net,,neulich,,false,Privat.
m5,Eva Ernst,eva@example.net,,2020-01-01T10:00:00Z,2022-01-01T10:00:00Z,true,
"""
RIGHT = WRONG.replace("m2,,", "m2,Ben Bauer,").replace("(at)", "@").replace("neulich", "2025-01-01")


def choose(page: Page, text: str) -> None:
    page.locator("input[type=file]").set_input_files(
        {"name": "cobot.csv", "mimeType": "text/csv", "buffer": text.encode()}
    )


def names(cast: Cast) -> list[str]:
    return sorted(Membership.objects.invited().filter(space=cast.space).values_list("name", flat=True))


def test_errors_are_named_by_line_and_nothing_is_lost(cast: Cast, plain_phone: Page) -> None:
    come_in(plain_phone, cast.host, "/spaces/kanal/desk/move-in/")
    choose(plain_phone, WRONG)
    plain_phone.get_by_role("button", name="Erst ansehen").click()
    for line, reason in (("3", "Der Name fehlt."), ("4", "„cem(at)example.net“ ist"), ("5", "„neulich“ ist kein Tag")):
        expect(plain_phone.get_by_role("row").filter(has_text=reason)).to_contain_text(line)
    expect(plain_phone.get_by_text("Eine Person ist ausgetreten und wird übergangen.")).to_be_visible()
    assert names(cast) == []
    plain_phone.get_by_role("link", name="Andere Datei wählen").first.click()
    choose(plain_phone, RIGHT)
    plain_phone.get_by_role("button", name="Erst ansehen").click()
    plain_phone.get_by_role("button", name="Übernehmen").click()
    expect(plain_phone.get_by_text("4 Gäste stehen auf der Liste.")).to_be_visible()
    assert names(cast) == ["Ada Öz", "Ben Bauer", "Cem Can", "Dia Diaz"]
    assert Membership.objects.get(name="Dia Diaz").about == ""  # her profile was not published


def test_rows_with_errors_are_left_out_and_invitations_mailed(cast: Cast, desktop: Page) -> None:
    come_in(desktop, cast.host, "/spaces/kanal/desk/move-in/")
    choose(desktop, WRONG)
    desktop.get_by_role("button", name="Look at it first").click()
    desktop.get_by_label("Leave out the rows with problems.").check()
    desktop.get_by_label("Mail the invitations now.").check()
    desktop.get_by_role("button", name="Take them in").click()
    expect(desktop.get_by_text("1 guest is on the list.")).to_be_visible()
    assert names(cast) == ["Ada Öz"]
    assert Membership.objects.get(name="Ada Öz").invitations.get().mailed_at
