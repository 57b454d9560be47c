"""Kinds of messages: what each part of Kyoso may tell people."""

from dataclasses import dataclass

from kyoso.kernel.registry import Registry


@dataclass(frozen=True)
class MessageTemplate:
    """文例: one kind of message.

    ``subject`` and ``body`` are paths of Django text templates
    (``<app>/messages/<slug>_subject.txt`` and ``….txt``); the same body is the
    text of the mail, of its HTML part and of the letter. Templates escape
    nothing and see only the strings of the context.
    """

    slug: str
    title: str
    subject: str
    body: str


templates: Registry[MessageTemplate] = Registry("message template")
