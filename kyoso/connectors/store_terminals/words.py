"""Words for where a request stands, and the colour of the chip; for officers."""

STAGES = {
    "examining": ("確認中", "blue"),
    "to_pay": ("支払い待ち", "yellow"),
    "making": ("発行中", "blue"),
    "ready": ("受取り待ち", "yellow"),
    "printed": ("印刷済み", "green"),
    "failed": ("印刷できず", "red"),
    "counter": ("窓口へ", "neutral"),
    "ended": ("終了", "neutral"),
}
