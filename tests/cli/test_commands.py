"""Every command of ``dundian``: what it does, what it says, and its exit status."""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pypdfium2
import pytest

from dundian_desktop.cli.__main__ import main
from dundian_desktop.ledgers import all_ledgers
from tests.cli.desk import DONE, REFUSED, TROUBLE, USAGE, Desk
from tests.devices import PASSPHRASE

ROOT = Path(__file__).resolve().parents[2]


def test_ledgers_are_listed_without_a_workspace(desk) -> None:
    told = desk.ask("ledgers")
    assert [one["ledger"] for one in told] == list(all_ledgers())
    assert {field["name"] for field in told[0]["fields"]} >= {"no", "files"}
    assert desk.run("ledgers") == DONE
    assert all(kind.ledger.title in desk.said for kind in all_ledgers().values())


def test_what_is_put_is_shown_and_listed(desk) -> None:
    id = desk.put("site", "蹲点单位=云麓园区", "notes=三百家企业")
    assert desk.ask("show", "site", id)["notes"] == "三百家企业"
    assert [one["name"] for one in desk.ask("list", "驻点")] == ["云麓园区"]
    assert desk.run("list", "site") == DONE
    assert "共1条" in desk.said


def test_a_record_is_meant_by_number_or_by_the_beginning_of_its_id(desk) -> None:
    id = desk.put("site", "name=云麓园区")
    assert desk.ask("show", "site", "QL-2026-01-ZD-A0001")["id"] == id
    assert desk.ask("show", "site", id[:14])["id"] == id
    assert desk.run("show", "site", "QL-9999") == REFUSED


def test_an_edit_changes_what_it_names_and_history_tells(desk) -> None:
    id = desk.put("site", "name=旧名", "notes=原样")
    desk.ask("put", "site", "--id", id, "name=新名")
    told = desk.ask("show", "site", id, "--history")
    assert (told["name"], told["notes"]) == ("新名", "原样")
    assert [(one["what"], one["words"], one["who"]) for one in told["history"]][-1] == ("蹲点单位", "新名", "A同志")


def test_sensitive_values_are_masked_unless_asked_for(desk) -> None:
    id = desk.put("worker", "name=向秀英", "category=P01", "mobile=13912345678")
    assert desk.ask("show", "worker", id)["mobile"] == "139****5678"
    assert desk.ask("show", "worker", id, "--sensitive")["mobile"] == "13912345678"
    assert desk.ask("list", "worker")[0]["mobile"] == "139****5678"
    history = desk.ask("show", "worker", id, "--history")["history"]
    assert "13912345678" not in json.dumps(history)


def test_links_are_typed_by_name(desk) -> None:
    unit = desk.put("enterprise", "name=启晟电子", "uscc=无", "staff=120")
    desk.put("worker", "name=向秀英", "category=P01", "所在单位=启晟电子")
    assert desk.ask("list", "worker")[0]["enterprise"] == "启晟电子"
    assert [one["name"] for one in desk.ask("list", "worker", "--where", f"enterprise={unit}")] == ["向秀英"]
    assert desk.run("put", "worker", "name=甲", "category=P01", "enterprise=没有这家") == REFUSED


def test_a_list_is_narrowed_by_value_and_month(desk) -> None:
    for day in ("2026-05-31", "2026-06-01", "2026-06-30", "2026-07-01"):
        desk.put("visit", f"visited_on={day}", "visitors=" + _member(desk), "way=入企", "consent=仅匿名记录")
    assert [one["visited_on"] for one in desk.ask("list", "visit", "--month", "2026-06")] == [
        "2026-06-30",
        "2026-06-01",
    ]
    assert len(desk.ask("list", "visit", "--where", "visited_on=2026-07-01")) == 1
    assert desk.ask("list", "visit", "--where", "worker=", "--month", "2026-05")[0]["visited_on"] == "2026-05-31"


