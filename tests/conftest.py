"""What every test stands on: no screen, nothing said in vain, and real encrypted workspaces that cost little."""

from __future__ import annotations

import logging
import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from hypothesis import HealthCheck, settings

from tests.devices import Yard

settings.register_profile(
    "house",
    deadline=None,
    database=None,
    derandomize=True,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)
settings.load_profile("house")


class _Ear(logging.Handler):
    """Hears what nobody should have had to say."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.heard.append(f"{record.name}: {record.getMessage()}")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item):
    """Fail a test during which anything logged a warning or worse."""
    ear = _Ear()
    logging.getLogger().addHandler(ear)
    try:
        result = yield
    finally:
        logging.getLogger().removeHandler(ear)
    if ear.heard:
        pytest.fail("logged: " + "; ".join(ear.heard))
    return result


@pytest.fixture(scope="session")
def mould(tmp_path_factory):
    """Give a folder with an empty workspace, made once and copied for every device."""
    return Yard.cast(tmp_path_factory.mktemp("mould") / "workspace")


@pytest.fixture
def yard(tmp_path, mould):
    """Give the place where devices of one test stand; all are closed at its end."""
    with Yard(tmp_path, mould) as yard:
        yield yard


@pytest.fixture
def workspace(yard):
    """Give an open workspace with keys of its own and all ledgers."""
    return yard.workspace("A")


@pytest.fixture
def store(workspace):
    """Give the store of an open workspace."""
    return workspace.store


@pytest.fixture
def group_of(yard):
    """Give so many devices of one group, each trusting all others."""
    return yard.group


# -- the window: whoever shows one has it as people see it


@pytest.fixture(scope="session")
def qapp_cls():
    from PySide6.QtWidgets import QApplication

    from ui import style

    style.before_start()
    return QApplication


@pytest.fixture(scope="session")
def dressed(qapp):
    """Give the application in Chinese, in the shipped fonts and our own dress."""
    from ui import style

    style.speak_chinese(qapp)
    style.dress(qapp)


@pytest.fixture
def tidied():
    """Collect cyclic garbage between tests and never in a worker's thread, as the window itself does."""
    import gc

    from ui.tidying import tidy

    gc.disable()
    yield
    tidy()
    gc.enable()
