"""Logs without persons: one line for each thing, and nothing in it that says who somebody is or opens a door.

Our own code logs verbs and public ids only. What libraries write may hold an address or the path of a link that is a
key, also inside a traceback, so the finished line is masked, whoever wrote it.
"""

import json
import logging
import re
from datetime import UTC, datetime

KNOWN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName", "request", "server_time"}
"""What every record has; anything else was added on purpose and is printed as key=value."""
MASKS = (
    (re.compile(r"/(i|a)/[^\s\"'<>]+"), r"/\1/…"),
    (re.compile(r"(?<=/)\?[^\s\"'<>]*"), "?…"),
    (re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)*"), "…@…"),
)
"""Links that are keys, questions asked of a page, mail addresses."""


def masked(text: str) -> str:
    for found, instead in MASKS:
        text = found.sub(instead, text)
    return text


def _facts(record: logging.LogRecord) -> dict[str, object]:
    return {key: value for key, value in vars(record).items() if key not in KNOWN}


class Objects(logging.Formatter):
    """The same as JSON, one object a line, for whoever collects logs."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        said = {"at": at, "level": record.levelname, "logger": record.name, "message": masked(record.getMessage())}
        said |= {key: masked(str(value)) for key, value in _facts(record).items()}
        if record.exc_info:
            said["error"] = masked(self.formatException(record.exc_info))
        return json.dumps(said, ensure_ascii=False)


class Lines(logging.Formatter):
    """Time, level, who says it, what, then ``key=value``; tracebacks follow indented."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        facts = "".join(f" {key}={value}" for key, value in _facts(record).items())
        said = f"{at} {record.levelname} {record.name} {record.getMessage()}{facts}"
        if record.exc_info:
            said += "\n" + self.formatException(record.exc_info)
        return masked(said).replace("\n", "\n    ")
