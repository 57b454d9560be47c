"""添付ファイル: uploads and made files: immutable, checked, outside the web root.

A file is accepted for what its bytes are, not for what its name says. What is
kept is a cleaned copy: photographs are turned upright and lose place and camera.
Bytes are written first and the row last, so that a process killed in between
leaves nothing that anybody can see; a chore sweeps such strays away. Entered
only by ``media.api``.
"""
