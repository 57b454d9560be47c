"""Verbs of the messaging engine: tell people, by mail or by post."""

import datetime as dt
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.template import Context
from django.template.loader import get_template
from django.utils.translation import override

from kyoso.engines.audit import api as audit
from kyoso.engines.jobs import api as jobs
from kyoso.engines.media.api import File
from kyoso.engines.messaging import errors
from kyoso.engines.messaging.events import letter_dispatched, letter_returned
from kyoso.engines.messaging.kinds import templates
from kyoso.engines.messaging.models import Message, PrintBatch
from kyoso.engines.messaging.recipients import PostalAddress, Recipient
from kyoso.engines.people.api import Account, Section
from kyoso.kernel import clock

LONGEST_SUBJECT = 200


@transaction.atomic
def send(
    template_slug: str,
    *,
    to: Recipient,
    context: Mapping[str, str],
    about: str,
    section: Section,
    by: Account | None,
    files: Sequence[File] = (),
) -> Message:
    """Tell one person something, by mail if the person chose so, else by post.

    Text is rendered now, in the recipient's language, so that the row is what
    was sent. ``about`` is the ref of the case or thing; ``section`` is whose
    officers see and dispatch it. ``files`` are enclosed in the letter; a mail
    carries none, it tells where to log in. Raises ``KeyError`` for an unknown
    template, ``NoRoute`` without an address, ``MailAddressRefused``.
    """
    kind = templates.get(template_slug)
    with override(to.language):
        subject = one_line(_rendered(kind.subject, context))[:LONGEST_SUBJECT]
        text = _rendered(kind.body, context).strip() + "\n"
    message = Message(
        template=template_slug,
        section=section,
        about=about,
        language=to.language,
        account=to.account,
        subject=subject,
        text=text,
        posted_by=by,
    )
    if to.postal is not None:
        _address(message, to.postal)
    if to.is_by_mail:
        _by_mail(message, to.email, by=by)
    else:
        _by_post(message)
    message.save()
    if files:
        message.files.set(files)
    audit.record(
        "messaging.posted",
        by=by,
        subject=message,
        person=to.account,
        reason=about,
        route=message.route,
        template=template_slug,
    )
    return message


@transaction.atomic
def post_many(
    letters: Sequence[Message], *, printed: int, section: Section, by: Account
) -> PrintBatch:
    """Write many letters of one wording at once; the first ``printed`` in a batch.

    ``letters`` are unsaved and carry name, address, subject and text; afterwards
    they are saved. What is beyond ``printed`` waits for a person like any letter.
    One audit row tells of the batch: the letters are of no account. Raises
    ``NothingToPrint``.
    """
    if not letters:
        raise errors.NothingToPrint
    batch = PrintBatch.objects.create(section=section, made_by=by)
    for number, letter in enumerate(letters):
        letter.section = section
        letter.posted_by = by
        letter.route = Message.Route.POST
        letter.batch = batch if number < printed else None
    Message.objects.bulk_create(letters, batch_size=500)
    audit.record(
        "messaging.many_posted",
        by=by,
        subject=batch,
        letters=len(letters),
        printed=printed,
    )
    return batch


@transaction.atomic
def settle(message: Message, *, by: Account, arrived: bool) -> Message:
    """Write down what an officer found out about a mail that was cut off."""
    effect = _effect_for_a_person(message)
    jobs.settle(effect, by=by, happened=arrived)
    audit.record(
        "messaging.settled",
        by=by,
        subject=message,
        person=message.account,
        reason=message.about,
        arrived=arrived,
    )
    return Message.objects.select_related("effect").get(pk=message.pk)


@transaction.atomic
def mail_again(message: Message, *, by: Account) -> Message:
    """Let the machine send a mail again: an officer says that it did not arrive."""
    jobs.retry(_effect_for_a_person(message), by=by)
    audit.record(
        "messaging.mailed_again",
        by=by,
        subject=message,
        person=message.account,
        reason=message.about,
    )
    return Message.objects.select_related("effect").get(pk=message.pk)


@transaction.atomic
def post_instead(
    message: Message, *, by: Account, postal: PostalAddress | None = None
) -> Message:
    """Give up a mail that waits for a person and queue the same text as a letter."""
    jobs.settle(_effect_for_a_person(message), by=by, happened=False)
    return _again(message, postal=postal, by=by)


@transaction.atomic
def make_batch(
    letters: Iterable[Message], *, section: Section, by: Account
) -> PrintBatch:
    """Gather letters that wait for printing, all of one section, into a batch.

    Raises ``NothingToPrint``, or ``LetterTaken`` when one of them is in a batch
    already or belongs to another section: then none is taken.
    """
    chosen = {letter.pk for letter in letters}
    if not chosen:
        raise errors.NothingToPrint
    batch = PrintBatch.objects.create(section=section, made_by=by)
    taken = (
        Message.objects.to_print()
        .filter(pk__in=chosen, section=section)
        .update(batch=batch)
    )
    if taken != len(chosen):
        raise errors.LetterTaken
    audit.record("messaging.batch_printed", by=by, subject=batch, letters=taken)
    return batch


