"""What books may live through: every rule a space could decide, and requests full of ties and capped shares."""

from hypothesis import strategies as st

from fuerwort.engine.shapes import MICRO, ChanceRule

MEMBERS = list("abcdefgh")

rules = st.builds(
    ChanceRule,
    line=st.sampled_from([500, 0, 333, 700, 1000]),
    floor=st.sampled_from([10, 1, 1000]),
    places=st.sampled_from([(500_000, 300_000, 200_000), (MICRO,), (400_000, 400_000, 200_000), (250_000,) * 4]),
    pull=st.sampled_from([2_000_000, 0, 7]),
)

merits = st.dictionaries(st.sampled_from(MEMBERS), st.sampled_from([1, 499, 500, 501, 750, 999, 1000]))
sizes = st.sampled_from([1, 1, 0.5, 3.3, 1e-6])

histories = st.lists(st.tuples(merits, sizes), max_size=20)
