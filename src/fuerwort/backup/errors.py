"""What goes wrong with a backup, in words for whoever runs the house."""


class BackupError(Exception):
    """Nothing was written or changed; the message says why, and what to do."""
