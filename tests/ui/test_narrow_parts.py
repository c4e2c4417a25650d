"""Parts of a card in a narrow place: nothing asks for more room than there is."""

from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from app.ui import checks
from app.ui.action_row import ActionList, Deed, Line
from app.ui.facts import pairs
from app.ui.notice import Notice
from app.ui.parts import column, scrolled
from app.ui.theme import px


def test_a_row_puts_badge_and_deeds_below_its_words_and_the_deeds_in_lines(qtbot, look):
    words = ("Done", "Tomorrow", "In a week", "Never again")
    deeds = [Deed(one, one[0], lambda: None) for one in words]
    rows = ActionList("Tasks")
    qtbot.addWidget(rows)
    rows.show_lines([Line("1", "Bring posters", "Jan Lis", badge="late", deeds=deeds)])
    rows.resize(px(800), 200)
    rows.show()
    buttons = rows.findChildren(QPushButton)
    qtbot.waitUntil(lambda: len({one.mapTo(rows, one.pos()).y() for one in buttons}) == 1)
    rows.resize(px(200), 400)
    qtbot.waitUntil(lambda: rows.minimumSizeHint().width() <= px(200))
    qtbot.waitUntil(lambda: len({one.y() for one in buttons}) > 1)
    (badge,) = [one for one in rows.findChildren(QLabel) if one.text() == "late"]
    (title,) = [one for one in rows.findChildren(QLabel) if one.text() == "Bring posters"]
    assert badge.mapTo(rows, badge.rect().topLeft()).y() > title.mapTo(rows, title.pos()).y()


def test_long_deeds_leave_the_words_their_room(qtbot, look):
    deeds = [Deed(one, one[0], lambda: None) for one in ("Record the visit", "A week later")]
    rows = ActionList("Visits")
    qtbot.addWidget(rows)
    rows.show_lines([Line("1", "A company with a name of some length", badge="late", deeds=deeds)])
    rows.resize(px(450), 300)
    rows.show()
    (title,) = [one for one in rows.findChildren(QLabel) if one.text().startswith("A company")]
    qtbot.waitUntil(lambda: title.width() >= px(190))


def test_values_stand_below_their_labels_where_they_have_no_room_beside_them(qtbot, look):
    made = pairs([("E-mail address", "biuro@pracownia-reklamy-jarzebina.example"), ("Town", "")])
    qtbot.addWidget(made)
    made.resize(px(500), 100)
    made.show()
    by_text = {one.text(): one for one in made.findChildren(QLabel)}
    label, value = by_text["E-mail address"], by_text["biuro@pracownia-reklamy-jarzebina.example"]
    qtbot.waitUntil(lambda: value.x() > label.x())
    assert value.y() == label.y()
    made.resize(px(240), 200)
    qtbot.waitUntil(lambda: value.x() == label.x())
    assert value.y() > label.y()
    made.resize(px(500), 100)
    qtbot.waitUntil(lambda: value.x() > label.x())


def test_a_notice_puts_its_deed_below_the_words(qtbot, look):
    notice = Notice()
    qtbot.addWidget(notice)
    notice.resize(px(700), 60)
    notice.show_text("What is held is let go of. " * 3, "amber", "Turn the changes down")
    (words,) = [one for one in notice.findChildren(QLabel) if one.text()]
    qtbot.waitUntil(lambda: notice.deed.x() > words.x())
    notice.resize(px(300), 200)
    qtbot.waitUntil(lambda: notice.deed.x() == words.x())
    assert notice.deed.y() > words.y()
    assert checks.faults(notice) == []


def test_a_notice_below_what_is_in_sight_comes_into_sight(qtbot, look):
    notice, tall = Notice(), QWidget()
    tall.setFixedHeight(px(900))
    area = scrolled(column(tall, notice))
    qtbot.addWidget(area)
    area.resize(px(500), px(300))
    area.show()
    notice.show_text("Go back to the copy of yesterday?", "amber", "Go back")
    qtbot.waitUntil(lambda: notice.visibleRegion().boundingRect() == notice.rect())
