"""How the secrets of programs are hashed."""

from django.contrib.auth.hashers import PBKDF2PasswordHasher


class ClientSecretHasher(PBKDF2PasswordHasher):
    """One round: a client's secret is long and random, so there is nothing to guess slowly, and every
    token request would pay for more."""

    algorithm = "client_secret"
    iterations = 1
