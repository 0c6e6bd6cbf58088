"""A guest, an agreement, a link in a mail."""

from django.utils import timezone

from fuerwort.people import links
from fuerwort.people.actions import agreements, hooks, invitations, spaces, tokens
from fuerwort.people.actions.invitations import Guest
from fuerwort.people.models import Consent
from tests.cast import NOW, Cast


def things(cast: Cast) -> dict[str, str]:
    guest = invitations.invite(guest=Guest("Greta Guest"), by=cast.host, at=timezone.now(), token="t0ken")
    Consent.objects.create(membership=cast.newcomer, item="name", seen_by="public", given_at=timezone.now())
    made = {"name": "Website", "scopes": ["ask:write"], "days": 30, "token": "fuerwort_t0k3npref1x2_s3cret"}
    tokens.make(**made, by=cast.owner, at=timezone.now())
    hook = hooks.register(
        url="https://shop.example/in", kinds=["evenings"], by=cast.host, at=NOW, public="h00k", secret="whsec_c2VjcmV0"
    )
    sent = hooks.test(hook=hook, by=cast.host, at=NOW, name="test-1")
    spaces.let_maps_read(by=cast.stranger, at=NOW, wanted=True)
    return {
        "mapped": cast.elsewhere.slug,
        "hook": hook.public,
        "delivery": sent.public,
        "space": cast.space.slug,
        "seen": cast.newcomer.public,
        "proposed": agreements.propose(
            neighbour=cast.insider, field=cast.web_design, text="Wir rufen an.", by=cast.owner, at=NOW
        ).public,
        "guest": guest.membership.public,
        "invitation": "t0ken",
        "owner": cast.owner.public,
        "token": "t0k3npref1x2",
        "letters": links.sign("unsubscribe", person=cast.owner.person.public),
    }
