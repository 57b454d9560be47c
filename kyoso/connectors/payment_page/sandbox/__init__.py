"""The company of the demo and the tests: it takes no money, and says so.

Its page has a button for each thing that goes wrong with payments: success,
decline, late success, a webhook twice, webhooks out of order, nothing at all,
and a browser that dies after paying.
"""
