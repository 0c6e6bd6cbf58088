"""Referrals: requests, shortlists, books, introductions, outcomes, thanks."""

from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    name = "fuerwort.referrals"
    label = "referrals"
