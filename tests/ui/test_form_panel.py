"""Saving, refusing, leaving with a draft, and the draft after a crash."""

import errno
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.base import clock
from app.base.errors import UserError
from app.model.company import Company
from app.model.visit import Visit
from app.services import records
from app.services.records import InvalidRecordError
from app.ui import drafts
from app.ui.drafts import Draft, Drafts
from app.ui.form_panel import FormPanel, plain_label
from tests.ui.conftest import company_id


@pytest.fixture
def panel(qtbot, context):
    made = FormPanel(context, Company, label=plain_label("Saved company {name}", "name"))
    qtbot.addWidget(made)
    made.resize(700, 700)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def stored(context, number=0):
    return context.read(records.get, Company, company_id(number))


def type_into(qtbot, panel, name, text):
    panel.form.boxes[name].editor.setFocus()
    QApplication.focusWidget().selectAll()
    qtbot.keyClicks(QApplication.focusWidget(), text)


def test_control_enter_saves_only_what_was_touched(qtbot, panel, context):
    written = []
    context.database.write(
        lambda s: records.save(s, records.get(s, Company, company_id(0)), {"phone": "87 1"}),
        label="Before",
    )
    panel.edit(stored(context))
    context.database.write(
        lambda s: records.save(s, records.get(s, Company, company_id(0)), {"phone": "87 2"}),
        label="Meanwhile",
    )
    context.changed.connect(written.append)
    type_into(qtbot, panel, "town", "Pisz")
    with qtbot.waitSignal(panel.saved) as saved:
        qtbot.keyClick(
            QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
        )
    assert saved.args == [company_id(0)]
    assert (stored(context).town, stored(context).phone) == ("Pisz", "87 2")
    assert [changes.kinds for changes in written] == [frozenset({"company"})]
    assert context.database.undo_label() == "Saved company Tartak Pisz"
    assert not panel.editing


def test_a_new_record_is_saved_with_what_it_began_with(qtbot, panel, context):
    panel.begin(kind="company", county="2816")
    assert QApplication.focusWidget() is panel.form.boxes["name"].editor.focusProxy()
    type_into(qtbot, panel, "name", "Nowa firma")
    with qtbot.waitSignal(panel.saved) as saved:
        panel.save()
    company = context.read(records.get, Company, saved.args[0])
    assert (company.name, company.kind, company.scope) == ("Nowa firma", "company", "2816")


def test_what_is_refused_is_said_and_nothing_is_saved(qtbot, panel, context):
    panel.edit(stored(context))
    type_into(qtbot, panel, "nip", "1111111111")
    panel.form.boxes["name"].editor.set_value("")
    panel.save()
    assert panel.editing
    assert panel.form.boxes["name"].problem
    assert panel.form.boxes["nip"].problem
    assert panel.notice.words.startswith("Not saved yet.")
    assert QApplication.focusWidget() is panel.form.boxes["name"].editor.focusProxy()
    assert stored(context).name == "Tartak Pisz"


def test_what_is_refused_is_seen_and_typed_over(qtbot, panel, context):
    panel.resize(420, 300)
    panel.show()
    panel.edit(stored(context))
    type_into(qtbot, panel, "nip", "1111111111")
    panel.area.verticalScrollBar().setValue(0)
    panel.save()
    box = panel.form.boxes["nip"].editor.focusProxy()
    assert not box.visibleRegion().isEmpty()
    qtbot.keyClicks(QApplication.focusWidget(), "849")
    assert box.text() == "849"


def test_what_the_service_refuses_stands_under_its_field(qtbot, panel, context):
    def refuse(session, row, values):
        from app.model.entity import Problem

        raise InvalidRecordError([Problem("town", "No such town.")])

    panel._deed = refuse
    panel.edit(stored(context))
    panel.save()
    assert panel.form.boxes["town"].problem == "No such town."
    assert panel.editing


def test_leaving_keeps_a_draft_that_comes_back_after_a_crash(qtbot, panel, context):
    panel.edit(stored(context))
    type_into(qtbot, panel, "town", "Ruciane-Nida")
    with qtbot.waitSignal(panel.left):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert stored(context).town is None
    context._drafts = None
    panel.edit(stored(context))
    assert panel.form.value("town") == "Ruciane-Nida"
    assert panel.notice.isVisible()
    panel.notice.deed.click()
    assert panel.form.value("town") is None
    assert context.drafts.get(f"company/{company_id(0)}") is None


def test_a_draft_is_on_the_disk_while_typing(qtbot, panel, context):
    panel._autosave.setInterval(1)
    panel.begin(kind="company")
    type_into(qtbot, panel, "name", "Prad zgasl")
    qtbot.waitUntil(
        lambda: (
            (found := Drafts(context.database.folder / "drafts.json").get("company/new"))
            is not None
            and found.values["name"] == "Prad zgasl"
        )
    )


def test_saving_ends_the_draft(qtbot, panel, context):
    panel.begin(kind="company", county="2816", name="Firma")
    type_into(qtbot, panel, "town", "Pisz")
    panel.keep_draft()
    panel.save()
    assert context.drafts.get("company/new") is None


