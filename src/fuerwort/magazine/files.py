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
    for name in names(public):
        default_storage.delete(name)
    if default_storage.exists(path(public, "")):
        default_storage.delete(path(public, ""))


def names(public: str) -> list[str]:
    """Where the files of a picture lie."""
    folder = path(public, "")
    return [folder + name for name in default_storage.listdir(folder)[1]] if default_storage.exists(folder) else []


def path(public: str, name: str) -> str:
    return f"magazine/{public}/{name}"
