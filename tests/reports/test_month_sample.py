"""The four months of the sample: figures, sentences and pages against the figures the sample itself declares."""

from __future__ import annotations

import dataclasses as dc
import datetime as dt
import re

import pytest

from dundian_desktop.actions.deployment import load_deployment
from dundian_desktop.actions.month_report import books_in, month_report, print_month
from dundian_desktop.errors import CancelledError, MachineError, UserError
from dundian_desktop.ledgers.expense import Expense
from dundian_desktop.ledgers.visit import Visit
from dundian_desktop.policy.finding import Level
from dundian_desktop.reports.document import cell_text, figures
from dundian_desktop.reports.month import Signing
from dundian_desktop.reports.month_words import money_words
from dundian_desktop.store.query import Query
from tests.devices import Yard
from tests.reports.months import body, printed_lines, spans
from tests.sample import SAMPLE, content, with_open_months

MONTHS = ("2026-04", "2026-05", "2026-06", "2026-07")
DECLARED = {
    "K001": ("走访企业(家,首次)", "走访企业（首次）家"),
    "K003": ("走访职工(人,首访)", "走访职工（首访）人"),
    "K004": ("走访职工(人次)", "走访职工人次"),
    "K402": ("办成实事(件)", "办成实事件"),
}
EVERY = [(month, code) for month in MONTHS for code in DECLARED]


@pytest.fixture(scope="module")
def kpi():
    return content()["kpi"]


@pytest.fixture(scope="module")
def sample(tmp_path_factory, mould):
    """Give the store of the sample; no test of this file may change it."""
    with Yard(tmp_path_factory.mktemp("sample"), mould) as yard:
        store = yard.workspace("A").store
        load_deployment(store, SAMPLE)
        yield store


@pytest.fixture
def own_sample(store, tmp_path):
    """Give a store of the sample that a test may change, with its months open."""
    load_deployment(store, with_open_months(tmp_path))
    return store


@pytest.fixture(scope="module")
def pages(sample, tmp_path_factory):
    """Give month -> (what came of printing, its lines)."""
    folder = tmp_path_factory.mktemp("pages")
    printed = {month: print_month(sample, month, folder / f"{month}.pdf") for month in MONTHS}
    return {month: (one, printed_lines(one.path)) for month, one in printed.items()}


@pytest.mark.parametrize(("month", "code"), EVERY)
def test_the_figures_are_those_the_sample_declares(sample, kpi, month, code):
    line = month_report(sample, month).figures[code]
    place, declared = MONTHS.index(month), kpi[DECLARED[code][0]]
    assert (line.month.value, line.total.value) == (declared[place], sum(declared[: place + 1]))


@pytest.mark.parametrize(("month", "code"), EVERY)
def test_the_printed_table_shows_what_the_sample_declares(pages, kpi, month, code):
    words, declared = DECLARED[code][1], kpi[DECLARED[code][0]]
    place = MONTHS.index(month)
    row = next(line for line in pages[month][1] if re.match(rf"\d+{words}", line))
    assert re.search(rf"{words}{declared[place]}{sum(declared[: place + 1])}(\d+／\d+%)?$", row)


@pytest.mark.parametrize("month", MONTHS)
def test_the_printed_text_tells_what_the_sample_declares(pages, kpi, month):
    text = "".join(pages[month][1])
    place = MONTHS.index(month)
    talks, people, units, deeds = (kpi[DECLARED[code][0]][place] for code in ("K004", "K003", "K001", "K402"))
    assert f"本月走访职工{talks}人次" in text
    assert (f"首次走访{people}人" in text) == bool(people)
    assert (f"首次走访企业{units}家" in text) == bool(units)
    assert (f"本月办成实事{deeds}件" in text) == bool(deeds)


@pytest.mark.parametrize("month", MONTHS[1:])
def test_the_printed_text_tells_what_was_reached_to_date(pages, kpi, month):
    place = MONTHS.index(month) + 1
    talks, people, units = (sum(kpi[DECLARED[code][0]][:place]) for code in ("K004", "K003", "K001"))
    assert f"蹲点以来累计走访职工{people}人、{talks}人次，走访企业{units}家。" in "".join(pages[month][1])


