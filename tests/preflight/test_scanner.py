"""Bars → the number that they stand for."""

from hypothesis import given
from hypothesis import strategies as st

from florilege.preflight.scanner import check_digit, decode
from preflight.shop import modules

TWELVE = st.text("0123456789", min_size=12, max_size=12)


def drawn(bars: str, width: int) -> bytes:
    """A line of samples, white around the bars."""
    dark = "".join(("\x00" if bar == "1" else "\xff") * width for bar in f"{'0' * 9}{bars}{'0' * 9}")
    return dark.encode("latin-1")


@given(TWELVE, st.integers(2, 9))
def test_a_barcode_is_read_at_any_size(twelve: str, width: int) -> None:
    digits = twelve + check_digit(twelve)
    assert list(decode(drawn(modules(digits), width))) == [(digits, 9 * width, 104 * width)]


@given(TWELVE, st.integers(1, 9))
def test_a_barcode_with_a_wrong_check_digit_is_none(twelve: str, by: int) -> None:
    wrong = str((int(check_digit(twelve)) + by) % 10)
    assert list(decode(drawn(modules(twelve + wrong), 4))) == []


@given(TWELVE, st.integers(50, 91))
def test_a_barcode_with_a_bar_scratched_is_none(twelve: str, place: int) -> None:
    bars = modules(twelve + check_digit(twelve))
    scratched = bars[:place] + ("0" if bars[place] == "1" else "1") + bars[place + 1 :]
    assert list(decode(drawn(scratched, 4))) == []


@given(TWELVE)
def test_the_check_digit_makes_the_weighted_sum_a_multiple_of_ten(twelve: str) -> None:
    digits = [int(digit) for digit in twelve + check_digit(twelve)]
    assert (sum(digits[::2]) + 3 * sum(digits[1::2])) % 10 == 0
