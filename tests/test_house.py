"""The house rules of ARCHITECTURE.md that no linter holds, over every file of the product."""

from __future__ import annotations

import ast
import re
import statistics
import subprocess
import sys
import tomllib
from functools import cache
from importlib import metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PRODUCT = ("dundian_desktop", "ui")
TEXT = {
    *(".py", ".md", ".toml", ".txt", ".sh", ".spec", ".lock", ".qss", ".csv", ".json", ".svg", ".mako", ".ini"),
    *(".desktop", ".yml", ".yaml", ".cfg", ".xml", ""),
}
SUPPRESSION = re.compile(r"#\s*(?:noqa|type:\s*ignore|pyright:|ruff:)")
WITH_CODE = re.compile(
    r"#\s*(?:noqa: [A-Z]+\d+(?:, ?[A-Z]+\d+)*|(?:type: ignore|pyright: ignore)\[[\w, ]+\])(?P<reason>.*)"
)
# Spelt with brackets so that this file does not hold what it looks for.
ELSEWHERE = re.compile(
    r"(?<![\w.$}-])/(?:w[o]rk|r[o]ot|h[o]me/\w+|U[s]ers/\w+)/|[A-Z]:\\U[s]ers\\"
    r"|p[y]pi\.org|p[y]thonhosted|n[p]mjs\.|deb\.d[e]bian|security\.d[e]bian|archive\.u[b]untu|localhost:\d",
    re.IGNORECASE,
)


@cache
def committed() -> tuple[Path, ...]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    paths = (ROOT / name for name in listed.decode().split("\0") if name)
    return tuple(path for path in paths if path.is_file())


@cache
def texts() -> dict[str, str]:
    kept = (path for path in committed() if path.suffix in TEXT)
    return {path.relative_to(ROOT).as_posix(): path.read_bytes().decode("utf-8") for path in kept}


@cache
def product() -> dict[str, ast.Module]:
    paths = (path for room in PRODUCT for path in (ROOT / room).rglob("*.py"))
    return {path.relative_to(ROOT).as_posix(): ast.parse(path.read_bytes()) for path in sorted(paths)}


def lines(name: str) -> list[str]:
    return (ROOT / name).read_text(encoding="utf-8").splitlines()


def found(kind: type[ast.AST]) -> list[tuple[str, ast.AST]]:
    return [(name, node) for name, tree in product().items() for node in ast.walk(tree) if isinstance(node, kind)]


def called(node: ast.AST) -> str:
    assert isinstance(node, ast.Call)
    return ast.unparse(node.func).rpartition(".")[2]


def function_lengths() -> list[tuple[int, str]]:
    every = found(ast.FunctionDef) + found(ast.AsyncFunctionDef)
    return sorted((node.end_lineno - node.lineno + 1, f"{name}:{node.name}") for name, node in every)


def test_no_file_is_longer_than_400_lines() -> None:
    assert [name for name in product() if len(lines(name)) > 400] == []


def test_half_of_the_files_have_at_most_120_lines() -> None:
    assert statistics.median(len(lines(name)) for name in product()) <= 120


def test_no_function_is_longer_than_50_lines() -> None:
    assert [row for row in function_lengths() if row[0] > 50] == []


def test_half_of_the_functions_have_at_most_8_lines_and_nineteen_in_twenty_at_most_25() -> None:
    lengths = [length for length, _ in function_lengths()]
    assert statistics.median(lengths) <= 8
    assert statistics.quantiles(lengths, n=20)[-1] <= 25


@pytest.mark.parametrize("word", ["print", "processEvents", "QThread", "moveToThread"])
def test_the_product_never_calls(word: str) -> None:
    assert [f"{name}:{node.lineno}" for name, node in found(ast.Call) if called(node) == word] == []


def test_no_function_changes_a_global() -> None:
    assert [f"{name}:{node.lineno}" for name, node in found(ast.Global)] == []


