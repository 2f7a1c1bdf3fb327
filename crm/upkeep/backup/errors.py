"""The one way in which this fails that the operator is told of."""


class Refused(Exception):
    """Why a backup is not taken or not put back, in words for the operator."""
