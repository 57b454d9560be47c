"""各種申請等のオンライン申請: a resident files an application and follows it to the end.

What a resident gets: a list of procedures in plain words, one question a page,
a draft that is never lost (紙コード), a receipt number, whose turn it is, the
one answer to mend when something is to be mended, and the way back
(取り下げ). Without an account where the procedure allows it; on paper or at the
counter through a clerk, into the same case.

Run by the section that each procedure names; it stands on 行政手続法 6条, 7条
(an incomplete application arrives too) and 情報通信技術活用法 6条. The states are
those of the case (``engines.casework``): 受付 → 確認中 → 直してください（補正）→
決裁中 → 完了 / 取り下げ / お受けできません.
"""