def test_every_error_is_caught_at_two_borders_only() -> None:
    """A handler of everything that raises again only tidies up; it is not a border."""
    handlers = [(name, node) for name, node in found(ast.ExceptHandler) if _takes_everything(node)]
    swallowing = [f"{name}:{node.lineno}" for name, node in handlers if not _raises(node)]
    assert len(swallowing) <= 2, swallowing


def _takes_everything(handler: ast.ExceptHandler) -> bool:
    return handler.type is None or bool(
        {"Exception", "BaseException"} & set(re.findall(r"\w+", ast.unparse(handler.type)))
    )


def _raises(handler: ast.ExceptHandler) -> bool:
    return any(isinstance(node, ast.Raise) for node in ast.walk(handler))


def suppressions(names: list[str]) -> list[str]:
    return [
        f"{name}:{number}: {line.strip()}"
        for name in names
        for number, line in enumerate(lines(name), 1)
        if SUPPRESSION.search(line)
    ]


def test_at_most_one_line_in_a_thousand_is_excused() -> None:
    total = sum(len(lines(name)) for name in product())
    excused = suppressions(list(product()))
    assert len(excused) <= max(1, total / 1000), "\n".join(excused)


def test_every_excuse_names_its_rule_and_its_reason() -> None:
    here = Path(__file__).relative_to(ROOT).as_posix()
    python = [name for name in texts() if name.endswith((".py", ".spec")) and name != here]
    assert [row for row in suppressions(python) if not _is_reasoned(row)] == []


def _is_reasoned(row: str) -> bool:
    match = WITH_CODE.search(row)
    return match is not None and len(match["reason"].strip(" -#")) >= 8


def test_every_text_file_is_utf8_without_a_byte_order_mark() -> None:
    as_published = {"resources/regions/areacodes.csv"}
    assert {name for name, text in texts().items() if text.startswith("\ufeff")} <= as_published


def test_no_file_names_a_machine_or_a_registry() -> None:
    hits = [f"{name}: {match[0]}" for name, text in texts().items() for match in ELSEWHERE.finditer(text)]
    assert hits == []


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_names_no_host_and_gives_every_hash(lock: str) -> None:
    text = texts()[lock].replace("\\\n", " ")
    rows = [row for row in text.splitlines() if row and not row.startswith("#")]
    assert [row for row in rows if not re.match(r"[a-z0-9-]+==\S+ .*--hash=sha256:[0-9a-f]{64}", row)] == []
    assert re.search(r"://|--(?:extra-)?index|--find-links|file:", text) is None


def test_the_locks_agree() -> None:
    pins = {
        name: set(re.findall(r"^[a-z0-9-]+==\S+", texts()[name], re.M))
        for name in ("requirements.lock", "requirements-dev.lock")
    }
    assert pins["requirements.lock"] <= pins["requirements-dev.lock"]


def test_third_party_names_every_library_that_is_shipped_with_its_version() -> None:
    shipped = re.findall(r"^([a-z0-9-]+)==(\S+)", texts()["requirements.lock"], re.M)
    rows = {row.split(" | ")[0].removeprefix("| "): row for row in texts()["THIRD_PARTY.md"].splitlines()}
    assert [pin for pin in shipped if pin[1] not in rows.get(pin[0], "")] == []


def test_everything_imported_is_declared() -> None:
    assert {root for root in _imported() if not _distributions(root) & _declared()} == set()


def _imported() -> set[str]:
    modules = [alias.name for _, node in found(ast.Import) for alias in node.names]
    modules += [node.module for _, node in found(ast.ImportFrom) if node.module and not node.level]
    return {module.partition(".")[0] for module in modules} - sys.stdlib_module_names - set(PRODUCT)


def _distributions(root: str) -> set[str]:
    return {_plain(name) for name in metadata.packages_distributions().get(root, [])}


def _declared() -> set[str]:
    project = tomllib.loads(texts()["pyproject.toml"])["project"]
    return {_plain(re.match(r"[\w.-]+", row)[0]) for row in project["dependencies"]}


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
