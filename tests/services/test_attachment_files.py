"""An attached file is shown, opened and copied whole, or it is said why not and what to do."""

import io
import stat

import pytest
from PIL import Image

from app.base.errors import UserError
from app.services import attachment_files, attachments
from app.services.attachment_files import DamagedError
from app.services.attachments import Owner, State
from app.store.attachments import path_of


@pytest.fixture
def attach(db, company):
    def deed(data=b"%PDF umowa", name="umowa.pdf"):
        owner = Owner("company", company.id)
        (row,) = attachments.attach(db, owner, data, name).result
        return db.read(attachments.find, db.folder, row.id)

    return deed


def again(db, row):
    return db.read(attachments.find, db.folder, row.id)


def test_a_copy_is_saved_elsewhere_whole(db, attach, tmp_path):
    row, target = attach(), tmp_path / "kopia.pdf"
    target.write_bytes(b"older")
    attachment_files.save_copy(db.folder, row, target)
    assert target.read_bytes() == b"%PDF umowa"
    assert attachment_files.read(db.folder, row) == b"%PDF umowa"


def test_a_copy_to_open_has_the_files_name_and_is_read_only(db, attach):
    copy = attachment_files.copy_to_open(db.folder, attach())
    assert (copy.name, copy.read_bytes()) == ("umowa.pdf", b"%PDF umowa")
    assert not copy.stat().st_mode & stat.S_IWRITE
    assert attachment_files.copy_to_open(db.folder, attach(b"2", "b.txt")) != copy
    attachment_files.close_opened(db.folder)
    assert not copy.exists()
    assert not (db.folder / "opened").exists()


@pytest.mark.parametrize(
    "name", ["gra.exe", "a.bat", "b.lnk", "c.docm", "d.html", "README", "e.jpg.js"]
)
def test_what_may_be_a_program_is_not_opened(db, attach, name):
    with pytest.raises(UserError, match="may be a program"):
        attachment_files.copy_to_open(db.folder, attach(name=name))


@pytest.mark.parametrize("spoil", ["gone", "cut", "changed"])
def test_a_damaged_file_is_never_shown_and_can_be_asked_for_again(db, attach, tmp_path, spoil):
    row, target = attach(), tmp_path / "kopia.pdf"
    path = path_of(db.folder, row.sha256)
    path.unlink() if spoil == "gone" else path.write_bytes(
        b"%PDF!umowa"[: 3 if spoil == "cut" else 10]
    )
    for deed in (
        lambda: attachment_files.save_copy(db.folder, row, target),
        lambda: attachment_files.copy_to_open(db.folder, row),
        lambda: attachment_files.read(db.folder, row),
    ):
        with pytest.raises(DamagedError, match="Ask the others for it again"):
            deed()
    assert not target.exists()
    assert attachment_files.ask_again(db, row)
    assert again(db, row).state is State.COMING
    assert not path.exists()


def test_asking_again_keeps_what_is_whole(db, attach):
    row, other = attach(), attach(b"other", "b.txt")
    path_of(db.folder, other.sha256).unlink()
    assert not attachment_files.ask_again(db, row)
    assert (again(db, row).state, again(db, other).state) == (State.HERE, State.DAMAGED)


def test_what_has_not_come_says_when_it_will(db, attach, tmp_path):
    row = attach()
    path_of(db.folder, row.sha256).unlink()
    attachment_files.ask_again(db, row)
    with pytest.raises(UserError, match="has not come to this computer yet"):
        attachment_files.save_copy(db.folder, again(db, row), tmp_path / "a")


def test_a_place_that_refuses_is_told(db, attach, tmp_path):
    with pytest.raises(UserError, match="cannot be written there"):
        attachment_files.save_copy(db.folder, attach(), tmp_path / "no folder" / "a.pdf")


def test_a_thumbnail_is_small_and_upright(db, attach):
    turned = Image.Exif()
    turned[0x0112] = 6
    out = io.BytesIO()
    Image.new("RGB", (800, 400), "teal").save(out, "JPEG", exif=turned)
    small = attachment_files.thumbnail(db.folder, attach(out.getvalue(), "a.jpg").sha256, 96)
    assert small is not None
    assert Image.open(io.BytesIO(small)).size == (48, 96)
    assert len(small) < 4_000


def test_what_is_no_picture_has_no_thumbnail(db, attach):
    row = attach()
    assert attachment_files.thumbnail(db.folder, row.sha256, 96) is None
    assert attachment_files.thumbnail(db.folder, "ab" * 32, 96) is None
    assert attachment_files.thumbnail(db.folder, "..", 96) is None


def test_papers_find_the_file_of_a_picture(db, attach):
    row = attach()
    assert attachment_files.path_here(db.folder, row.sha256) == path_of(db.folder, row.sha256)
    assert attachment_files.path_here(db.folder, "ab" * 32) is None
