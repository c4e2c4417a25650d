"""Exchange files in e-mail drafts: each within the limit, whatever has to be handed over."""

import random
from email import message_from_bytes, policy

import pytest

from app.base.errors import UserError
from app.services import exchange, exchange_mail
from app.services.mail_drafts import MEGABYTE, largest_file
from tests.services.network import Network


@pytest.fixture
def pair(tmp_path):
    made = Network(tmp_path)
    yield made
    made.close()


def _fill(pair, count, size):
    dice = random.Random(1)
    for _ in range(count):
        reason = "".join(dice.choices("abcdefghijklmnopqrstuvwxyz0123456789", k=size))
        pair.company("Tartak", do_not_contact=True, do_not_contact_reason=reason)


def _files(drafts, folder):
    """Save what is attached to drafts, as a person would; return the files."""
    folder.mkdir()
    for draft in drafts:
        (one,) = message_from_bytes(
            draft.path.read_bytes(), policy=policy.default
        ).iter_attachments()
        (folder / one.get_filename()).write_bytes(one.get_content())
    return sorted(folder.iterdir())


def test_what_does_not_fit_into_one_mail_goes_in_several(pair, tmp_path):
    _fill(pair, 30, 100_000)
    drafts = exchange_mail.write_drafts(pair.promoter, MEGABYTE)
    assert len(drafts) > 2
    assert all(draft.path.stat().st_size <= MEGABYTE for draft in drafts)
    subjects = [
        message_from_bytes(draft.path.read_bytes(), policy=policy.default)["Subject"]
        for draft in drafts
    ]
    assert subjects[0].endswith(f"(1/{len(drafts)})")
    report = exchange.take_in(pair.office, _files(drafts, tmp_path / "saved")[::-1])
    assert sum(file.taken.new for file in report.files) >= 30
    assert report.files[-1].missing == []


def test_one_mail_has_no_number(pair):
    pair.company("Tartak")
    (draft,) = exchange_mail.write_drafts(pair.promoter, MEGABYTE)
    assert b"(1/1)" not in draft.path.read_bytes()


def test_what_cannot_be_split_is_said_after_the_others_were_written(pair):
    pair.company("Przed")
    _fill(pair, 1, 2 * MEGABYTE)
    pair.company("Po")
    assert largest_file(MEGABYTE) < MEGABYTE
    with pytest.raises(UserError, match="on a stick"):
        exchange_mail.write_drafts(pair.promoter, MEGABYTE)
    assert len(list(exchange_mail.folder_of(pair.promoter).iterdir())) == 2
