"""E-mail drafts: opened as a mail not yet sent, the file whole inside, never above the limit."""

import re
from email import message_from_bytes, policy

import pytest

from app.base.errors import UserError
from app.services import mail_drafts
from app.services.mail_drafts import MEGABYTE

BODY = "Dzień dobry,\nw załączniku plik z Pisza – proszę przyjąć.\n"


@pytest.fixture
def file(tmp_path):
    made = tmp_path / "centrum-csr_pis-01_biuro_2026-11-23_7.csrx"
    made.write_bytes(bytes(range(256)) * 40)
    return made


def draft(file, limit=MEGABYTE, to=("biuro@csr.example",)):
    return mail_drafts.write(file, file.parent / "out", to, "Plik z Pisza – ąę", BODY, limit)


def read(path):
    return message_from_bytes(path.read_bytes(), policy=policy.default)


def test_a_mail_program_finds_an_unsent_mail_with_the_file(file):
    found = read(draft(file))
    assert (found["X-Unsent"], found["To"]) == ("1", "biuro@csr.example")
    assert found["Subject"] == "Plik z Pisza – ąę"
    assert found.get_body().get_content().split() == BODY.split()
    (attached,) = found.iter_attachments()
    assert attached.get_filename() == file.name
    assert attached.get_content() == file.read_bytes()
    assert found["From"] is None, "the mail program fills in its own"


def test_without_an_address_the_person_fills_it_in(file):
    assert read(draft(file, to=()))["To"] is None


def test_an_earlier_draft_is_kept(file):
    first, second = draft(file), draft(file)
    assert first != second
    assert first.is_file()


@pytest.mark.parametrize("limit", [100_000, MEGABYTE, 1_234_567])
def test_the_largest_file_fits_the_limit_and_one_byte_more_is_refused(tmp_path, limit):
    file = tmp_path / "x.csrx"
    file.write_bytes(b"\xff" * mail_drafts.largest_file(limit))
    made = draft(file, limit)
    assert limit - 8_000 < made.stat().st_size <= limit
    file.write_bytes(file.read_bytes() + b"\xff")
    with pytest.raises(UserError, match="on a stick") as refused:
        draft(file, limit)
    had, may = re.findall(r"[0-9.]+\N{NO-BREAK SPACE}[kM]B", str(refused.value))
    assert had != may or limit % 100_000, "told finely enough to be seen as larger"
    assert not may.startswith("0")


def test_a_folder_that_cannot_be_written_is_said(file):
    (file.parent / "out").write_text("a file stands here")
    with pytest.raises(UserError, match="Choose another place"):
        draft(file)


def test_a_file_that_is_gone_is_said(file):
    file.unlink()
    with pytest.raises(UserError, match="cannot be read"):
        draft(file)
