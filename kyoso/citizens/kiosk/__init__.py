"""証明書交付端末（行政キオスク）: certificates on a touch screen in city hall and its branches.

A resident touches the screen, shows the card, chooses the certificate, pays, and
takes the paper from the printer beside it. Run by 市民保険課 and, for tax, 税務課, on
住民基本台帳法12条 and the city's ordinances on seals and fees; the same rules as on
the web (``certification``), printed instead of sent. An officer registers each
device; its browser is known by a key, and its printer by the same key.

States of a job: 申請中 (being checked or paid), 印刷待ち, 印刷中, 印刷済み, 印刷できず, 終了.
The first print is the person's own press of the button; another one needs an
officer with a reason. What needs a person is sent to the counter with one sentence.
"""
