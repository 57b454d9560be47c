"""会計: what is owed to the city, what the city has promised, and the budget lines of both.

歳入: a due (調定) on a revenue line, what was received for it (収入), and what is
given back (還付). 歳出: an allotment (支出負担行為) takes from an expenditure line,
an order (支出命令) asks for its payment. Balances are kept by triggers of the
database from journals that are only added to, and CHECK constraints refuse what
would overspend. Kyoso moves no public money: it exports to the city's financial
system (財務会計) and imports the results. Entered only by ``ledger.api``.
"""
