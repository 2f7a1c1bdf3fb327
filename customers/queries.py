"""The one home of every read. Each starts from an account."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, FilteredRelation, Q, QuerySet

from contacts.canonical import fold, is_storable
from contacts.models import join_name
from crm.accounts.models import Account

from .errors import NotFound
from .models import AccountCounters, Change, Customer

LONGEST_NUMBER = 2**63 - 1