def test_an_untouched_form_leaves_no_draft_and_says_nothing(qtbot, panel, context):
    said = []
    context.said.connect(lambda words, _undoable: said.append(words))
    panel.edit(stored(context))
    panel.leave()
    assert said == []
    assert not (context.database.folder / "drafts.json").exists()


def test_a_draft_that_nothing_came_in_between_of_is_saved_as_new(qtbot, panel, context):
    panel.edit(stored(context))
    seen = dict(panel._seen)
    type_into(qtbot, panel, "town", "Orzysz")
    panel.leave()
    context.database.write(
        lambda s: records.save(s, records.get(s, Company, company_id(1)), {"town": "Pisz"}),
        label="Elsewhere",
    )
    panel.edit(stored(context))
    assert panel.form.value("town") == "Orzysz"
    assert panel._seen == context.seen() != seen
    assert panel.notice.words == "Your unsaved draft is back."


def test_a_draft_says_what_was_saved_meanwhile(qtbot, panel, context):
    panel.edit(stored(context))
    type_into(qtbot, panel, "town", "Orzysz")
    panel.leave()
    context.database.write(
        lambda s: records.save(s, records.get(s, Company, company_id(0)), {"town": "Pisz"}),
        label="Meanwhile",
    )
    panel.edit(stored(context))
    assert "Town: Pisz" in panel.notice.words
    with qtbot.waitSignal(panel.saved):
        panel.save()
    assert stored(context).town == "Orzysz"


def test_a_field_changed_behind_the_form_is_not_overwritten_unseen(qtbot, panel, context):
    panel.edit(stored(context))
    type_into(qtbot, panel, "town", "Orzysz")
    context.database.write(
        lambda s: records.save(s, records.get(s, Company, company_id(0)), {"town": "Pisz"}),
        label="Meanwhile",
    )
    with pytest.raises(UserError, match="Open it again"):
        panel.save()
    assert stored(context).town == "Pisz"
    assert context.drafts.get(f"company/{company_id(0)}").values == {"town": "Orzysz"}


@pytest.mark.parametrize("text", ["", "{", '{"a": 1}', '{"a": {"values": 3}}'])
def test_a_damaged_file_of_drafts_is_an_empty_one(tmp_path, text):
    path = tmp_path / "drafts.json"
    path.write_text(text)
    drafts = Drafts(path)
    assert drafts.get("a") is None
    kept = Draft(
        {"name": "Ą\ud83d"}, {1: 2}, {"name": None}, {"town": "Pi"}, "Company", "companies:new"
    )
    drafts.keep("a", kept)
    found = Drafts(path).get("a")
    assert replace(found, kept_at="") == kept
    assert clock.now() - found.moment < timedelta(minutes=1)


def test_drafts_that_can_be_opened_again_are_listed_the_latest_first(tmp_path):
    drafts = Drafts(tmp_path / "drafts.json")
    began = clock.now()
    for minute, key in enumerate(("old", "homeless", "late")):
        clock.set_clock(lambda minute=minute: began + timedelta(minutes=minute))
        drafts.keep(key, Draft({"name": key}, way="" if key == "homeless" else "companies:new"))
    drafts.keep("old", drafts.get("old"))
    clock.set_clock(None)
    assert [key for key, _draft in drafts.listed()] == ["late", "old"], "kept again, not later"


def test_words_that_give_no_value_yet_are_kept_too(qtbot, context):
    panel = FormPanel(context, Visit, label=lambda _values: "Saved")
    panel.page = "visits"
    qtbot.addWidget(panel)
    panel.begin()
    company, when = panel.form.boxes["company"].editor, panel.form.boxes["planned_from"].editor
    qtbot.keyClicks(company.box, "tar")
    qtbot.keyClicks(when.day.box, "31.2.")
    qtbot.keyClicks(when.time, "8")
    panel.keep_draft()

    context._drafts = None
    (key, draft) = context.drafts.listed()[0]
    assert (key, draft.way, draft.values) == ("visit/new", "visits:new", {})
    panel.begin()
    assert company.box.text() == "tar"
    assert (when.day.box.text(), when.time.text()) == ("31.2.", "8")
    assert panel.notice.isVisibleTo(panel)


def test_a_disk_that_takes_no_draft_hinders_neither_leaving_nor_saving(
    qtbot, panel, context, monkeypatch
):
    told = []
    context.told.connect(lambda words, _tone: told.append(words))

    def refuse(*_parts):
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(drafts, "write_atomically", refuse)
    panel.begin(kind="company", county="2816")
    type_into(qtbot, panel, "name", "Firma")
    with qtbot.waitSignal(panel.left):
        panel.leave()
    assert told == ["What you type cannot be kept as a draft: no space left on the disk or stick."]
    panel.begin(kind="company", county="2816")
    assert panel.form.value("name") == "Firma", "as long as the program runs it is kept"
    with qtbot.waitSignal(panel.saved):
        panel.save()
