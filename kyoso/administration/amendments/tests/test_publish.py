"""Two people publish; a live edit disturbs nobody; a procedure can be stopped."""

import copy

import pytest
from django.db import IntegrityError, transaction

from kyoso.administration.amendments import actions, content, errors
from kyoso.administration.amendments.models import Amendment
from kyoso.engines.audit.api import Entry
from kyoso.engines.casework import api as casework
from kyoso.engines.casework import testing
from kyoso.engines.forms import api as forms

pytestmark = pytest.mark.django_db
BED = ("form", "pages", 1, "questions", 0)


def relabelled(amendment, by, label="花壇の場所"):
    return actions.change(
        amendment=amendment,
        make=lambda whole: content.put(whole, (*BED, "label"), label),
        edition=amendment.edition,
        by=by.account,
    )


@pytest.fixture
def proposed(amendment, sato):
    changed = relabelled(amendment, sato)
    return actions.propose(
        amendment=changed, why="要綱の改正", edition=changed.edition, by=sato.account
    )


def test_a_second_officer_makes_it_the_next_revision(proposed, suzuki, procedure):
    made = actions.publish(
        amendment=proposed, edition=proposed.edition, by=suzuki.account
    )
    assert made.current.number == 2
    assert made.current.content == proposed.content
    proposed.refresh_from_db()
    assert proposed.state == Amendment.State.PUBLISHED
    assert proposed.revision == made.current
    told = Entry.objects.filter(event="amendments.published").get()
    assert told.subject == proposed.ref


def test_who_proposed_cannot_publish(proposed, sato):
    with pytest.raises(errors.SameOfficer):
        actions.publish(amendment=proposed, edition=proposed.edition, by=sato.account)


def test_the_database_refuses_the_same_officer_too(proposed, sato, procedure):
    with pytest.raises(IntegrityError), transaction.atomic():
        Amendment.objects.filter(pk=proposed.pk).update(
            state="published",
            published_by=sato.account,
            published_at=proposed.proposed_at,
            revision=procedure.current,
        )


def test_who_changed_it_last_cannot_publish_what_another_proposed(
    amendment, sato, suzuki
):
    changed = relabelled(amendment, suzuki)
    asked = actions.propose(
        amendment=changed, why="改正", edition=changed.edition, by=sato.account
    )
    with pytest.raises(errors.SameOfficer):
        actions.publish(amendment=asked, edition=asked.edition, by=suzuki.account)


def test_what_is_proposed_cannot_be_changed(proposed, sato):
    with pytest.raises(errors.NotDrafting):
        relabelled(proposed, sato)


def test_nothing_changed_is_not_proposed(amendment, sato):
    with pytest.raises(errors.NothingChanged):
        actions.propose(
            amendment=amendment, why="改正", edition=amendment.edition, by=sato.account
        )


def test_faults_are_not_proposed(amendment, sato):
    broken = actions.change(
        amendment=amendment,
        make=lambda whole: content.remove(whole, BED),
        edition=amendment.edition,
        by=sato.account,
    )
    with pytest.raises(errors.HasFaults):
        actions.propose(
            amendment=broken, why="改正", edition=broken.edition, by=sato.account
        )


def test_another_revision_in_between_stops_the_publishing(proposed, suzuki, procedure):
    other = copy.deepcopy(procedure.current.content)
    other["procedure"]["summary"] = "別の人が先に公開した説明"
    casework.load(casework.check(other), by=None)
    with pytest.raises(errors.BaseOutdated):
        actions.publish(amendment=proposed, edition=proposed.edition, by=suzuki.account)


def test_two_pages_open_at_once_do_not_overwrite_one_another(amendment, sato, suzuki):
    relabelled(amendment, suzuki)
    with pytest.raises(errors.ChangedMeanwhile) as refused:
        relabelled(amendment, sato, "ほかの名前")
    assert "鈴木" in refused.value.sentence


def test_a_live_edit_never_disturbs_a_draft(proposed, suzuki, procedure, hanako):
    version = procedure.form.latest
    draft = forms.start(version, by=hanako.account, about="applications:hanadan")
    forms.set_answer(draft, "bed", typed="駅前の1番", by=hanako.account)
    actions.publish(amendment=proposed, edition=proposed.edition, by=suzuki.account)
    draft.refresh_from_db()
    assert draft.version == version
    assert draft.version.parsed.question("bed").label["ja"] == "使いたい花壇"
    assert draft.typed["bed"] == "駅前の1番"
    procedure.refresh_from_db()
    case = testing.casework.file(
        procedure,
        version=draft.version,
        answers=testing.answers(),
        files=[],
        applicant=testing.applicant(account=hanako.account),
        channel="web",
        token=draft.token,
        by=hanako.account,
    )
    assert case.submissions.get().version == version


def test_a_procedure_has_one_open_amendment(amendment, procedure, suzuki):
    with pytest.raises(errors.AmendmentOpen):
        actions.begin(procedure, by=suzuki.account)
    actions.drop(amendment=amendment, edition=amendment.edition, by=suzuki.account)
    assert actions.begin(procedure, by=suzuki.account).is_drafting


def test_the_last_change_can_be_taken_back_once(amendment, sato):
    before = amendment.content
    changed = relabelled(amendment, sato)
    undone = actions.undo(amendment=changed, edition=changed.edition, by=sato.account)
    assert undone.content == before
    with pytest.raises(errors.NothingToUndo):
        actions.undo(amendment=undone, edition=undone.edition, by=sato.account)


def test_a_live_procedure_is_stopped_with_a_reason(procedure, suzuki):
    made = actions.suspend(
        procedure=procedure, reason="要綱の改正を待つため", by=suzuki.account
    )
    procedure.refresh_from_db()
    assert procedure.state == "preparing"
    assert made.revision.number == 1
    with pytest.raises(errors.NotLive):
        actions.suspend(procedure=procedure, reason="もう一度", by=suzuki.account)


def test_stopping_without_a_reason_changes_nothing(procedure, suzuki):
    with pytest.raises(errors.ReasonMissing):
        actions.suspend(procedure=procedure, reason="  ", by=suzuki.account)
    procedure.refresh_from_db()
    assert procedure.is_live


def test_a_new_procedure_takes_nobodys_name(procedure, care_section, sato):
    with pytest.raises(errors.SlugTaken):
        actions.begin_new(
            title="別の手続", slug="hanadan", section=care_section, by=sato.account
        )


def test_a_file_cannot_give_a_procedure_another_form(amendment, sato, procedure):
    other = testing.content()
    other["form"]["slug"] = "another-form"
    file = casework.check(other)
    with pytest.raises(errors.OtherProcedure):
        actions.replace_by_file(
            amendment=amendment, file=file, edition=amendment.edition, by=sato.account
        )
