"""The host desk, one file per page: what needs a host, members, invitations, settings, the log."""
