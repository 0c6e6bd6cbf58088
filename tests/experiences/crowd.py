"""A space as large as any page must bear: 500 members, 50,000 experiences."""

import random
from datetime import timedelta

from fuerwort.engine.shapes import KINDS
from fuerwort.experiences.models import Answer, Experience, Participation
from fuerwort.people.models import Membership, Person, Space
from tests.cast import LONG_AGO, NOW


def fill(space: Space, members: int = 500, experiences: int = 50_000) -> list[Membership]:
    """Members with names, and experiences of two to five of them, most confirmed; a few know very many."""
    draw = random.Random(7)
    people = [Person(email=f"m{i}@example.org", created_at=LONG_AGO, password="!") for i in range(members)]
    people = Person.objects.bulk_create(people, 1000)
    rows = [
        Membership(space=space, person=person, name=f"Member {i:03} Nachname", joined_at=LONG_AGO)
        for i, person in enumerate(people)
    ]
    rows = Membership.objects.bulk_create(rows, 1000)
    keys = [row.pk for row in rows]
    made = Experience.objects.bulk_create(
        [
            Experience(
                space=space, kind=draw.choice(KINDS), hours=draw.uniform(0.5, 20), recorded_at=NOW, text="Etwas getan",
                on=NOW.date() - timedelta(days=draw.randrange(900)), recorded_by_id=draw.choice(keys),
            )
            for _ in range(experiences)
        ],
        1000,
    )  # fmt: skip
    parts = []
    for row in made:
        first = draw.randrange(members)
        circle = [(first + round(draw.gauss(0, 25))) % members for _ in range(draw.choice([1, 1, 1, 2, 4]))]
        for number in {first, *circle}:
            answer = Answer.CONFIRMED if draw.random() < 0.9 else Answer.OPEN
            at = NOW if answer == Answer.CONFIRMED else None
            parts.append(Participation(experience=row, membership_id=keys[number], answer=answer, answered_at=at))
    Participation.objects.bulk_create(parts, 5000)
    return rows