@pytest.mark.parametrize("month", MONTHS)
def test_every_page_is_printed_whole(pages, month):
    printed, lines = pages[month]
    assert (printed.missing, printed.notices) == ((), ())
    assert 5 <= printed.pages <= 20
    assert f"关于2026年{int(month[5:])}月蹲点工作情况的报告" in lines
    assert "".join(lines).count("演") == printed.pages


@pytest.mark.parametrize("month", MONTHS)
def test_the_text_is_short_and_counts_nothing(sample, month):
    text = body(month_report(sample, month).document)
    assert len(re.findall(r"[\u3400-\u9fff]", text)) <= 3000
    assert not re.search(r"(?<![0-9.])0(?:人|件|家|条|篇|元|万元)", text)


@pytest.mark.parametrize("month", MONTHS)
def test_every_figure_of_the_text_is_a_figure_of_the_indicators(sample, month):
    report = month_report(sample, month)
    told = [span for span in spans(report.document) if span.meaning]
    for span in told:
        line = report.figures[span.meaning]
        write = money_words if line.indicator.money else str
        assert (span.text, span.records) in {(write(one.value), one.records) for one in (line.month, line.total)}
    assert len({span.meaning for span in told}) >= 15


@pytest.mark.parametrize("month", MONTHS)
def test_the_lists_hold_what_the_figures_count(sample, month):
    report = month_report(sample, month)
    lists = {one.title: one for one in report.document.appendices}
    (before,) = re.findall(r"此前已销号(\d+)个", lists["问题台账"].notes[0]) or ["0"]
    assert len(lists["问题台账"].table.rows) + int(before) == report.figures["K301"].total.value
    members, new_form = (report.figures[code].total.value for code in ("K201", "K202"))
    assert cell_text(lists["建会入会情况"].table.rows[-1][9]) == f"{members}（{new_form}）"


@pytest.mark.parametrize("month", MONTHS)
def test_no_sensitive_value_is_printed(pages, month):
    text = "".join(pages[month][1])
    chairs = {one.get("chair") for one in content()["texts"]["union_building"].values()}  # who holds an office is named
    workers = content()["workers"]
    secrets = [value for one in workers for value in (one["id_no"], one["mobile"], one["name"]) if value not in chairs]
    assert [secret for secret in secrets if secret in text] == []


def test_what_was_red_in_june_is_done_late_in_july_and_what_is_left_is_handed_over(sample):
    found = {month: month_report(sample, month).findings for month in MONTHS}
    assert [(month, one.sentence) for month in MONTHS for one in found[month] if one.level is Level.RED] == [
        ("2026-06", "实事“职工书屋捐书”到期未办结，请登记办结、延期或移交。")
    ]
    sentence = "蹲点结束时实事“货车司机年审一站式办理点”没有办结，已移交驻在工会。"
    assert sentence in {one.sentence for one in found["2026-07"]}


def test_a_finding_leads_to_records_that_are_there(sample):
    kinds = sample.kinds
    for one in month_report(sample, "2026-07").findings:
        assert all(sample.reader.find(kinds[ref.ledger], ref.id) for ref in one.records)


def test_every_figure_leads_to_records_that_are_there(sample):
    known = {record.id for shelf in books_in(sample).shelves.values() for record in shelf}
    for figure in figures(month_report(sample, "2026-06").document):
        assert set(figure.records) <= known


def changes_of(store, edit):
    """Give (figures that name one of the changed records before or after, figures whose value changed)."""
    before = {month: month_report(store, month).figures for month in MONTHS}
    touched = edit(store)
    named, moved = set(), set()
    for month in MONTHS:
        for old, new in zip(before[month].lines, month_report(store, month).figures.lines, strict=True):
            key = (month, old.indicator.code)
            pairs = ((old.month, new.month), (old.total, new.total))
            if any(touched & {*one.records, *other.records} for one, other in pairs):
                named.add(key)
            if any(one.value != other.value for one, other in pairs):
                moved.add(key)
    return named, moved


def edit_expense(**more):
    def edit(store):
        (expense,) = store.reader.list(Query(kind=Expense).where("no", "JF-05"))
        with store.act() as act:
            act.save(dc.replace(expense, **more), expense)
        return {expense.id}

    return edit


