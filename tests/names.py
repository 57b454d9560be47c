"""What stands in each address that names a thing, in the world of the tests."""

from typing import TYPE_CHECKING, Any

from tests import applying

if TYPE_CHECKING:
    from tests.world import World


def names_of(world: "World") -> dict[str, dict[str, Any]]:
    """Return the names by door and route: ``"office casework:case": {"ref": ...}``."""
    return {**_of_anyone(world), **_of_hanako(world), **_of_the_office(world)}


def _of_anyone(world: "World") -> dict[str, dict[str, Any]]:
    plan_ = {"plan": world.plan.slug}
    of_indicator = {"slug": "online-procedures"}
    initiative = {"slug": world.initiative.slug}
    snapshot = {"ref": world.snapshot.ref}
    return {
        "public ui:example": {"slug": "text"},
        "office ui:example": {"slug": "office"},
        "public api:plan_indicator": of_indicator,
        "public plan:indicator": of_indicator,
        "public plan:indicator_feed": of_indicator,
        "public plan:indicator_csv": of_indicator,
        "public plan:initiative": initiative,
        "public plan:initiative_of": plan_ | initiative,
        "public plan:overview_of": plan_,
        "public plan:decisions_of": plan_,
        "public plan:revisions_of": plan_,
        "public plan:snapshot": snapshot,
        "public plan:snapshot_json": snapshot,
        "public certification:certificate": {"code": world.certificates.valid.code},
        "public api:procedure": {"slug": applying.SLUG},
        "public applications:procedure": {"slug": applying.SLUG},
        "public applications:blank_paper": {"slug": applying.SLUG},
        "public applications:start": {"slug": applying.SLUG},
        "public applications:identity": {"slug": applying.SLUG},
        "public grants:programme": {"slug": world.grants.programme.slug},
    }


# The world's form repeats no question: the address of an item leads on.
NO_ITEM = {"slug": "watched_name", "item": "k3f9abcd"}


def _of_hanako(world: "World") -> dict[str, dict[str, Any]]:
    draft = {"ref": world.draft.ref}
    checked = {"ref": world.checked.ref}
    case, mandate = {"ref": world.case.ref}, {"ref": world.mandate.ref}
    return {
        "public applications:draft": draft,
        "public applications:check": checked,
        "public applications:discard": draft,
        "public applications:leave": draft,
        "public applications:note": {
            "ref": world.abroad.ref,
            "slug": "not-in-the-city",
            "key": "lives_in_city",
        },
        "public applications:paper": draft,
        "public applications:sheet": draft,
        "public applications:sheet_file": draft,
        "public applications:question": draft | {"slug": "watched_name"},
        "public applications:draft_identity": draft,
        "public applications:household": draft | {"slug": "watched_name"},
        "public applications:item": draft | NO_ITEM | {"number": 1},
        "public applications:item_drop": draft | NO_ITEM,
        "public applications:use_earlier": draft | {"slug": "watched_name"},
        "public applications:save": draft,
        "public applications:sign": checked,
        "public applications:submit": checked,
        "public api:application": case,
        "public applications:answers": case,
        "public applications:signed": {"ref": world.signed.ref},
        "public applications:evidence": {"ref": world.signed.ref, "number": 1},
        "public applications:case": case,
        "public applications:file": case | {"file_ref": world.file.ref},
        "public applications:mend": {"ref": world.correcting.ref},
        "public applications:notice": {"ref": world.decided.ref},
        "public applications:receipt": case,
        "public applications:withdraw": case,
        "public certificates:ask": {"slug": "resident-record"},
        "public certificates:order": {"ref": world.certificates.to_pay.ref},
        "public certificates:withdraw": {"ref": world.certificates.by_hand.ref},
        "public certificates:pdf": {"ref": world.certificates.issued.ref},
        "public kiosk:ask": {"slug": "resident-record"},
        "public kiosk:job": {"ref": world.terminals.to_pay.ref},
        "public kiosk:print": {"ref": world.terminals.to_pay.ref},
        "public kiosk:withdraw": {"ref": world.terminals.to_pay.ref},
        "public kiosk:outcome": {"ref": world.terminals.taken.ref},
        "public kiosk:paper": {"ref": world.terminals.taken.ref},
        "public documents:document": {"ref": world.document.ref},
        "public bills:relief": {"ref": world.purse.due.ref},
        "public payments:due": {"ref": world.purse.due.ref},
        "public payments:slip": {"ref": world.purse.due.ref},
        "public payments:start": {"ref": world.purse.due.ref},
        "public payments:proof": {"ref": world.purse.paid.ref},
        "public payments:attempt": {"ref": world.purse.attempt.ref},
        "public payments:back": {"ref": world.purse.attempt.ref},
        "public payments:leave": {"ref": world.purse.attempt.ref},
        "public payments:webhook": {"provider": "payment-page"},
        "public media:download": {"ref": world.file.ref},
        "public people:mandate": mandate,
        "public people:revoke_mandate": mandate,
        "public people:company": {"ref": world.company.ref},
        "public people:company_seen": {"ref": world.company.ref},
        "public people:invite_member": {"ref": world.company.ref},
        "public people:join_company": {"token": world.invited},
        "public people:withdraw_invitation": {"ref": world.invitation.ref},
        "public people:member_role": {"member": world.member.pk},
        "public people:end_membership": {"member": world.member.pk},
        "public people:revoke_token": {"ref": world.token.ref},
        "public grants:grant": {"ref": world.grants.returning.ref},
        "public grants:report": {"ref": world.grants.granted.ref},
        "public grants:change": {"ref": world.grants.granted.ref},
        "public grants:file": {
            "ref": world.grants.reported.ref,
            "file_ref": world.grants.file.ref,
        },
        "public webhooks:endpoint": {"ref": world.endpoint.ref},
        "public webhooks:act": {"ref": world.endpoint.ref, "verb": "off"},
        "public mfa_remove_webauthn": {"pk": world.passkey.pk},
    }


