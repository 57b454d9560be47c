"""端末の印刷機: the program beside the printer of a certificate terminal.

It asks the city's server with its own key of the device, prints what it is handed once, and
says what became of it. It runs on the terminal's PC, needs Python and CUPS and
nothing of Django, and keeps no paper. What it was killed with in its hands is not
printed by it again: an officer looks at the printer first.
"""
