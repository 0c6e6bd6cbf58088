"""What waits for a member."""

from fuerwort.people.queries.to_do import ToDo, pressing


def test_what_others_wait_for_comes_first_and_the_rest_stays_in_order() -> None:
    own = [ToDo("a", "A.", "/a/", weight=20), ToDo("b", "B.", "/b/")]
    others = [ToDo("c", "C.", "/c/", weight=30), ToDo("d", "D.", "/d/", weight=20)]
    assert [one.code for one in pressing(own, others)] == ["c", "a", "d", "b"]
