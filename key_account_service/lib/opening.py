"""The way from an approved application to services that work (APP-2, APP-3)."""

#: All steps of an opening, in the order in which they are usually taken.
STEPS = (
    "equipment",
    "services",
    "appointment",
    "visit",
    "told",
    "call_back",
    "report",
    "file",
)
#: The equipment is at the customer's: nobody has to go there.
EXISTING = "existing"
#: What an application ends with, however its services were opened.
_AFTERWARDS = ("call_back", "report", "file")


def steps(condition: str | None, has_equipment: bool, is_renewal: bool) -> tuple:
    """The steps that an application takes, as a part of :data:`STEPS`.

    :param condition: the network condition; none is taken for one that needs a visit
    :param has_equipment: whether something is delivered, changed or fetched
    :param is_renewal: a renewal that needs nobody to go there only goes on

    >>> steps("existing", has_equipment=False, is_renewal=False)
    ('services', 'told', 'call_back', 'report', 'file')
    """
    if has_equipment:
        return ("equipment", "services", "appointment", "visit", *_AFTERWARDS)
    if condition != EXISTING:
        return ("services", "appointment", "visit", *_AFTERWARDS)
    if is_renewal:
        return ()
    return ("services", "told", *_AFTERWARDS)


def next_step(taken: dict) -> str | None:
    """The first step that is not taken yet.

    :param taken: dict of step to whether it is taken, of the steps that are needed
    """
    return next((step for step in STEPS if not taken.get(step, True)), None)


def after_visit(state: str, is_moved: bool) -> str:
    """What a visit that has ended, in whatever way, leaves of a piece of equipment.

    What the crew has moved is where it is now, also after a visit that failed; the rest
    stays what it was and waits for the next visit.

    >>> after_visit("ready", is_moved=False)
    'ready'
    """
    return "moved" if is_moved and state == "ready" else state
