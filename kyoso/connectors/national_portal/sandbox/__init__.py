"""The portal of the demo and the tests: nobody applied there, and it says so.

It behaves and fails as one may: tokens that end early, pages that overlap and come
out of order, a list that breaks off, no answer, ZIPs that are cut once or for good,
an acknowledgement that is asked twice. What it speaks is ``wire.py``, no official
format. Production has no door for it, and refuses its address.
"""
