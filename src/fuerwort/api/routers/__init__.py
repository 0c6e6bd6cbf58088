"""One file for each resource; each makes an area."""

from fuerwort.api.operations import Area
from fuerwort.api.routers import (
    agreements,
    books,
    deciding,
    desk,
    evenings,
    experiences,
    fund,
    income,
    magazine,
    me,
    members,
    pilots,
    requests,
)

AREAS: list[Area] = [
    me.area,
    members.area,
    experiences.area,
    requests.ask_area,
    requests.area,
    books.area,
    agreements.area,
    evenings.area,
    deciding.area,
    fund.area,
    income.area,
    pilots.area,
    magazine.area,
    desk.area,
]