def _of_the_office(world: "World") -> dict[str, dict[str, Any]]:
    case, message = {"ref": world.case.ref}, {"ref": world.message.ref}
    desk_draft, batch = {"ref": world.desk_draft.ref}, {"ref": world.batch.ref}
    value, indicator = {"ref": world.value.ref}, {"slug": world.indicator.slug}
    meeting, staff = {"ref": world.meeting.ref}, {"ref": world.sato.ref}
    post = staff | {"post": world.sato.posts.order_by("pk").first().pk}
    report, effect = {"ref": world.report.ref}, {"ref": world.effect.ref}
    deciding, mandate = {"ref": world.deciding.ref}, {"ref": world.child.ref}
    found = {
        "applications:desk_done": {"ref": world.received.ref},
        "applications:desk_check": desk_draft,
        "applications:desk_ask": desk_draft,
        "applications:desk_scan": desk_draft,
        "applications:desk_scan_file": desk_draft,
        "applications:desk_sheet": desk_draft,
        "applications:desk_sheet_file": desk_draft,
        "applications:desk_page": desk_draft | {"slug": world.desk_page},
        "applications:desk_item": desk_draft | NO_ITEM,
        "applications:desk_item_drop": desk_draft | NO_ITEM,
        "applications:desk_submit": desk_draft,
        "casework:case": case,
        "office_api:case": {"number": world.received.receipt_number},
        "casework:accept": {"ref": world.received.ref},
        "casework:approve": deciding,
        "casework:send_back": deciding,
        "casework:pull_back": deciding,
        "casework:assign": case,
        "casework:correction": case,
        "casework:end_correction": {"ref": world.correcting.ref},
        "casework:extend": {"ref": world.extendable.ref},
        "casework:charge": case,
        "casework:bulk_result": {"ref": world.bulk.ref},
        "casework:forget_filter": {"ref": world.saved_filter.ref},
        "casework:related": case,
        "casework:review": {"ref": world.decided.ref},
        "casework:signature": {"ref": world.signed.ref},
        "casework:unlink": case | {"other": world.received.ref},
        "casework:consultation": {"ref": world.consulted.ref},
        "casework:pass_on": case,
        "casework:take_over": {"ref": world.passed.ref},
        "casework:take_back": {"ref": world.passed.ref},
        "casework:file": case | {"file_ref": world.file.ref},
        "casework:notes": case,
        "casework:notice": {"ref": world.decided.ref},
        "casework:propose": case,
        "casework:withdraw": case,
        "certificates:desk_order": {"ref": world.certificates.by_hand.ref},
        "certificates:enter_one": {"slug": "resident-record"},
        "certificates:label": {"ref": world.certificates.to_send.ref},
        "certificates:paper": {"ref": world.certificates.to_send.ref},
        "store_terminals:request": {"ref": world.terminals.at_store.ref},
        "store_terminals:act": {
            "ref": world.terminals.at_store.ref,
            "verb": "close",
        },
        **{
            f"store_terminals:{name}": {"number": world.terminals.at_store.number}
            for name in ("ask", "paid", "paper", "outcome", "cancel")
        },
        "kiosk:act_device": {"ref": world.terminals.spare.ref, "verb": "off"},
        "kiosk:desk_job": {"ref": world.terminals.failed.ref},
        "kiosk:act": {"ref": world.terminals.failed.ref, "verb": "close"},
        "certificates:act": {"ref": world.certificates.to_issue.ref, "verb": "issue"},
        "documents:notice_run": {"ref": world.notices.ref},
        "documents:notice_file": {"ref": world.notices.ref, "number": 1},
        "documents:document": {"ref": world.document.ref},
        "ledger:line": {"ref": world.purse.line.ref},
        "ledger:export": {"ref": world.purse.export.ref},
        "ledger:results": {"ref": world.purse.results.ref},
        "tray:take": {"ref": world.sealed.ref},
        "tray:acknowledge": {"ref": world.sealed.ref},
        "national_portal:arrival": {"ref": world.arrival.ref},
        "national_portal:act": {"ref": world.arrival.ref, "verb": "outside"},
        "national_portal:enclosed": {"ref": world.arrival.ref, "number": 0},
        "payments:desk_due": {"ref": world.purse.paid.ref},
        "payments:act": {"ref": world.purse.paid.ref, "verb": "cancel"},
        "payments:refund": {"ref": world.purse.refund.ref, "verb": "withdraw"},
        "payments:discrepancy": {"ref": world.purse.discrepancy.ref},
        "payments:file": {"ref": world.purse.file.ref},
        "payments:designation": {"ref": world.purse.designation.ref},
        "grants:desk_grant": {"ref": world.grants.reported.ref},
        "grants:act": {"ref": world.grants.granted.ref, "verb": "revoke"},
        "grants:desk_file": {
            "ref": world.grants.reported.ref,
            "file_ref": world.grants.file.ref,
        },
        "documents:replace_glyphs": {"ref": world.document.ref},
        "documents:stamp": {"ref": world.document.ref},
        "media:download": {"ref": world.file.ref},
        "people:revoke_token": {"ref": world.staff_token.ref},
        "people:hand_over": {"ref": world.hand_over.ref},
        "people:sign_hand_over": {"ref": world.hand_over.ref},
        "plan:add_follow_up": {"ref": world.taken.ref},
        "plan:finish_follow_up": {"ref": world.follow_up.ref},
        "plan:remove_agenda_item": meeting | {"number": 2},
        "plan:decide": meeting | {"kind": "other"},
        "plan:snapshot": {"ref": world.snapshot.ref},
        "plan:review_report": report,
        "plan:submit_report": report,
        "plan:report": {
            "slug": world.initiative.slug,
            "year": world.quarter.fiscal_year,
            "number": world.quarter.number,
        },
        "jobs:effect": effect,
        "jobs:decide": effect,
        "messaging:caught_mail": {"ref": world.caught.ref},
        "messaging:message": message,
        "messaging:send_again": message,
        "messaging:decide": {"ref": world.uncertain.ref},
        "messaging:take_back": message,
        "people:password": dict(zip(("ref", "token"), world.password, strict=True)),
        "residents:person": {"ref": world.person.ref},
        "residents:household": {"ref": world.person.ref},
        "residents:match": {"ref": world.proof.ref},
        "people:company": {"ref": world.company.ref},
        "people:end_company": {"ref": world.company.ref},
        "people:mandate_confirmation": {"ref": world.on_paper.ref},
        "people:mandate_scan": {"ref": world.on_paper.ref},
        "people:confirm_post": {"post": world.waiting_post.pk},
        "people:refuse_post": {"post": world.waiting_post.pk},
        "people:officer": staff,
        "people:deputise": post,
        "people:end_post": post,
        "people:transfer": post,
        "mfa_remove_webauthn": {"pk": world.passkey.pk},
    }
    for name in ("close", "forget_factors", "invite", "add_post"):
        found[f"people:{name}"] = staff
    for name in ("mandate", "confirm_mandate", "revoke_mandate"):
        found[f"people:{name}"] = mandate
    for name in (
        "batch",
        "dispatch",
        "print_files",
        "print_labels",
        "print_letters",
    ):
        found[f"messaging:{name}"] = batch
    for name in ("value", "confirm", "correct", "send_back"):
        found[f"indicators:{name}"] = value
    for name in (
        "indicator",
        "ask",
        "enter",
        "frequency",
        "mark",
        "recompute",
        "redefine",
    ):
        found[f"indicators:{name}"] = indicator
    for name in (
        "meeting",
        "add_agenda_item",
        "attend",
        "hold",
        "pack",
        "publish",
    ):
        found[f"plan:{name}"] = meeting
    found |= _of_amendments(world)
    return {f"office {name}": value for name, value in found.items()}


