"""Every table of the house is in an archive, or is left out for a reason."""

from django.apps import apps

from fuerwort.people.archive import belongs


def test_each_model_leads_to_a_space_or_says_why_not() -> None:
    labels = {model._meta.label for model in apps.get_models(include_auto_created=True)}
    assert set(belongs.LEFT_OUT) | set(belongs.BY_PERSON) <= labels
    for model in belongs.kept():
        if model._meta.label not in {*belongs.BY_PERSON, "people.Space"}:
            assert belongs.path_to_space(model), model


def test_what_a_space_loses_by_cascade_is_in_its_archive() -> None:
    """A relation that may be empty leads to no space by itself."""
    assert belongs.path_to_space(apps.get_model("fund.Posting")) == "transaction__fund__space"
    assert belongs.path_to_space(apps.get_model("pilot.Secret")) == "pilot__space"
