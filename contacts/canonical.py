"""What a written value means, for matching and searching. The written value itself is kept beside it."""

import unicodedata
from functools import lru_cache

import phonenumbers

LONGEST_PHONE = 250  # phonenumbers refuses longer texts, by an exception
LONGEST_E164 = 16  # a plus and fifteen digits

#: Letters with a stroke and the like, which Unicode does not take apart, as people type them.
PLAIN_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ı": "i", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe"}
)


def fold(text: str) -> str:
    """The same for two texts that differ only in case, composition of accents or outer space."""
    if text.isascii():
        return text.lower().strip()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold()).strip()


def fold_email(text: str) -> str:
    """An e-mail address for comparing: case and outer space do not tell two apart."""
    return fold(text)


def searchable(text: str) -> str:
    """The same for two texts that differ only in case, accents or spaces: Müller, MU\u0308LLER, muller.

    Each text a line: what separates its words is one space.
    """
    if text.isascii():
        return " ".join(text.lower().split())
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(plain.translate(PLAIN_LETTERS).split())


def bare_digits(text: str) -> str:
    """The digits of a phone number, without the zeros and the plus it is dialled with.

    What is left of a national number is the end of its E.164 form, so the one is found in the other.
    """
    digits = searchable(text.replace("(0)", ""))  # +49 (0) 171 ...
    return "".join(digit for digit in digits if digit in "0123456789").lstrip("0")


def with_calling_code(number: str, calling_code: str) -> str:
    """A number in one text, where its calling code is written apart: ``+49 1512 3456789``."""
    apart = calling_code and not number.lstrip().startswith("+")
    return f"+{calling_code} {number}" if apart else number


def e164(text: str, country: str) -> str:
    """A phone number as E.164 (``+13125550100``), or ``""`` when it cannot be read as one.

    Args:
        country: ISO 3166 code whose national numbers are meant where no ``+`` prefix says otherwise.
    """
    return _e164(text, country) if text and len(text) <= LONGEST_PHONE else ""


@lru_cache(maxsize=50_000)  # a batch asks for each number some times; a few megabytes
def _e164(text: str, country: str) -> str:
    try:
        number = phonenumbers.parse(text, country)
    except phonenumbers.NumberParseException:
        return ""
    # A number that only dials within its town (555-0100) would meet its namesakes of other towns.
    if (
        phonenumbers.is_possible_number_with_reason(number)
        != phonenumbers.ValidationResult.IS_POSSIBLE
    ):
        return ""
    canonical = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    # Some plans call longer numbers possible than E.164 has room for.
    return canonical if len(canonical) <= LONGEST_E164 else ""
