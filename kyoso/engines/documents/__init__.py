"""文書: decision notices and other papers as PDF, numbered and archivable.

A part of Kyoso registers a ``Paper`` (a typst template, how it is sealed,
whether it carries 教示) and issues documents of it. The number is taken at once,
without gaps, by section symbol and fiscal year; the PDF (PDF/A-2a, PDF/UA-1) is
made by the worker. A character that the font cannot write stops the paper for a
person (文字の確認が必要); nothing is printed with a wrong glyph silently. Entered
only by ``documents.api``.
"""
