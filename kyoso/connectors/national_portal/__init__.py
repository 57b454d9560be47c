"""国のポータル: applications that people filed at the national portal arrive here.

The connector lists what waits there, fetches each application by its receipt
number, files it as a case under the rules of the pages, and acknowledges it only
after that. What it cannot file is kept sealed and waits for an officer on the page
「国のポータルから届いたもの」; nothing is dropped. Applications that carry a 個人番号 are
never opened here: they go on sealed into the tray, or stay with the portal.

States: listed → kept → filed, or waiting for an officer → filed or handled outside;
listed → tray (passed on unopened), or numbered (stays with the portal). Parts of a
round: ``collecting`` (the order), ``fetching``, ``settling``, ``filing``. How the portal is spoken to is not verified: every assumption
stands in ``wire.py`` and ``cities/*/portal.toml``. ``sandbox`` is the double.
"""
