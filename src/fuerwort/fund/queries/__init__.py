"""Who may see what of the fund, one file per noun. Every page asks here first."""
