"""The API: the same domain calls as the pages, for programs. docs/run/api.md, docs/rules/api.md."""
