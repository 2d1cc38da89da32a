"""Every command of ``dundian``, on real encrypted workspaces, as a script or an impatient person would call it."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from dundian_desktop.cli.__main__ import main
from dundian_desktop.resources import resource
from dundian_desktop.store import passphrase
from tests.devices import CHEAP

WORDS = "长沙 株洲 湘潭 衡阳 邵阳"
SAMPLE = resource("sample", "deployment.json")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Give a folder with two workspaces that know each other: `a` holds the sample, `b` nothing."""
    place = tmp_path_factory.mktemp("cli")
    (place / "words").write_text(WORDS + "\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passphrase, "calibrate", lambda: CHEAP)
        patch.setattr("dundian_desktop.store.keyfile.calibrate", lambda: CHEAP)
        assert run(place, "init", "--name", "陆知远", "--deployment", str(SAMPLE), at="a")[0] == 0
        assert run(place, "init", "--name", "沈一舟", "--letter", "B", at="b")[0] == 0
    for name in "ab":
        assert run(place, "peer", "self", "--out", str(place / f"{name}.dundian-card"), at=name)[0] == 0
    assert run(place, "peer", "add", str(place / "b.dundian-card"), at="a")[0] == 0
    assert run(place, "peer", "add", str(place / "a.dundian-card"), at="b")[0] == 0
    return place


def run(place, *words, at="a"):
    """Run a command in this process; give its exit status and, as data, what it said."""
    import contextlib
    import io

    out, err = io.StringIO(), io.StringIO()
    start = ["--workspace", str(place / at), "--passphrase-file", str(place / "words"), "--json"]
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = main([*start, *words])
    return status, json.loads(out.getvalue()) if out.getvalue() else None, err.getvalue()


def said(place, *words, at="a"):
    status, data, complaint = run(place, *words, at=at)
    assert (status, complaint) == (0, "")
    return data


def refused(place, *words, at="a", status=1):
    got, data, complaint = run(place, *words, at=at)
    assert (got, data) == (status, None)
    assert complaint.strip().endswith("。")
    return complaint


def test_ledgers_are_listed_with_their_fields(folder):
    assert {"visit", "worker", "deed", "diary"} <= {one["ledger"] for one in said(folder, "ledgers")}


def test_a_month_is_listed(folder):
    assert len(said(folder, "list", "visit", "--month", "2026-06")) == 28


def test_a_condition_takes_label_and_word(folder):
    assert len(said(folder, "list", "deed", "--where", "进度=已办结")) == 9


def test_a_condition_on_a_link_takes_a_name(folder):
    found = said(folder, "list", "visit", "--where", "enterprise=青麓恒拓五金制品有限公司")
    assert len(found) == 8


def test_lists_mask_what_is_sensitive(folder):
    assert said(folder, "list", "worker")[0]["id_card"].count("*") == 10


def test_sensitive_values_are_shown_when_asked_for(folder):
    assert "*" not in said(folder, "list", "worker", "--sensitive")[0]["id_card"]


def test_put_show_history_void_restore_and_undo_go_together(folder):
    made = said(folder, "put", "worker", "name=曾小燕", "category=快递小哥", "enterprise=青麓顺行货运有限公司")
    said(folder, "put", "worker", "--id", made["id"], "备注=夜班")
    shown = said(folder, "show", "worker", made["id"], "--history")
    assert (shown["category"], shown["notes"]) == ("快递员", "夜班")
    assert [one["what"] for one in shown["history"]][-1] == "备注"
    said(folder, "void", "worker", made["id"])
    assert said(folder, "search", "曾小燕") == []
    said(folder, "restore", "worker", made["id"])
    assert len(said(folder, "search", "曾小燕")) == 1
    said(folder, "undo")
    assert said(folder, "search", "曾小燕") == []


def test_an_id_card_fills_sex_and_year(folder):
    made = said(folder, "put", "worker", "name=验证", "category=P01", "id_card=11010519491231002X")
    shown = said(folder, "show", "worker", made["id"])
    assert (shown["sex"], shown["born_year"]) == ("女", "1949")


@pytest.mark.parametrize(
    "words",
    [
        ("list", "nothing"),
        ("list", "visit", "--where", "颜色=红"),
        ("list", "worker", "--month", "2026-06"),
        ("show", "worker", "ffff"),
        ("put", "worker", "name=只有名字"),
        ("put", "worker", "name"),
        ("put", "worker", "name=甲", "category=P01", "id_card=123"),
        ("put", "worker", "name=甲", "category=P01", "enterprise=没有这家"),
        ("sheet", "read", "worker", "no-such.xlsx"),
        ("report", "month", "2026-13", "--out", "x.pdf"),
        ("report", "month", "2027-01", "--out", "x.pdf"),
        ("peer", "add", "/dev/null"),
        ("bundle", "write", "--to", "没有这人", "--out", "."),
        ("bundle", "write", "--to", "沈一舟", "--out", "/no/such/stick"),
        ("bundle", "read", "pyproject.toml"),
        ("backup", "verify", "pyproject.toml"),
    ],
)
def test_what_cannot_be_done_is_refused_in_a_whole_sentence(folder, words):
    got, data, complaint = run(folder, *words)
    assert got in {1, 3}
    assert data is None
    assert complaint.strip().endswith(("。", "）"))


def test_wrong_words_are_refused(folder, tmp_path):
    (tmp_path / "wrong").write_text("不是 这个 口令 啊\n", encoding="utf-8")
    words = ["--workspace", str(folder / "b"), "--passphrase-file", str(tmp_path / "wrong"), "doctor"]
    assert main(words) == 1


def test_wrong_usage_is_two(folder):
    with pytest.raises(SystemExit) as stopped:
        main(["frobnicate"])
    assert stopped.value.code == 2


def test_a_second_process_is_kept_out(folder):
    from dundian_desktop.store.process_lock import hold

    with hold(folder / "a"):
        assert "已经" in refused(folder, "list", "worker")


def test_init_does_not_touch_what_is_there(folder):
    assert "已经有" in refused(folder, "init", "--name", "别人")


def test_a_weak_passphrase_is_not_taken(folder, tmp_path):
    (folder / "weak").write_text("123456\n", encoding="utf-8")
    words = ["--workspace", str(tmp_path / "w"), "--passphrase-file", str(folder / "weak"), "init", "--name", "甲"]
    assert main(words) == 1
    assert not (tmp_path / "w" / "ledger.db").exists()


def test_a_bad_deployment_leaves_no_workspace(folder, tmp_path, monkeypatch):
    monkeypatch.setattr("dundian_desktop.store.keyfile.calibrate", lambda: CHEAP)
    (tmp_path / "bad.json").write_text("{}", encoding="utf-8")
    words = ["init", "--name", "甲", "--deployment", str(tmp_path / "bad.json")]
    start = ["--workspace", str(tmp_path / "w"), "--passphrase-file", str(folder / "words")]
    assert main([*start, *words]) == 1
    assert not (tmp_path / "w" / "ledger.db").exists()


def test_sheets_go_out_and_come_back_unchanged(folder, tmp_path):
    path = str(tmp_path / "w.xlsx")
    rows = said(folder, "sheet", "write", "enterprise", path)["rows"]
    assert rows == 8
    before = said(folder, "doctor")["digest"]
    reading = said(folder, "sheet", "read", "enterprise", path)
    assert (reading["good"], reading["bad"], reading["added"]) == (8, [], 0)
    assert said(folder, "doctor")["digest"] == before


def test_a_sheet_with_a_bad_row_stores_nothing_until_told_so(folder, tmp_path):
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["姓名", "职工类别"])
    book.active.append(["好行", "快递员"])
    book.active.append(["坏行", "宇航员"])
    book.save(tmp_path / "mixed.xlsx")
    status, data, _ = run(folder, "sheet", "read", "worker", str(tmp_path / "mixed.xlsx"))
    assert (status, data["good"], data["bad"][0]["row"]) == (1, 1, 3)
    assert said(folder, "search", "好行") == []
    assert said(folder, "sheet", "read", "worker", str(tmp_path / "mixed.xlsx"), "--skip-bad")["added"] == 1


