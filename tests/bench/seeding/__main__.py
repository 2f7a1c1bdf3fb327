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
    """The account ``bench`` with its customers, and a token of each dialect by the dialect's name."""
    from crm.access.clients import create_client, issue_token  # noqa: PLC0415
    from crm.accounts.models import Account  # noqa: PLC0415
    from crm.dialects import DIALECTS  # noqa: PLC0415

    from .load import seed  # noqa: PLC0415

    account = Account.objects.create(slug="bench", name="Bench", timezone="America/Chicago")
    seed(account, count)
    clients = {dialect: create_client(account, dialect, "Bench").client for dialect in DIALECTS}
    return {
        dialect: issue_token(client, timedelta(days=365)) for dialect, client in clients.items()
    }


if __name__ == "__main__":
    main()
