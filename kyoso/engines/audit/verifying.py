"""The proof: does every row still say what it said when it was sealed?"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kyoso.engines.audit.chain import GENESIS, digest, seal_of
from kyoso.engines.audit.models import ChainHead, Entry, Segment
from kyoso.kernel import clock

# The sealer works every five seconds; a row without a seal after a minute is late.
LATE = dt.timedelta(minutes=1)
# Among more rows than these it is not worth telling a move from a change.
_COMPARED = 30


@dataclass(frozen=True)
class Finding:
    """One thing wrong: ``kind`` is altered, missing, reordered, unsealed or head."""

    kind: str
    place: str
    sentence: str


@dataclass
class Report:
    """What a verification saw. ``head`` is the last seal that follows."""

    sealed: int = 0
    unsealed: int = 0
    expired: int = 0
    sequence: int = 0
    head: str = GENESIS
    findings: list[Finding] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        return not self.findings

    def find(self, kind: str, place: object, sentence: str) -> None:
        self.findings.append(Finding(kind, str(place), sentence))


@dataclass(frozen=True)
class _Broken:
    """A sealed row whose seal does not follow from what stands before it."""

    sequence: int
    before: str
    seal: str
    content: str


def verify(published: Mapping[int, str] | None = None) -> Report:
    """Recompute the whole chain and return what is wrong with it.

    ``published`` are heads that were published earlier, seal by sequence: a
    chain that was recomputed from the start is found by them only. Reads every
    row once, in order, in constant memory; writes nothing.
    """
    report = Report()
    segments = list(Segment.objects.order_by("first_sequence"))
    _start_after_expired(report, segments)
    expected = {
        segment.last_sequence: segment.head
        for segment in segments
        if segment.expired_on is None
    }
    broken = _walk(report, expected, dict(published or {}))
    _tell_broken(report, broken)
    _compare_head(report)
    _count_unsealed(report)
    return report


def _start_after_expired(report: Report, segments: Iterable[Segment]) -> None:
    wanted = 1
    for segment in segments:
        if segment.first_sequence != wanted:
            report.find(
                "missing", wanted, f"連番{wanted}からの区間の記録がありません。"
            )
        wanted = segment.last_sequence + 1
        if segment.expired_on is not None:
            report.sequence, report.head = segment.last_sequence, segment.head
            report.expired += 1


def _walk(
    report: Report, expected: dict[int, str], published: dict[int, str]
) -> list[_Broken]:
    broken: list[_Broken] = []
    begins_after = report.sequence
    for entry in Entry.objects.sealed().order_by("sequence").iterator(chunk_size=2000):
        sequence = entry.sequence
        assert sequence is not None, "Sealed rows have a sequence."
        report.sealed += 1
        if sequence <= begins_after:
            report.find(
                "head", sequence, f"連番{sequence}は、廃棄した区間に残っています。"
            )
            continue
        if sequence != report.sequence + 1:
            _tell_gap(report, report.sequence + 1, sequence - 1)
        content = digest(entry)
        if entry.seal != seal_of(report.head, sequence, content):
            broken.append(_Broken(sequence, report.head, entry.seal, content))
        for told in (expected, published):
            if told.get(sequence, entry.seal) != entry.seal:
                report.find(
                    "head",
                    sequence,
                    f"連番{sequence}の封印が、前に記録した封印と違います。",
                )
        report.sequence, report.head = sequence, entry.seal
    for sequence in sorted({*expected, *published}):
        if sequence > report.sequence:
            report.find("missing", sequence, f"連番{sequence}までの記録がありません。")
    return broken


def _tell_gap(report: Report, first: int, last: int) -> None:
    place = str(first) if first == last else f"{first}-{last}"
    report.find("missing", place, f"連番{place}の記録がありません。")


def _tell_broken(report: Report, broken: list[_Broken]) -> None:
    for row in broken:
        if len(broken) <= _COMPARED and _was_moved(row, broken):
            sentence = f"連番{row.sequence}の記録の順序が変わっています。"
            report.find("reordered", row.sequence, sentence)
        elif _follows_a_gap(report, row):
            continue
        else:
            sentence = f"連番{row.sequence}の記録の内容が変わっています。"
            report.find("altered", row.sequence, sentence)


def _was_moved(row: _Broken, broken: list[_Broken]) -> bool:
    """Tell whether another broken row's content belongs here, or this one's there."""
    places = [(other.before, other.sequence) for other in broken]
    seals = {other.seal for other in broken if other is not row}
    belongs_here = any(
        seal_of(row.before, row.sequence, other.content) == row.seal
        for other in broken
        if other is not row
    )
    befores = {before for before, _ in places} | seals
    belongs_there = any(
        seal_of(before, sequence, row.content) == row.seal
        for before in befores
        for _, sequence in places
        if sequence != row.sequence
    )
    return belongs_here or belongs_there


def _follows_a_gap(report: Report, row: _Broken) -> bool:
    """After a missing row the next one cannot follow; the gap is already told."""
    return any(
        finding.kind == "missing"
        and finding.place.split("-")[-1] == str(row.sequence - 1)
        for finding in report.findings
    )


def _compare_head(report: Report) -> None:
    head = ChainHead.objects.first()
    sequence, seal = (head.sequence, head.seal) if head else (0, GENESIS)
    if sequence > report.sequence:
        _tell_gap(report, report.sequence + 1, sequence)
    elif (sequence, seal) != (report.sequence, report.head):
        report.find("head", sequence, "封印の先頭が、記録の最後と違います。")


def _count_unsealed(report: Report) -> None:
    unsealed = Entry.objects.unsealed()
    report.unsealed = unsealed.count()
    late = unsealed.filter(at__lt=clock.now() - LATE).order_by("id")
    for key in late.values_list("id", flat=True)[:100]:
        report.find("unsealed", f"id {key}", f"記録{key}が封印されていません。")
