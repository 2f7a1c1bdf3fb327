"""``DATABASE_URL=... python -m tests.bench.seeding 10000``: migrates, seeds, prints one JSON object."""

import argparse
import json
import sys
from datetime import timedelta

import django


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.seeding", description=__doc__)
    parser.add_argument("count", type=int, help="customers")
    count = parser.parse_args().count
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 - needs the settings

    call_command("migrate", verbosity=0)
    json.dump(make(count), sys.stdout, indent=2)


def make(count: int) -> dict[str, str]:
    """The account ``bench`` with its customers: a token of each dialect by the dialect's name, and as
    ``staff`` the session of somebody who may do all."""
    from django.contrib.auth import (  # noqa: PLC0415
        BACKEND_SESSION_KEY,
        HASH_SESSION_KEY,
        SESSION_KEY,
    )
    from django.contrib.sessions.backends.db import SessionStore  # noqa: PLC0415

    from crm.access.clients import create_client, issue_token  # noqa: PLC0415
    from crm.accounts.models import Account, User  # noqa: PLC0415
    from crm.dialects import DIALECTS  # noqa: PLC0415

    from .load import seed  # noqa: PLC0415

    account = Account.objects.create(slug="bench", name="Bench", timezone="America/Chicago")
    seed(account, count)
    clients = {dialect: create_client(account, dialect, "Bench").client for dialect in DIALECTS}
    alice = User.objects.create(username="bench", account=account, is_staff=True, is_superuser=True)
    session = SessionStore()
    session[SESSION_KEY] = str(alice.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = alice.get_session_auth_hash()
    session.create()
    return {"staff": str(session.session_key)} | {
        dialect: issue_token(client, timedelta(days=365)) for dialect, client in clients.items()
    }


if __name__ == "__main__":
    main()