@transaction.atomic
def dispatch(batch: PrintBatch, *, by: Account, on: dt.date) -> PrintBatch:
    """Write down the day on which a batch was handed to the post (発送日)."""
    held = PrintBatch.objects.select_for_update().get(pk=batch.pk)
    if held.dispatched_on is not None:
        raise errors.DispatchedAlready
    if not held.made_at.astimezone(clock.CITY).date() <= on <= clock.today():
        raise errors.DispatchDayRefused
    held.dispatched_on = on
    held.dispatched_at = clock.now()
    held.dispatched_by = by
    held.save()
    audit.record("messaging.batch_dispatched", by=by, subject=held, on=on.isoformat())
    for letter in held.letters.select_related("batch", "account").order_by("id"):
        audit.record(
            "messaging.letter_dispatched",
            by=by,
            subject=letter,
            person=letter.account,
            reason=letter.about,
        )
        letter_dispatched.send(sender=Message, message=letter, by=by)
    return held


@transaction.atomic
def take_back(letter: Message, *, by: Account, on: dt.date, reason: str) -> Message:
    """Write down that a letter came back (返戻), when and why."""
    if reason not in Message.Returned.values:
        raise errors.ReturnReasonMissing
    held = Message.objects.select_for_update(of=("self",)).get(pk=letter.pk)
    if held.state != Message.State.DISPATCHED:
        raise errors.NotDispatched
    assert held.batch is not None
    assert held.batch.dispatched_on is not None
    if not held.batch.dispatched_on <= on <= clock.today():
        raise errors.DispatchDayRefused(
            "返戻日は、発送した日から今日までの日付を入力してください。"
        )
    held.returned_on = on
    held.returned_reason = reason
    held.returned_at = clock.now()
    held.returned_by = by
    held.save()
    audit.record(
        "messaging.letter_returned",
        by=by,
        subject=held,
        person=held.account,
        reason=held.about,
        why=reason,
    )
    letter_returned.send(sender=Message, message=held, by=by)
    return held


@transaction.atomic
def send_again(
    letter: Message, *, by: Account, postal: PostalAddress | None = None
) -> Message:
    """Queue a returned letter once more, to ``postal`` or to the same address."""
    if letter.returned_at is None:
        raise errors.NotDispatched("返戻になっていない郵便物は、送りなおせません。")
    return _again(letter, postal=postal, by=by)


def one_line(text: str) -> str:
    """Return ``text`` on one line without control characters, fit for a header."""
    plain = (
        " " if unicodedata.category(letter) in {"Cc", "Zl", "Zp"} else letter
        for letter in text
    )
    return " ".join("".join(plain).split())


def _rendered(path: str, context: Mapping[str, str]) -> str:
    template = get_template(path)
    plain = Context(dict(context), autoescape=False)
    return str(template.template.render(plain))  # type: ignore[attr-defined]


def _by_mail(message: Message, email: str, *, by: Account | None) -> None:
    try:
        validate_email(email)
    except ValidationError:
        raise errors.MailAddressRefused(email=one_line(email)) from None
    message.route = Message.Route.MAIL
    message.email = email
    message.effect = jobs.post("messaging.mail", subject_ref=message.ref, by=by)


def _by_post(message: Message) -> None:
    if not message.address:
        raise errors.NoRoute
    message.route = Message.Route.POST


def _address(message: Message, postal: PostalAddress) -> None:
    message.name = one_line(postal.name)
    message.kana = one_line(postal.kana) or message.kana
    message.postcode = postal.postcode
    message.address = one_line(postal.address)


def _effect_for_a_person(message: Message) -> jobs.Effect:
    held = Message.objects.select_for_update(of=("self",)).get(pk=message.pk)
    if not held.is_for_a_person or held.effect is None:
        raise errors.NotWaitingForAPerson
    return held.effect


def _again(before: Message, *, postal: PostalAddress | None, by: Account) -> Message:
    """Queue the same words and enclosures as a new letter, once."""
    held = Message.objects.select_for_update(of=("self",)).get(pk=before.pk)
    if Message.objects.filter(again_of=held).exists():
        raise errors.SentAgainAlready
    letter = Message(
        template=held.template,
        section=held.section,
        about=held.about,
        language=held.language,
        account=held.account,
        name=held.name,
        kana=held.kana,
        postcode=held.postcode,
        address=held.address,
        subject=held.subject,
        text=held.text,
        posted_by=by,
        again_of=held,
    )
    if postal is not None:
        _address(letter, postal)
    _by_post(letter)
    letter.save()
    letter.files.set(held.files.all())
    audit.record(
        "messaging.posted_again",
        by=by,
        subject=letter,
        person=held.account,
        reason=held.about,
        before=held.ref,
    )
    return letter
