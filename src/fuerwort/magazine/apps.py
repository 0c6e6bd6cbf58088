"""The magazine: articles, pictures, stars, discussion, mentions."""

from django.apps import AppConfig


class MagazineConfig(AppConfig):
    name = "fuerwort.magazine"
    label = "magazine"

    def ready(self) -> None:
        from fuerwort.magazine import archiving, forgetting, news, own  # noqa: PLC0415 - models are there only now
        from fuerwort.people import erasure  # noqa: PLC0415

        assert archiving and news and own
        erasure.add(erasure.Part(forgetting.foretell, forgetting.forget))