def test_the_month_is_printed_with_its_figures(folder, tmp_path):
    data = said(folder, "report", "month", "2026-06", "--out", str(tmp_path / "m.pdf"))
    assert (data["figures"]["K004"]["month"], data["figures"]["K402"]["month"]) == (28, 7)
    assert (tmp_path / "m.pdf").read_bytes().startswith(b"%PDF")


def test_bundles_go_over_and_the_receipt_comes_back(folder, tmp_path):
    sent = said(folder, "bundle", "write", "--to", "沈一舟", "--out", str(tmp_path))
    seen = said(folder, "bundle", "read", sent["files"][0], "--dry-run", at="b")
    assert seen["operations"] > 100
    assert said(folder, "bundle", "inspect", sent["files"][0], at="b")["from"] == "陆知远"
    taken = said(folder, "bundle", "read", sent["files"][0], at="b")
    assert taken["operations"] == seen["operations"]
    assert said(folder, "bundle", "read", sent["files"][0], at="b")["operations"] == 0
    assert said(folder, "bundle", "read", taken["receipt"])["acknowledged"] == 1
    assert said(folder, "doctor")["digest"] == said(folder, "doctor", "--rebuild", at="b")["digest"]
    assert said(folder, "bundle", "write", "--to", "沈一舟", "--out", str(tmp_path))["operations"] == 0


def test_wrong_digits_stop_a_peer_from_being_added(folder):
    assert "不一致" in refused(folder, "peer", "add", str(folder / "b.dundian-card"), "--digits", "00000000")


def test_a_bundle_is_not_for_everybody(folder, tmp_path):
    sent = said(folder, "bundle", "write", "--to", "沈一舟", "--out", str(tmp_path))
    assert run(folder, "bundle", "read", sent["files"][0])[0] == 1


def test_a_backup_is_verified_and_restored_elsewhere(folder, tmp_path):
    made = said(folder, "backup", "write", str(tmp_path))["file"]
    records = said(folder, "backup", "verify", made)["records"]
    assert said(folder, "backup", "restore", made, "--to", str(tmp_path / "r"))["records"] == records
    again = ["--workspace", str(tmp_path / "r"), "--passphrase-file", str(folder / "words"), "doctor"]
    assert main(again) == 0


def test_the_doctor_names_each_thing(folder):
    data = said(folder, "doctor")
    assert data["sound"]
    assert len(data["findings"]) == 7


def test_it_runs_as_a_process_with_its_words_in_the_environment(folder, tmp_path):
    import os

    words = {"DUNDIAN_WORKSPACE": str(folder / "b"), "DUNDIAN_PASSPHRASE_FILE": str(folder / "words")}
    done = subprocess.run(
        [sys.executable, "-m", "dundian_desktop.cli.__main__", "list", "nothing"],
        env=os.environ | words,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("没有“nothing”这本台账")
