"""The parser that speaks Chinese where argparse speaks English: help, usage, and what is wrong with the words."""

from __future__ import annotations

import argparse
import re
from collections.abc import Mapping
from typing import NoReturn

from typing_extensions import override

WRONG_USAGE = 2
_HEADS: Mapping[str, str] = {
    "usage: ": "用法：",
    "positional arguments:": "要写的：",
    "options:": "可写的：",
    "show this help message and exit": "看这段说明",
}
_SLIPS: tuple[tuple[str, str], ...] = (
    (r"the following arguments are required: (.*)", r"少写了{0}"),
    (r"unrecognized arguments: (.*)", r"多写了{0}"),
    (r"argument (.+?): invalid choice: '?(.*?)'? \(choose from (.*)\)", r"{0}没有“{1}”，可写{2}"),
    (r"argument (.+?): expected one argument", r"{0}后面要写一个值"),
    (r"argument (.+?): expected at least one argument", r"{0}至少要写一个"),
    (r"argument (.+?): invalid int value: '(.*)'", r"{0}应为整数，现在是“{1}”"),
    (r"argument (.+?): ignored explicit argument '(.*)'", r"{0}后面不写值"),
    (r"ambiguous option: (.+?) could match (.*)", r"{0}不明确，可写{1}"),
)


class Parser(argparse.ArgumentParser):
    """A parser, and the mother of the parsers of its commands."""

    @override
    def format_help(self) -> str:
        return _in_chinese(super().format_help())

    @override
    def format_usage(self) -> str:
        return _in_chinese(super().format_usage())

    @override
    def error(self, message: str) -> NoReturn:
        self.exit(WRONG_USAGE, f"{self.format_usage()}{told(message)}。什么都没有做，详见 {self.prog} --help。\n")


def _in_chinese(text: str) -> str:
    for english, chinese in _HEADS.items():
        text = text.replace(english, chinese)
    return text


def told(message: str) -> str:
    """Say what argparse found wrong; what it never says here stays as it is."""
    for english, chinese in _SLIPS:
        if found := re.fullmatch(english, message, re.DOTALL):
            return chinese.format(*(words.replace("'", "").replace(", ", "、") for words in found.groups()))
    return message
