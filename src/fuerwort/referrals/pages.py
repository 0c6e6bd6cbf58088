"""Addresses of pages about requests; a page this house has not yet is answered by the front page."""

from django.urls import NoReverseMatch

from fuerwort.people import links


def address(name: str, *args: str) -> str:
    try:
        return links.address(name, *args)
    except NoReverseMatch:
        return links.address("front")


def exists(name: str, *args: str) -> bool:
    return address(name, *args) != links.address("front")
