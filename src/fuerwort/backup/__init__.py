"""Backups that restore: made in one moment, tried in a scratch database, encrypted for one key; docs/run/backup.md."""
