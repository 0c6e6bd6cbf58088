"""The verbs of referrals, one file per noun."""
