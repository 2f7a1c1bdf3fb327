"""How far a customer is good for its money: a score, what follows from it, and why."""

from .check import check, last_check
from .facts import CreditFacts
from .scoring import Score, Scorer, score

__all__ = ["CreditFacts", "Score", "Scorer", "check", "last_check", "score"]
