"""First steps, and leaving oneself."""

from fuerwort.people.models import Membership


def test_first_steps_greet_by_name_and_name_the_sponsor(client, cast) -> None:
    client.force_login(cast.newcomer.person)
    page = client.get("/spaces/kanal/first-steps/").content.decode()
    assert "Schön, dass du da bist, Nilo Newcomer." in page
    assert "Hanne Host ist deine Pat:in" in page


def test_reading_does_not_leave_and_a_button_does(client, cast) -> None:
    client.force_login(cast.owner.person)
    assert client.get("/spaces/kanal/leave/").status_code == 200
    assert cast.owner in Membership.objects.active()
    answer = client.post("/spaces/kanal/leave/", follow=True)
    assert "Du bist gegangen." in answer.content.decode()
    assert cast.owner not in Membership.objects.active()
    assert client.get("/spaces/kanal/").status_code == 404


def test_the_only_host_reads_why_not(client, cast) -> None:
    client.force_login(cast.host.person)
    assert "mindestens eine Gastgeber:in" in client.post("/spaces/kanal/leave/").content.decode()
    assert cast.host in Membership.objects.active()