def _member(desk: Desk) -> str:
    found = desk.ask("list", "member")
    given = ("name=陆知远", "roles=组长", "starts=2026-04-20", "ends=2026-07-12")
    return found[0]["id"] if found else desk.put("member", *given)


def test_void_restore_and_undo(desk) -> None:
    id = desk.put("site", "name=云麓园区")
    for words, left in (
        (("void", "site", id), 0), (("restore", "site", id), 1), (("void", "site", id), 0), (("undo",), 1),
    ):  # fmt: skip
        assert desk.run(*words) == DONE
        assert len(desk.ask("list", "site")) == left


def test_undo_with_nothing_done_is_refused(desk) -> None:
    assert desk.run("undo") == REFUSED
    assert desk.refused.startswith("本机还没有改动")


def test_search_finds_across_ledgers(desk) -> None:
    desk.put("site", "name=云麓园区")
    desk.put("enterprise", "name=云麓电子", "uscc=无", "staff=1")
    assert {hit["ledger"] for hit in desk.ask("search", "云麓")} == {"site", "enterprise"}
    assert [hit["headline"] for hit in desk.ask("search", "云麓", "电子")] == ["云麓电子"]
    assert desk.ask("search", "没有的词") == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("list", "nowhere"), "没有“nowhere”这本台账"),
        (("put", "site", "星座=白羊"), "没有“星座”这一栏"),
        (("put", "site", "name"), "应写成 字段=值"),
        (("put", "site", "notes=没有名字"), "蹲点单位：不能为空"),
        (("put", "worker", "name=甲", "category=P01", "mobile=12"), "手机号"),
        (("put", "enterprise", "name=甲", "uscc=无", "staff=三百"), "职工总数：应为整数"),
        (("list", "site", "--month", "2026-06"), "不按月份归集"),
        (("list", "visit", "--month", "六月"), "不是月份"),
        (("list", "site", "--where", "星座=白羊"), "没有“星座”这一栏"),
        (("show", "site", "0" * 32), "没有唯一的一条"),
        (("void", "site", ""), "没有唯一的一条"),
        (("bundle", "write", "--to", "谁", "--out", "."), "没有登记过“谁”"),
        (("backup", "restore", "gone.dundian-backup", "--to", "x"), "没有找到备份"),
        (("backup", "verify", "gone.db"), "没有找到备份"),
    ],
    ids=lambda given: " ".join(given) if isinstance(given, tuple) else "",
)
def test_a_refusal_is_one_chinese_sentence_on_standard_error(desk, words, said: str) -> None:
    assert desk.run(*words) == REFUSED
    assert said in desk.refused
    assert desk.said == ""
    assert "Traceback" not in desk.refused


@pytest.mark.parametrize(
    "words", [(), ("dance",), ("list",), ("put", "site"), ("sheet",), ("peer", "add"), ("init",), ("show", "site"),
              ("bundle", "write", "--out", "."), ("init", "--name", "甲", "--letter", "AB")],
)  # fmt: skip
def test_wrong_usage_has_a_status_of_its_own(desk, words) -> None:
    assert desk.run(*words) == USAGE


def test_a_wrong_passphrase_is_refused(desk, secret) -> None:
    secret.write_text("不是这个口令\n", encoding="utf-8")
    assert desk.run("list", "site") == REFUSED
    assert "口令" in desk.refused


@pytest.mark.parametrize("content", [None, b"", b"\xff\xfe\x00"], ids=["gone", "empty", "no text"])
def test_a_passphrase_file_that_says_nothing_is_refused(desk, secret, content) -> None:
    secret.unlink()
    if content is not None:
        secret.write_bytes(content)
    assert desk.run("list", "site") == REFUSED
    assert "口令" in desk.refused


def test_a_folder_without_a_workspace_is_refused(desk, tmp_path) -> None:
    assert desk.run("--workspace", tmp_path / "empty", "list", "site") == REFUSED
    assert "没有工作区" in desk.refused


