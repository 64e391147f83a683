"""The ways into the server, each by the same call: all are open to an insider."""

import inspect
import xmlrpc.client
from datetime import timedelta

from odoo import fields
from odoo.tests import JsonRpcException

from wire import REFUSALS, Refused

#: Words by which the server refuses where it does not name an exception.
REFUSING = ("not allowed", "cannot be called", "Access Denied", "enough rights")


class Transports:
    """Mixed into a ``WireCase``: ``by["xmlrpc"](user, model, method, *args)``."""

    @property
    def by(self):
        return {
            "web": self.rpc,
            "xmlrpc": self.by_xmlrpc,
            "jsonrpc": self.by_jsonrpc,
            "json2": self.by_json2,
        }

    def arguments(self, user, model, method, args, kwargs):
        database = self.env.cr.dbname
        return [database, user.id, user.login, model, method, list(args), kwargs]

    def by_xmlrpc(self, user, model, method, *args, **kwargs):
        self.env.flush_all()
        try:
            return self.xmlrpc_object.execute_kw(
                *self.arguments(user, model, method, args, kwargs)
            )
        except xmlrpc.client.Fault as fault:
            raise Refused(self.why(fault.faultString)) from None
        finally:
            self.env.invalidate_all()

    def by_jsonrpc(self, user, model, method, *args, **kwargs):
        self.env.flush_all()
        try:
            return self.make_jsonrpc_request(
                "/jsonrpc",
                {
                    "service": "object",
                    "method": "execute_kw",
                    "args": self.arguments(user, model, method, args, kwargs),
                },
            )
        except JsonRpcException as error:
            raise Refused(str(error).rpartition(".")[2]) from None
        finally:
            self.env.invalidate_all()

    def by_json2(self, user, model, method, *args, **kwargs):
        """Everything by name, and the user by a key of the own."""
        self.env.flush_all()
        # The server refuses a key beside the session of somebody else.
        self.login(None)
        answer = self.url_open(
            f"/json/2/{model}/{method}",
            json=self.by_name(model, method, args, kwargs),
            headers={"Authorization": f"bearer {self.key(user)}"},
        )
        self.env.invalidate_all()
        if answer.status_code != 200:
            raise Refused(answer.json().get("name", "").rpartition(".")[2])
        return answer.json()

    def by_name(self, model, method, args, kwargs):
        function = getattr(type(self.env[model]), method)
        names = list(inspect.signature(function).parameters)[1:]
        if not hasattr(function, "_api_model"):
            names.insert(0, "ids")
        return {**dict(zip(names, args, strict=False)), **kwargs}

    def key(self, user):
        if not hasattr(self, "keys"):
            self.keys = {}
        if user not in self.keys:
            until = fields.Datetime.now() + timedelta(days=1)
            keys = self.env["res.users.apikeys"].with_user(user).sudo()
            self.keys[user] = keys._generate("rpc", "Attack", until)
        return self.keys[user]

    def why(self, text):
        """The name of the refusal in the words of XML-RPC, or the last words."""
        if any(words in text for words in REFUSING):
            return REFUSALS[0]
        return text.strip().rpartition("\n")[2]
