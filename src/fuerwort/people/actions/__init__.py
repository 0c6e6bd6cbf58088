"""What changes people and spaces, one file per noun: verbs that take ``by=`` and ``at=`` and log one event each."""
