"""The verbs of the fund, one file per noun."""
