"""番号の受け皿: papers with a 個人番号, passed on unopened.

What is put in is sealed at once to the public key of the numbered business (番号利用事務);
the private key is never in this house, so that nobody here can read it again: no
officer, no process, no backup. Kept beside it are a receipt number, the size, times
and the state. Whoever answers for the number takes the sealed file out, opens it on
a machine of their own, and says that it is there; then the seal is let go of too.
Entered only by ``tray.api``.

States: waiting → taken → acknowledged (nothing is left of the file).
"""
