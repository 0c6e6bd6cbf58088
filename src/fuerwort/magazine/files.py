"""Where pictures lie: in the media folder, under their public id, and nothing of theirs anywhere else."""

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from fuerwort.magazine.pixels import Painted

SHARED = "shared.jpg"


def keep(public: str, painted: Painted) -> None:
    for width, data in painted.webp.items():
        default_storage.save(path(public, f"{width}.webp"), ContentFile(data))
    default_storage.save(path(public, SHARED), ContentFile(painted.jpeg))


def read(public: str, name: str) -> bytes:
    """Raises FileNotFoundError."""
    with default_storage.open(path(public, name)) as file:
        data: bytes = file.read()
        return data


def drop(public: str) -> None:
    """Delete all files of a picture; one that has none is fine."""
    folder = path(public, "")
    if default_storage.exists(folder):
        for name in default_storage.listdir(folder)[1]:
            default_storage.delete(folder + name)
        default_storage.delete(folder)


def path(public: str, name: str) -> str:
    return f"magazine/{public}/{name}"
