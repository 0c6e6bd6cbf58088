"""Pages of the fund, one file per noun."""
