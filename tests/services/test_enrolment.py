"""An invitation is written whole, or the network does not know of it."""

import pytest

from app.base.errors import UserError
from app.services import enrolment, exchange
from app.sync import enrolment as sync_enrolment
from tests.sync.living_network import quick


@pytest.fixture
def founded(tmp_path, time):
    """Return an office that can invite."""
    made = enrolment.set_up_office(tmp_path / "office", "Sieć")
    with quick():
        yield made
    made.close()


def network_of(office):
    """Return the live devices and promoters."""
    with office.reading() as connection:
        return [
            connection.exec_driver_sql(
                f"SELECT id FROM {table} WHERE NOT coalesce(deleted, 0) ORDER BY id"
            ).all()
            for table in ("device", "promoter")
        ]


def test_an_invitation_that_cannot_be_written_leaves_no_device(founded, tmp_path, monkeypatch):
    def full(*_words):
        raise OSError(28, "No space left on device")

    before = network_of(founded)
    with monkeypatch.context() as patch:
        patch.setattr(sync_enrolment, "write_invitation", full)
        with pytest.raises(UserError, match="no space left"):
            enrolment.invite(founded, "jan", ("2816",), tmp_path / "jan.csri")
    assert network_of(founded) == before
    assert exchange.status(founded).devices == ()
    assert founded.undo_label() is None
    invited = enrolment.invite(founded, "jan", ("2816",), tmp_path / "jan.csri")
    assert [one.device for one in exchange.status(founded).devices] == [invited.device]


def test_a_folder_that_cannot_be_made_is_refused_before_anything_is_listed(founded, tmp_path):
    (tmp_path / "file").write_bytes(b"")
    seen = founded.seen()
    with pytest.raises(UserError, match="cannot be written to"):
        enrolment.invite(founded, "jan", ("2816",), tmp_path / "file" / "jan.csri")
    assert founded.seen() == seen


def test_an_older_file_is_never_written_over(founded, tmp_path):
    file = tmp_path / "jan.csri"
    file.write_bytes(b"the invitation that Anna still needs")
    seen = founded.seen()
    with pytest.raises(UserError, match="another name"):
        enrolment.invite(founded, "jan", ("2816",), file)
    assert file.read_bytes() == b"the invitation that Anna still needs"
    assert founded.seen() == seen


def test_the_folder_is_made_when_it_is_missing(founded, tmp_path):
    invited = enrolment.invite(founded, "jan", ("2816",), tmp_path / "new" / "jan.csri")
    assert invited.file.is_file()


def test_a_new_promoter_is_invited_by_name_and_one_without_gets_it_with_the_next(founded, tmp_path):
    def named():
        with founded.reading() as connection:
            return connection.exec_driver_sql(
                "SELECT code, first_name, last_name FROM promoter ORDER BY code"
            ).all()

    known = named()
    made = enrolment.invite(founded, "jan", ("2816",), tmp_path / "1.csri", " Jan  Maria Lis ")
    assert made.notes == ()
    bare = enrolment.invite(founded, "ola", ("2816",), tmp_path / "2.csri")
    assert bare.notes
    assert set(named()) == {*known, ("jan", "Jan Maria", "Lis"), ("ola", "Promoter", "ola")}
    enrolment.invite(founded, "ola", ("2816",), tmp_path / "3.csri", "Ola Żak")
    enrolment.invite(founded, "jan", ("2816",), tmp_path / "4.csri", "Somebody Else")
    assert set(named()) == {*known, ("jan", "Jan Maria", "Lis"), ("ola", "Ola", "Żak")}
    names = [one.name for one in exchange.status(founded).devices]
    assert sorted(names) == ["jan Lis", "jan Lis", "ola Żak", "ola Żak"], (
        "all computers follow the name"
    )
