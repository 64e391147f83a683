"""Every model that belongs to the account file, found by itself, with a record of it.

A record is made from the fields of its model; where they are checked, ``VALUES`` says
what passes. New models are found, filled and attacked without being named anywhere.
"""

from datetime import date, datetime

import hidden
import psycopg2
from hidden import ID_NUMBER

from odoo.exceptions import UserError
from odoo.tools import mute_logger

FILE = "key.account.file"
PART = "key.account.file.part.mixin"
#: Words that stand nowhere but in a file; the second for fields that take numbers only.
CANARIES = CANARY, CANARY_NUMBER = "Nightingale", "028-61237654"
#: Ways in which a model says that it does not take a value.
CHECKED = (UserError, ValueError, psycopg2.Error)
#: Values that a model checks, for a record that is made from its fields.
VALUES = {
    "key.account.file.disclosure": {"way": "shown"},
    "key.account.file.identify": {"number": ID_NUMBER},
}
#: Types of fields that hold words; their values are looked for where they must not be.
WORDS = ("char", "text", "html")


def is_protected(env, name):
    """Whether a model is the file, a part of it, or of ours and points at a file."""
    model = env.registry[name]
    if model._abstract or not name.startswith("key.account."):
        return False
    parents = (env.registry[FILE], env.registry[PART])
    return issubclass(model, parents) or any(
        field.type == "many2one" and field.comodel_name == FILE
        for field in model._fields.values()
    )


def protected(env):
    """The names of all protected models, the file first."""
    found = {name for name in env.registry if is_protected(env, name)}
    return [FILE, *sorted(found - {FILE})]


def make(test, model):
    """A record of a protected model about Wang Fang of the hotel."""
    if model == FILE:
        return make_file(test)
    Model = test.env[model]
    if Model._transient:
        Model = Model.with_user(author(test, Model))
    given = {**company(test, Model), **VALUES.get(model, {})}
    return create(test, Model, given)


def company(test, Model):
    """The branch, where a record says itself whose it is: else nobody would see it."""
    field = Model._fields.get("company_id")
    if not field or field.compute or field.related:
        return {}
    return {field.name: test.company.id}


def author(test, Model):
    """Forms are of the one who fills them in: the first who may."""
    users = [test.roles[role] for role in ("officer", "supervisor", "manager")]
    return next(user for user in users if Model.with_user(user).has_access("create"))


def create(test, Model, given):
    """With all words if the model takes them, else with those that it takes."""
    tries = [(CANARY, True), *((canary, False) for canary in CANARIES)]
    for canary, full in tries:
        try:
            with test.env.cr.savepoint(), mute_logger("odoo.sql_db"):
                needed = {**values(test, Model, canary, required=True), **given}
                words = values(test, Model, canary) if full else {}
                record = Model.create({**words, **needed})
                record.flush_recordset()
        except CHECKED:
            continue
        if not full:
            fill(test, record)
        return record
    if Model._name in hidden.MAKERS:
        return hidden.make(test, Model._name)
    raise AssertionError(f"VALUES must say what {Model._name} takes.")


def fill(test, record):
    """Put words into each field that takes them."""
    for name in values(test, record):
        for canary in CANARIES:
            try:
                with test.env.cr.savepoint(), mute_logger("odoo.sql_db"):
                    record[name] = canary
                    record.flush_recordset()
            except CHECKED:
                continue
            break


def make_file(test):
    """The file of a person, full of canaries, with an ID number."""
    Files = test.env[FILE]
    file = Files.search([("partner_id", "=", test.contact.id)])
    if not file:
        file = create(test, Files, {"partner_id": test.contact.id})
        file._set_id_number(ID_NUMBER)
    return file


def values(test, Model, canary=CANARY, required=False):
    """A value for each field that holds words, or for each that is required."""
    with_default = Model.default_get(list(Model._fields))
    return {
        name: value(test, field, canary)
        for name, field in Model._fields.items()
        if is_given(Model, field)
        and (field.required if required else field.type in WORDS)
        and not (required and with_default.get(name))
    }


def is_given(Model, field):
    """Whether a value is given by hand."""
    return (
        (field.store or field.inverse)
        and (not field.compute or not field.readonly)
        and not field.related
        and not field.inherited
        and not field.groups == "."
        and field.name not in ("id", "create_uid", "create_date")
        and not field.name.startswith(("write_", "id_number_"))
    )


def value(test, field, canary):
    if field.type == "many2one":
        return link(test, field.comodel_name).id
    if field.type == "selection":
        return field.get_values(test.env)[0]
    if field.type in WORDS:
        return canary
    given = {
        "integer": 7,
        "float": 7.0,
        "monetary": 7.0,
        "boolean": True,
        "date": date(2026, 3, 7),
        "datetime": datetime(2026, 3, 7, 7),
    }
    return given[field.type]


def link(test, comodel):
    """A record to point at: of the same person where that is possible."""
    if comodel in ("res.partner", "res.users", "res.company"):
        return {
            "res.partner": test.contact,
            "res.users": test.officer,
            "res.company": test.company,
        }[comodel]
    if is_protected(test.env, comodel):
        return make(test, comodel)
    return test.env[comodel].search([], limit=1)
