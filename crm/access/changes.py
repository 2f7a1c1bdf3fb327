"""Every change of what a caller may do is told to all processes at once."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import connection, transaction
from django.db.models.signals import m2m_changed, post_delete, post_save
from django.utils import timezone
from oauth2_provider.models import AccessToken

from crm.accounts.models import Account, Store, User

from .memory import touch
from .models import Client

TELLING = (AccessToken, Client, User, Group, Permission, Account, Store)
LINKS = (
    User.groups.through,
    User.user_permissions.through,
    Group.permissions.through,
    Client.stores.through,
)


def watch() -> None:
    """From now on, in this process. What passes by the models must call ``tell`` itself."""
    if not settings.ACCESS_STAMP.exists():
        touch()  # without it nothing is kept
    for model in TELLING:
        post_save.connect(tell, sender=model, dispatch_uid=f"access-saved-{model.__name__}")
        post_delete.connect(tell, sender=model, dispatch_uid=f"access-deleted-{model.__name__}")
    for link in LINKS:
        m2m_changed.connect(tell, sender=link, dispatch_uid=f"access-{link.__name__}")


def tell(**of: Any) -> None:
    """At once for this transaction, which sees its own changes; for all others when it commits."""
    changed = of.get("instance")
    # Tokens that are made and expired ones that are swept away are the most frequent of all changes.
    if isinstance(changed, AccessToken) and of.get("created", changed.expires < timezone.now()):
        return  # nobody can have trusted it
    if connection.in_atomic_block:
        touch()
    transaction.on_commit(touch, robust=True)
