"""The register of the makers of hidden records, see ``hidden``."""

MAKERS = {}
ID_NUMBER = "510104198001010014"


def hides(*models):
    """Register a maker for models."""

    def register(maker):
        MAKERS.update(dict.fromkeys(models, maker))
        return maker

    return register


def make(test, model):
    """A record of ``model`` that neither strangers nor clerks may see."""
    return MAKERS[model](test, model)


def wizard(test, user, model, **values):
    """A form that ``user`` has filled in."""
    return test.env[model].with_user(user).create(values)
