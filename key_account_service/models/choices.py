# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).


def same_choices_as(model, name):
    """Choices of a selection that another field has already.

    A list that is taken over from there would not be translated.

    :return: a function for ``selection``, which speaks the language of the reader
    """
    return lambda self: self.env[model]._fields[name]._description_selection(self.env)
