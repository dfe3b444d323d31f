"""Blanks around names in a Chinese text."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from explorer.run_bar.run_panel import link_line
from explorer.texts.filled import filled, in_a_row
from tests.explorer.program import speaking
from trainers.messages import LinkChanged, LinkPhase


@pytest.mark.parametrize(
    ("template", "names", "text"),
    [
        ("没有与 {0} 的连接。", ("另一个程序",), "没有与另一个程序的连接。"),
        ("没有与 {0} 的连接。", ("gpu1",), "没有与 gpu1 的连接。"),
        ("{0} 上的运行", ("这台机器",), "这台机器上的运行"),
        ("{0} 上的 {1}", ("gpu 二号", "我的 运行"), "gpu 二号上的我的 运行"),  # a name's own blank stays
        ("There is no link to {0}.", ("另一个程序",), "There is no link to 另一个程序."),
        ("The run on {0} opens", ("gpu1",), "The run on gpu1 opens"),
        ("{0}", ("{0} {1}",), "{0} {1}"),  # what is in a name is no field
    ],
)
def test_a_blank_stands_only_where_scripts_meet(template: str, names: tuple[str, ...], text: str) -> None:
    assert filled(template, *names) == text


@pytest.mark.parametrize(
    ("sentences", "text"),
    [
        (("您全部猜对。", "用了约 1 分钟。"), "您全部猜对。用了约 1 分钟。"),
        (("All right.", "", "It took about 1 min."), "All right. It took about 1 min."),
        (("提示", "说明"), "提示 说明"),  # no sentence
        ((), ""),
    ],
)
def test_chinese_sentences_stand_in_a_row_without_blanks(sentences: tuple[str, ...], text: str) -> None:
    assert in_a_row(sentences) == text


def test_what_is_said_of_a_link_in_chinese_has_no_stray_blanks(qtbot: QtBot, qapp: QApplication) -> None:
    with speaking(qapp, "zh_CN"):
        said = [link_line(LinkChanged(host, phase, 0.0)) for host in ("", "gpu1") for phase in LinkPhase]
    assert "正在连接另一个程序…" in said and "没有与另一个程序的连接。" in said
    assert "正在连接 gpu1…" in said and "没有与 gpu1 的连接。" in said