def test_a_damaged_file_is_machine_trouble(desk) -> None:
    (desk.folder / "ledger.db").write_bytes(b"\x00" * 8192)
    assert desk.run("list", "site") == TROUBLE
    assert "损坏" in desk.refused


def test_environment_names_workspace_and_passphrase(desk, secret, monkeypatch, capsys) -> None:
    desk.put("site", "name=云麓园区")
    monkeypatch.setenv("DUNDIAN_WORKSPACE", str(desk.folder))
    monkeypatch.setenv("DUNDIAN_PASSPHRASE_FILE", str(secret))
    capsys.readouterr()
    assert main(["list", "site", "--json"]) == DONE
    assert len(json.loads(capsys.readouterr().out)) == 1


def test_options_may_stand_behind_the_command(desk, secret, capsys) -> None:
    capsys.readouterr()
    words = ["list", "site", "--workspace", str(desk.folder), "--passphrase-file", str(secret), "--json"]
    assert main(words) == DONE
    assert capsys.readouterr().out == "[]\n"


def test_the_passphrase_may_come_in_on_standard_input(desk, monkeypatch, capsys) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(PASSPHRASE + "\r\n"))
    capsys.readouterr()
    assert main(["--workspace", str(desk.folder), "list", "site", "--json"]) == DONE


def test_init_makes_a_workspace_with_a_recovery_code(tmp_path, secret, capsys) -> None:
    made = Desk(tmp_path / "new", secret, capsys)
    told = made.ask("init", "--name", "陆知远", "--group-name", "青麓组", "--group-code", "QL-2026-01", "--letter", "C")
    assert len(told["recovery_code"].replace("-", "").replace(" ", "")) >= 32
    made.put("site", "name=云麓园区")
    assert made.ask("list", "site")[0]["no"] == "QL-2026-01-ZD-C0001"
    assert made.run("init", "--name", "别人") == REFUSED


def test_init_refuses_a_weak_passphrase_and_makes_nothing(tmp_path, secret, capsys) -> None:
    secret.write_text("123456\n", encoding="utf-8")
    assert Desk(tmp_path / "new", secret, capsys).run("init", "--name", "甲") == REFUSED
    assert not (tmp_path / "new").exists()


def test_a_sample_workspace_holds_the_sample(tmp_path, secret, capsys) -> None:
    made = Desk(tmp_path / "sample", secret, capsys)
    told = made.ask("sample", tmp_path / "sample")
    assert told["loaded"]["visit"] == 74
    figures = made.ask("report", "month", "2026-06", "--out", tmp_path / "六月.pdf")["figures"]
    assert (tmp_path / "六月.pdf").read_bytes().startswith(b"%PDF-")
    assert 28 in {figure["month"] for figure in figures.values()}
    assert made.ask("doctor")["sound"]


def test_a_broken_deployment_leaves_no_workspace(tmp_path, secret, capsys) -> None:
    (tmp_path / "bad.json").write_text("{}", encoding="utf-8")
    made = Desk(tmp_path / "new", secret, capsys)
    assert made.run("init", "--name", "甲", "--deployment", tmp_path / "bad.json") == REFUSED
    assert not (tmp_path / "new" / "ledger.db").exists()


def test_a_common_problem_is_printed_as_it_is_reported(desk, tmp_path) -> None:
    common = desk.ask("put", "common_problem", "title=快递网点没有缴工伤保险", "cause=流动大")
    told = desk.ask("report", "common", common["no"], "--out", tmp_path / "common.pdf")
    assert (told["no"], told["pages"], (tmp_path / "common.pdf").read_bytes()[:4]) == (common["no"], 1, b"%PDF")


def test_a_ledger_is_printed_as_a_list_without_what_is_sensitive(desk, tmp_path) -> None:
    desk.put("worker", "name=曾小燕", "category=快递员", "mobile=19900000999")
    assert desk.ask("report", "listing", "worker", "--out", tmp_path / "list.pdf")["pages"] == 1
    with contextlib.closing(pypdfium2.PdfDocument(tmp_path / "list.pdf")) as pdf:
        words = pdf[0].get_textpage().get_text_range()
    assert "曾小燕" in words
    assert "199****0999" in words


