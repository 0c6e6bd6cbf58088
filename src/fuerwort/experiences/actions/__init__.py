"""Everything that changes what members have done together: one verb each, atomic, with its row in the event log."""

from fuerwort.experiences.actions.answers import AnswerRefused, confirm, deny, reopen, take_back
from fuerwort.experiences.actions.disputes import Correction, SettleRefused, release, settle, turn_down
from fuerwort.experiences.actions.evenings import EveningRefused, end_evening, start_evening
from fuerwort.experiences.actions.record import Occasion, RecordRefused, record, withdraw
from fuerwort.experiences.actions.suggest import adjust, suggest, take_away
from fuerwort.experiences.actions.vouches import VouchRefused, vouch, withdraw_vouch

__all__ = [
    "AnswerRefused",
    "Correction",
    "EveningRefused",
    "Occasion",
    "RecordRefused",
    "SettleRefused",
    "VouchRefused",
    "adjust",
    "confirm",
    "deny",
    "end_evening",
    "record",
    "release",
    "reopen",
    "settle",
    "start_evening",
    "suggest",
    "take_away",
    "take_back",
    "turn_down",
    "vouch",
    "withdraw",
    "withdraw_vouch",
]
