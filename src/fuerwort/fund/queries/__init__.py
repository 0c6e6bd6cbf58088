"""Who may see what of the fund, one file per noun. Every page asks here first."""

from fuerwort.fund.queries.state import State, fund_for, fund_here, state_of

__all__ = ["State", "fund_for", "fund_here", "state_of"]
