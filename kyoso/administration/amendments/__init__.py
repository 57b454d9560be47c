"""手続の作成と変更: officers build and change a procedure without code.

What a section gets: 改正案 of a procedure, begun from the live revision, from
nothing or from a file; the facts, questions and rules edited on plain pages,
with what is wrong or doubtful beside them; a test run that files nothing; the
differences in words; past cases walked through the new questions. A second
officer publishes. Residents notice nothing but the new questions: drafts keep
the version with which they were begun.

Run by the section of the procedure (担当課). States of an amendment: 作成中 →
確認待ち → 公開済み; 取りやめ from the first two.
"""