def test_a_changed_payment_changes_exactly_the_figures_of_money_that_name_it(own_sample):
    named, moved = changes_of(own_sample, edit_expense(amount=1_900_000))
    assert moved <= named
    assert moved == {(month, code) for month in MONTHS[2:] for code in ("K405", "K405.3")}


def test_a_changed_payment_changes_exactly_its_words_in_the_report(own_sample):
    before = body(month_report(own_sample, "2026-06").document)
    edit_expense(amount=1_900_000)(own_sample)
    after = body(month_report(own_sample, "2026-06").document)
    expected = re.sub(r"3\.758(?=万元)|(?<!救助金额)1\.8(?=万元)|4\.491(?=万元)", _a_thousand_more, before)
    assert after == expected.replace("困难帮扶资金预算2万元，结余2000元", "困难帮扶资金预算2万元，结余1000元")
    assert after != before


def _a_thousand_more(found):
    return f"{float(found[0]) + 0.1:.3f}".rstrip("0")


def test_a_visit_taken_out_changes_only_figures_that_named_it(own_sample):
    def edit(store):
        (visit,) = store.reader.list(Query(kind=Visit).where("no", "ZF-074"))
        with store.act() as act:
            act.void(Visit, visit.id)
        return {visit.id}

    named, moved = changes_of(own_sample, edit)
    assert named == moved == {("2026-07", "K004")}


def test_the_digest_of_an_untouched_month_stays(own_sample):
    before = {month: month_report(own_sample, month).figures.digest for month in MONTHS}
    edit_expense(amount=1_900_000)(own_sample)
    after = {month: month_report(own_sample, month).figures.digest for month in MONTHS}
    assert [month for month in MONTHS if before[month] != after[month]] == ["2026-06", "2026-07"]
    assert after["2026-06"] in month_report(own_sample, "2026-06").document.note


@pytest.mark.parametrize("month", ["2026-03", "2026-08", "2027-06"])
def test_a_month_outside_the_stint_is_refused(sample, tmp_path, month):
    with pytest.raises(UserError, match="不在蹲点期内，没有月报；可选的月份是2026-04至2026-07。"):
        print_month(sample, month, tmp_path / "x.pdf")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("month", ["六月", "2026-6", "2026-00", ""])
def test_a_miswritten_month_is_refused(sample, month):
    with pytest.raises(UserError, match="不是月份，应写作2026-06。"):
        month_report(sample, month)


def test_without_a_group_the_report_is_refused(store):
    with pytest.raises(UserError, match="还没有登记工作组和起止日期，分不出月份。"):
        month_report(store, "2026-06")


def test_the_report_is_signed_by_this_workspaces_person(sample):
    assert "填报人：A同志" in month_report(sample, "2026-06").document.note
    signing = Signing(filed_by="邓小满", day=dt.date(2026, 7, 1))
    document = month_report(sample, "2026-06", signing=signing).document
    assert "填报人：邓小满" in document.note
    assert document.date == dt.date(2026, 7, 1)


def test_a_demonstration_workspace_prints_its_mark(own_sample):
    with own_sample.act() as act:
        (group,) = books_in(own_sample).shelves["group"]
        act.save(dc.replace(group, region="430100"), group)
    assert month_report(own_sample, "2026-06").document.watermark == ""
    assert month_report(own_sample, "2026-06", signing=Signing(demo=True)).document.watermark == "演示"
    own_sample.settings.put("demo", True)
    assert month_report(own_sample, "2026-06").document.watermark == "演示"


def test_a_running_month_is_dated_today_and_not_late_before_its_time(sample):
    document = month_report(sample, "2026-06", today=dt.date(2026, 6, 18)).document
    assert document.date == dt.date(2026, 6, 18)
    assert "数据截止：2026年6月18日" in document.note
    assert "已到时限" not in body(document)


class Stopper:
    """Asks to stop at once."""

    def step(self, done, total, note=""):
        raise CancelledError


def test_stopping_a_print_leaves_no_file(sample, tmp_path):
    with pytest.raises(CancelledError):
        print_month(sample, "2026-06", tmp_path / "x.pdf", Stopper())
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_gone_is_the_machines_fault(sample, tmp_path):
    with pytest.raises(MachineError, match="写不进去"):
        print_month(sample, "2026-06", tmp_path / "没有" / "x.pdf")
