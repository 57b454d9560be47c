"""わたしの支払い: what a resident owes the city, what is paid, what comes back.

One list across all ways of paying; each due leads to the page of the payments
engine where it is paid. Who cannot pay in time asks from there to pay in parts,
later or less (納付の相談), which is a case. Run by the section that keeps the books
(出納); amounts are raised by the procedures themselves. States: not paid, overdue,
paid in part, paid, overpaid, cancelled.
"""
