"""補助金・助成金: programmes with a budget, from the application to the last yen.

A resident or a company applies by an ordinary procedure (casework), then follows
the grant on a page of its own: the decision, the report of what was done, the
settled amount, the payment, and a return where one is ordered. Each programme is
run by the section that its file names, on the outline (要綱) that the file cites.

States: 申請 → 交付決定 → 実績報告 → 額の確定 → 支払手続中 → 支払済み, and from there
返還を求めている → 返還済み; 取消し before the amount is settled; 不交付, 取下げ.
Money is promised, settled and ordered in the ledger, in the same transaction.
"""
