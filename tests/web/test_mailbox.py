"""The demo's post, read from a real Maildir; elsewhere these pages do not exist."""

import mailbox
from email.message import EmailMessage

import pytest


@pytest.fixture
def key(settings, tmp_path, db) -> str:
    settings.MAILBOX = str(tmp_path / "box")
    message = EmailMessage()
    message["To"], message["Subject"], message["Date"] = "olga@example.org", "Grüße", "Fri, 20 Nov 2026 09:00:00 -0000"
    message.set_content("Bitte hier: http://localhost/a/x/")
    message.add_alternative("<p style='color:red'>Bitte</p><script>alert(1)</script>", subtype="html")
    return mailbox.Maildir(settings.MAILBOX).add(message.as_bytes())


def test_it_lists_and_shows_what_arrived(client, key: str) -> None:
    assert "Grüße" in client.get("/mailbox/").content.decode()
    page = client.get(f"/mailbox/{key}/").content.decode()
    assert "10:00" in page
    assert '<a href="http://localhost/a/x/"' in page


def test_scripts_of_a_mail_cannot_run(client, key: str) -> None:
    policy = client.get(f"/mailbox/{key}/html/").headers["Content-Security-Policy"]
    assert "script-src 'none'" in policy
    assert "default-src 'none'" in policy
    assert "sandbox" in policy


def test_an_empty_mailbox_says_what_to_do(client, db, settings, tmp_path) -> None:
    mailbox.Maildir(tmp_path / "box")
    settings.MAILBOX = str(tmp_path / "box")
    assert "/account/login/" in client.get("/mailbox/").content.decode()