def _of_amendments(world: "World") -> dict[str, dict[str, Any]]:
    amendment, slug = {"ref": world.amendment.ref}, {"slug": applying.SLUG}
    last = len(world.amendment.content["form"]["computed"]) - 1
    return {
        **{
            f"amendments:{name}": amendment
            for name in (
                "amendment",
                "begin_form",
                "changes",
                "drop",
                "export_amendment",
                "follow",
                "propose",
                "publish",
                "replace",
                "replay",
                "send_back",
                "try",
                "try_end",
                "try_forget",
                "undo",
            )
        },
        **{
            f"amendments:{name}": slug
            for name in ("begin", "compare", "export", "suspend")
        },
        "amendments:part": amendment | {"where": "form.pages.0.questions.0"},
        "amendments:add": amendment | {"where": "form.pages.0.questions"},
        "amendments:move": amendment | {"where": "form.pages.0"},
        "amendments:condition": amendment | {"where": "form.pages.1.questions.0.when"},
        "amendments:formula": amendment | {"where": f"form.computed.{last}.value"},
        "amendments:try_screen": amendment | {"slug": "for_whom"},
        "amendments:try_item": amendment | NO_ITEM | {"name": "k3f9abcd", "number": 1},
        "amendments:try_note": amendment
        | {"slug": "not-in-the-city", "key": "lives_in_city"},
    }
