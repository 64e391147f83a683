"""What comes in by gateways, hidden from outsiders: see ``hidden``."""

from makers import hides

from odoo.fields import Command


@hides("key.account.gateway")
def gateway(test, model):
    return test.env[model].create(
        {"name": "SMS", "company_id": test.company.id, "team_id": test.desk.id}
    )


@hides("key.account.gateway.message")
def message(test, model):
    messages = test.env[model].sudo()
    return messages._take_in(
        gateway(test, "key.account.gateway").sudo(), test.contact.email, "Secret"
    )


@hides("discuss.channel")
def chat(test, model):
    people = test.officer.partner_id | test.contact
    channel = test.env[model].create(
        {
            "name": "Secret",
            "channel_type": "group",
            "channel_member_ids": [
                Command.create({"partner_id": partner.id}) for partner in people
            ],
        }
    )
    channel.message_post(body="Secret", author_id=test.contact.id)
    return channel
