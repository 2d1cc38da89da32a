"""Why a file that travelled is refused: one error, one short stable code per reason, one whole sentence each.

* The code never changes once released: people read it to each other over the phone.
* Every sentence says what happened, that the data on this machine are safe, and what to do.
"""

from __future__ import annotations

from enum import StrEnum

from dundian_desktop.errors import UserError


class Refusal(StrEnum):
    """The reason, as its stable code."""

    NOT_A_BUNDLE = "E-not-a-bundle"
    NOT_A_CARD = "E-not-a-card"
    TOO_NEW = "E-too-new"
    NOT_FOR_US = "E-not-for-us"
    OUR_OWN = "E-our-own"
    TRUNCATED = "E-truncated"
    DAMAGED = "E-damaged"
    UNKNOWN_SIGNER = "E-unknown-signer"
    FORGED = "E-forged"
    MALFORMED = "E-malformed"
    TOO_LARGE = "E-too-large"
    SOURCE = "E-source"
    RECIPIENT = "E-recipient"
    KEPT_APART = "E-kept-apart"
    NOT_APART = "E-not-apart"
    FLASH = "E-flash"


_SAFE = "本机数据没有变动。"

_SENTENCES = {
    Refusal.NOT_A_BUNDLE: "这不是蹲点工作台的数据包。" + _SAFE + "请选择扩展名为 .dundian 的文件。",
    Refusal.NOT_A_CARD: "这不是蹲点工作台的身份文件，或文件已损坏。" + _SAFE + "请让对方重新保存身份文件。",
    Refusal.TOO_NEW: "这个文件由较新版本的蹲点工作台制作，需要新版才能打开。" + _SAFE + "请升级本机程序后再导入。",
    Refusal.NOT_FOR_US: "这个数据包不是发给本机的，或者对方登记的是本机以前的身份文件。"
    + _SAFE
    + "请核对文件名中的收件方，或把本机身份文件重新交给对方，登记后请其重新导出。",
    Refusal.OUR_OWN: "这个数据包是本机自己导出的，不需要导入。" + _SAFE + "请把它交给收件方。",
    Refusal.TRUNCATED: "数据包不完整，可能没有拷完或 U 盘拔得太早。" + _SAFE + "请重新拷贝，或请对方重新导出。",
    Refusal.DAMAGED: "数据包已损坏，内容与对方写出的不一致。" + _SAFE + "请换一个 U 盘重新拷贝，或请对方重新导出。",
    Refusal.UNKNOWN_SIGNER: "数据包的制作设备还没有登记，无法确认是谁发来的。"
    + _SAFE
    + "请先与对方互换身份文件并核对八位数字，再导入。",
    Refusal.FORGED: "数据包的签名与登记的设备不符，可能被人改动或冒名。"
    + _SAFE
    + "请不要使用这个文件，并当面联系对方核实。",
    Refusal.MALFORMED: "数据包的内容不合格式，程序没有采用。"
    + _SAFE
    + "请联系对方重新导出；若仍如此，请把此代码报给技术支持。",
    Refusal.TOO_LARGE: "数据包或其中一部分超过了允许的大小。" + _SAFE + "请分几次导出，或减少附件后重试。",
    Refusal.SOURCE: "要导出的内容与本机登记的不一致，没有写出数据包。" + _SAFE + "请先运行“检查数据”，再重新导出。",
    Refusal.KEPT_APART: "这是另行保管的事项，不能并入平时的台账。"
    + _SAFE
    + "请在“重大事项”页打开“另行保管”，从那里导入。",
    Refusal.NOT_APART: "这不是另行保管事项的数据包。" + _SAFE + "请回到“交换”页导入。",
    Refusal.FLASH: "这是重大事项急报，不是数据包。" + _SAFE + "请用“查看急报”打开。",
    Refusal.RECIPIENT: "收件方的加密钥匙无效或收件方过多，没有写出数据包。" + _SAFE + "请让收件方重新提供身份文件。",
}


class BundleError(UserError):
    """A bundle, a part of it, or a device card is refused.

    Args:
        refusal: the reason; it chooses the sentence.
        detail: a short Chinese phrase that says where, shown in brackets before the code.
    """

    def __init__(self, refusal: Refusal, detail: str = "") -> None:
        super().__init__(refusal, detail)
        self.refusal = refusal
        self.detail = detail

    @property
    def code(self) -> str:
        """Give the stable short code, e.g. ``"E-damaged"``."""
        return self.refusal.value

    def __str__(self) -> str:
        where = f"{self.detail}，" if self.detail else ""
        return f"{_SENTENCES[self.refusal]}（{where}代码 {self.code}）"
