"""Pages of the basic income, one file per noun."""
