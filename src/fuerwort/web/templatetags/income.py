"""Amounts in templates of the basic income."""

from django import template

from fuerwort.fund.money import euros

register = template.Library()
register.filter("euros", euros)