def test_a_report_of_no_month_is_refused(desk, tmp_path) -> None:
    assert desk.run("report", "month", "六月", "--out", tmp_path / "x.pdf") == REFUSED
    assert not (tmp_path / "x.pdf").exists()


def test_a_sheet_goes_out_and_comes_in_elsewhere(desks, tmp_path) -> None:
    one, other = desks(2)
    one.put("site", "name=云麓园区", "notes==1+1")
    assert one.ask("sheet", "write", "site", tmp_path / "a.xlsx")["rows"] == 1
    assert other.ask("sheet", "read", "site", tmp_path / "a.xlsx", "--dry-run")["good"] == 1
    assert other.ask("list", "site") == []
    assert other.ask("sheet", "read", "site", tmp_path / "a.xlsx")["added"] == 1
    assert other.ask("list", "site")[0]["notes"] == "=1+1"


def test_a_record_is_shown_with_names_and_with_rows_people_can_read(desk) -> None:
    person = desk.put("member", "name=陆知远", "roles=组长", "starts=2026-04-20", "ends=2026-07-12")
    worker = desk.put("worker", "name=向秀英", "category=P01")
    visit = desk.put("visit", "visited_on=2026-05-06", f"worker={worker}", f"visitors={person}", "way=入户走访")
    done = '{"日期": "2026-05-07", "进展": "已问过厂里"}\n{"日期": "2026-05-09", "进展": "答应下周补发"}'
    told = ("found_on=2026-05-06", "category=工资社保", "description=三车间拖欠工资两个月")
    problem = desk.put("problem", *told, f"visits={visit}", f"progress={done}")
    assert desk.run("show", "problem", problem) == DONE
    lines = desk.said.splitlines()
    assert "来自哪些走访：2026-05-06 向秀英" in lines
    place = lines.index("进展记录：")
    assert lines[place + 1 : place + 3] == [
        "  1. 日期：2026-05-07；进展：已问过厂里",
        "  2. 日期：2026-05-09；进展：答应下周补发",
    ]
    assert '"#"' not in desk.said
    assert '"日期": "2026-05-07"' in desk.ask("show", "problem", problem)["progress"]


def test_of_an_export_that_comes_back_only_what_differs_counts_as_changed(desk, tmp_path) -> None:
    for name in ("云麓园区", "星沙街道"):
        desk.put("site", f"name={name}", "notes=甲")
    desk.ask("sheet", "write", "site", tmp_path / "a.xlsx")
    back = desk.ask("sheet", "read", "site", tmp_path / "a.xlsx")
    assert (back["added"], back["changed"], back["same"]) == (0, 0, 2)
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    next(cell for row in book.active for cell in row if cell.value == "甲").value = "乙"
    book.save(tmp_path / "a.xlsx")
    assert desk.run("sheet", "read", "site", tmp_path / "a.xlsx") == DONE
    assert "新增0条，修改1条，未变1条" in desk.said


def test_the_calendar_shows_a_year_and_how_far_it_is_known(desk) -> None:
    told = desk.ask("calendar", "show", "--year", "2026")
    assert (told["working_days"], told["note"]) == (248, "")
    assert "2026-02-14" in told["workdays"]
    assert desk.run("calendar", "show", "--year", "2099") == DONE
    assert "2099年的放假安排尚未载入" in desk.said
    assert desk.run("calendar", "show", "--year", "0") == REFUSED


