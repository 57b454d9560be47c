"""The system of a resident or a company, for the demo and the tests.

It checks each notice as a real one should (signature, time, a repeated id) and
shows what came. The system called ``broken`` answers 500 to everything.
"""
