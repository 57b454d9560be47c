"""The public name of a row."""

from kyoso.kernel.fields import RefField


def test_it_is_unique_random_and_not_for_editing():
    field = RefField()
    assert field.unique
    assert not field.editable
    assert field.get_default() != field.get_default()


def test_a_migration_says_no_more_than_its_class():
    _, path, args, options = RefField(verbose_name="番号").deconstruct()
    assert path == "kyoso.kernel.fields.RefField"
    assert args == []
    assert options == {"verbose_name": "番号"}
    assert RefField(**options).max_length == 16