def test_an_arrangement_is_taken_by_file_or_refused_whole(desk, tmp_path) -> None:
    plain = desk.ask("calendar", "show", "--year", "2026")
    part = {name: plain[name] for name in ("year", "holidays", "workdays")}
    for name, source in (("bad", ""), ("good", "测试通知")):
        (tmp_path / f"{name}.json").write_text(json.dumps({**part, "source": source}), encoding="utf-8")
    assert desk.run("calendar", "take", tmp_path / "bad.json") == REFUSED
    assert "没有载入：依据应写明" in desk.refused
    assert desk.run("calendar", "take", tmp_path / "good.json") == DONE
    assert "10月1日至7日" in desk.said
    assert desk.ask("calendar", "show", "--year", "2026")["source"] == "测试通知"


@pytest.fixture
def half_bad(tmp_path):
    book = openpyxl.Workbook()
    for row in (("蹲点单位", "行政区划"), ("好的", "430121"), ("坏的", "没有此地"), ("也好", "")):
        book.active.append(row)
    book.save(tmp_path / "半好.xlsx")
    return tmp_path / "半好.xlsx"


def test_a_bad_row_is_named_and_holds_back_the_good_ones(desk, half_bad) -> None:
    assert desk.run("sheet", "read", "site", half_bad) == REFUSED
    assert "第3行" in desk.said
    assert desk.ask("list", "site") == []


def test_good_rows_are_taken_when_asked_for(desk, half_bad) -> None:
    told = desk.ask("sheet", "read", "site", half_bad, "--skip-bad")
    assert (told["added"], [bad["row"] for bad in told["bad"]]) == (2, [3])
    assert desk.run("undo") == DONE
    assert desk.ask("list", "site") == []


def test_a_sheet_that_is_none_is_refused(desk, tmp_path) -> None:
    (tmp_path / "x.xlsx").write_bytes(b"PK\x03\x04 no")
    assert desk.run("sheet", "read", "site", tmp_path / "x.xlsx") in {REFUSED, TROUBLE}
    assert desk.refused
    assert desk.run("sheet", "read", "site", tmp_path / "gone.xlsx") in {REFUSED, TROUBLE}
    assert desk.refused


def test_both_sides_read_the_same_eight_digits(desks, tmp_path) -> None:
    one, other = desks(2)
    for each in (one, other):
        each.run("peer", "self", "--out", tmp_path / f"{each.folder.name}.dundian-card")
    here = one.ask("peer", "add", tmp_path / "B.dundian-card")["digits"]
    there = other.ask("peer", "add", tmp_path / "A.dundian-card", "--digits", here)["digits"]
    assert here == there
    assert len(here.replace(" ", "")) == 8


def test_wrong_digits_keep_a_device_out(desks, tmp_path) -> None:
    one, other = desks(2)
    other.run("peer", "self", "--out", tmp_path / "B.dundian-card")
    assert one.run("peer", "add", tmp_path / "B.dundian-card", "--digits", "0000 0000") == REFUSED
    assert one.ask("peer", "list") == []


def test_ones_own_card_and_what_is_no_card_are_refused(desk, tmp_path) -> None:
    desk.run("peer", "self", "--out", tmp_path / "me.dundian-card")
    assert desk.run("peer", "add", tmp_path / "me.dundian-card") == REFUSED
    (tmp_path / "no.dundian-card").write_bytes(b"no")
    assert desk.run("peer", "add", tmp_path / "no.dundian-card") == REFUSED
    assert desk.run("peer", "add", tmp_path / "gone.dundian-card") == TROUBLE


def test_a_bundle_is_written_inspected_previewed_read_and_acknowledged(friends, tmp_path) -> None:
    one, other = friends
    one.put("site", "name=云麓园区")
    (file,) = one.ask("bundle", "write", "--to", "B同志", "--out", tmp_path)["files"]
    assert other.ask("bundle", "inspect", file)["records"] == {"site": 1}
    assert other.ask("bundle", "read", file, "--dry-run")["operations"] == 1
    assert other.ask("list", "site") == []
    taken = other.ask("bundle", "read", file)
    assert (taken["operations"], taken["from"], taken["gaps"]) == (1, "A同志", [])
    assert one.ask("bundle", "read", taken["receipt"])["acknowledged"] == 1
    assert one.ask("doctor")["digest"] == other.ask("doctor")["digest"]
    assert other.ask("bundle", "read", file)["operations"] == 0


