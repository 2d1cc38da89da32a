"""What ``dundian`` says to a slip in its words: Chinese, with the place of the slip, and nothing done."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from dundian_desktop.cli import commands
from dundian_desktop.cli.__main__ import main
from tests.cli.desk import REFUSED, TROUBLE, USAGE, Desk
from tests.devices import PASSPHRASE

ENGLISH = re.compile(
    r"usage|required|argument|invalid|choose|expected|option|show this|unrecognized|error", re.IGNORECASE
)


@pytest.fixture
def desk(tmp_path, yard, capsys):
    """Give the command line on a workspace in which nobody has written anything."""
    secret = tmp_path / "passphrase.txt"
    secret.write_text(PASSPHRASE, encoding="utf-8")
    workspace = yard.workspace("A")
    workspace.close()
    return Desk(workspace.folder, secret, capsys)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "少写了命令"),
        (("dance",), "命令没有“dance”，可写init、sample、"),
        (("month",), "少写了动作"),
        (("month", "close"), "少写了YYYY-MM"),
        (("show", "problem"), "少写了ID"),
        (("kpi", "2026-06"), "多写了2026-06"),
        (("kpi", "--month"), "--month后面要写一个值"),
        (("put", "problem"), "少写了字段=值"),
        (("calendar", "show", "--year", "今年"), "--year应为整数，现在是“今年”"),
        (("init", "--name", "甲", "--letter", "a"), "--letter没有“a”，可写A、B、"),
        (("check", "--a", "x"), "--a不明确，可写--as-of、--all"),
        (("check", "--all=1"), "--all后面不写值"),
        (("toolkit", "add"), "少写了FILE"),
    ],
)
def test_wrong_usage_is_told_in_chinese_with_its_place(desk, words, said) -> None:
    assert desk.run(*words) == USAGE
    last = desk.refused.strip().splitlines()[-1]
    assert last.startswith(said)
    assert last.endswith("--help。")
    assert "什么都没有做" in last
    assert not ENGLISH.search(desk.refused.replace("dundian", "").replace("--help", ""))


@pytest.mark.parametrize(
    "words", [(), ("kpi",), ("check",), ("month",), ("month", "close"), ("put",), ("toolkit", "cite")]
)
def test_help_is_in_chinese(words, capsys) -> None:
    with pytest.raises(SystemExit) as done:
        main([*words, "--help"])
    assert done.value.code == 0
    shown = capsys.readouterr().out
    assert shown.startswith("用法：dundian")
    assert not ENGLISH.search(shown)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("kpi", "--month", ""), "“”不是月份"),
        (("kpi", "--month", "六月"), "“六月”不是月份，应写作2026-06"),
        (("check", "--as-of", ""), "“”不是日期"),
        (("list", "problem", "--month", ""), "“”不是月份"),
        (("list", "problem", "--where", "状态"), "“状态”应写成 字段=值。没有列出。"),
        (("list", "problem", "--where", "状态=好"), "状态不能按“好”查：应为：待核实、"),
        (("list", "nothing"), "没有“nothing”这本台账"),
        (("show", "problem", "WT-001"), "没有唯一的一条“WT-001”"),
        (("put", "problem", "无此栏=1"), "没有“无此栏”这一栏"),
    ],
)
def test_a_word_that_cannot_be_read_is_refused_in_a_sentence(desk, words, said) -> None:
    if words[0] in ("kpi", "check"):
        desk.put(
            "group",
            "name=青麓组",
            "code=QL",
            "dispatch_union=省总",
            "host=县总",
            "starts=2026-04-13",
            "ends=2026-07-12",
        )
    assert desk.run(*words) == REFUSED
    assert said in desk.refused
    assert desk.refused.strip().endswith("。")


@pytest.mark.parametrize(
    "words", [("check",), ("check", "--month", "2026-06"), ("kpi",), ("month", "list"), ("month", "close", "2026-06")]
)
def test_without_a_group_it_says_what_to_write_first(desk, words) -> None:
    assert desk.run(*words) == REFUSED
    assert desk.refused.startswith("还没有登记工作组和起止日期")
    assert desk.refused.strip().endswith("请先在“工作组”中填写。")


def test_a_deployment_that_cannot_be_read_leaves_no_workspace_behind(tmp_path, capsys) -> None:
    """Else there would be one whose recovery code nobody has seen."""
    secret = tmp_path / "passphrase.txt"
    secret.write_text(PASSPHRASE, encoding="utf-8")
    made = Desk(tmp_path / "new", secret, capsys)
    assert made.run("init", "--name", "甲", "--deployment", tmp_path / "没有.json") == TROUBLE
    assert not list((tmp_path / "new").iterdir())


def test_every_command_has_its_function() -> None:
    for name in (*commands.WITHOUT_WORKSPACE.values(), *commands.WITH_WORKSPACE.values()):
        assert callable(commands.function(name)), name


def test_a_check_does_not_wait_for_the_libraries_of_paper() -> None:
    asked = (
        "import sys; from dundian_desktop.cli.commands import function as f; f('duties.check'), f('figures.kpi');"
        "sys.exit(bool({'reportlab', 'openpyxl', 'docx', 'pypdfium2', 'sqlalchemy'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", asked], check=False).returncode == 0