def test_a_bundle_is_refused_by_everybody_else(friends, desks, tmp_path) -> None:
    one, other = friends
    one.put("site", "name=云麓园区")
    (file,) = one.ask("bundle", "write", "--to", "B", "--out", tmp_path)["files"]
    assert one.run("bundle", "read", file) == REFUSED
    assert "E-our-own" in one.refused
    Path(file).write_bytes(Path(file).read_bytes()[:-1])
    assert other.run("bundle", "read", file) == REFUSED
    assert "E-" in other.refused
    assert other.run("bundle", "inspect", tmp_path / "gone.dundian") == TROUBLE


def test_a_backup_is_written_verified_and_restored(desk, tmp_path) -> None:
    desk.put("site", "name=云麓园区")
    (tmp_path / "disk").mkdir()
    file = desk.ask("backup", "write", tmp_path / "disk")["file"]
    assert desk.ask("backup", "verify", file) == {"records": 1, "operations": 1}
    assert desk.ask("backup", "restore", file, "--to", tmp_path / "again")["records"] == 1
    assert desk.ask("--workspace", tmp_path / "again", "list", "site")[0]["name"] == "云麓园区"
    assert desk.run("backup", "restore", file, "--to", tmp_path / "again") == REFUSED
    assert desk.run("backup", "write", tmp_path / "gone") == REFUSED


def test_the_doctor_says_one_line_for_each_thing_and_a_digest(desk) -> None:
    desk.put("site", "name=云麓园区")
    assert desk.run("doctor") == DONE
    *lines, digest = desk.said.splitlines()
    told = desk.ask("doctor", "--rebuild")
    assert lines == [f"✓ {one['name']}：{one['words']}" for one in told["findings"]]
    assert digest == f"核对码：{told['digest']}"
    assert {"数据文件", "数据页", "操作与台账", "操作链", "附件", "字体"} <= {one["name"] for one in told["findings"]}


def test_the_doctor_finds_a_table_that_left_its_operations_and_mends_it(desk, yard) -> None:
    desk.put("site", "name=云麓园区")
    workspace = yard.open(desk.folder)
    with workspace.store.writing() as connection:
        connection.execute("INSERT INTO gate(n, open) VALUES (1, 1)")
        connection.execute("UPDATE site SET name='篡改'")
        connection.execute("DELETE FROM gate")
    workspace.close()
    assert desk.run("doctor") == REFUSED
    assert "▲ 操作与台账" in desk.said
    assert desk.run("doctor", "--rebuild") == DONE
    assert desk.ask("list", "site")[0]["name"] == "云麓园区"


def _program(desk: Desk, secret: Path, *words: str, **more: str) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "DUNDIAN_WORKSPACE": str(desk.folder), "DUNDIAN_PASSPHRASE_FILE": str(secret), **more}
    command = [sys.executable, "-m", "dundian_desktop.cli", *words]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False, timeout=240)


def test_a_process_of_its_own_says_what_it_did_in_utf8(desk, secret) -> None:
    done = _program(desk, secret, "put", "site", "name=𬱖麓园区", "--json")
    assert (done.returncode, done.stderr) == (DONE, b"")
    assert json.loads(_program(desk, secret, "list", "site", "--json").stdout)[0]["name"] == "𬱖麓园区"


@pytest.mark.parametrize(("words", "status"), [(("list", "nowhere"), REFUSED), (("ledgers",), DONE)])
def test_a_process_that_may_say_ascii_only_does_not_fall_over_its_own_words(desk, secret, words, status: int) -> None:
    done = _program(desk, secret, *words, PYTHONIOENCODING="ascii")
    assert done.returncode == status
    assert b"Traceback" not in done.stderr
