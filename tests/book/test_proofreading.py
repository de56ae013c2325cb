"""The finished file, opened again: whatever isn't as it was set is noticed."""

import io
from collections.abc import Callable
from dataclasses import replace

import pikepdf
import pytest
from pikepdf import Pdf

from book.printing import Printed, bound
from florilege.book.binding.assemble import assemble
from florilege.book.binding.binding import Binding
from florilege.book.binding.proofreading import Fault, Proved, faults


@pytest.fixture(scope="module")
def binding(printed: Printed) -> Binding:
    return bound(printed.project, printed.anthology, "tome-1")


def tampered(binding: Binding, change: Callable[[Pdf], None], proved: Proved | None = None) -> list[Fault]:
    """What is found in a tome after a change, by those who know some pages already."""
    with Pdf.open(io.BytesIO(assemble(binding))) as pdf:
        change(pdf)
        pdf.save(buffer := io.BytesIO())
    return list(faults(binding, buffer.getvalue(), proved))


def page_with_reference(binding: Binding) -> int:
    placed = next(each for each in binding.placed if each.fragment.referring)
    return placed.pages[next(iter(placed.fragment.referring))]


def edit(page: pikepdf.Object, part: int, change: Callable[[bytes], bytes]) -> None:
    before = page.Contents[part].read_bytes()
    after = change(before)
    assert after != before
    page.Contents[part].write(after)


def test_a_tome_as_it_was_made_has_no_fault(binding: Binding) -> None:
    assert list(faults(binding, assemble(binding))) == []
    assert tampered(binding, lambda pdf: None) == []


def test_a_page_too_few_or_too_many(binding: Binding) -> None:
    def remove(pdf: Pdf) -> None:
        del pdf.pages[8]

    assert [fault.page for fault in tampered(binding, remove)] == [binding.pages - 1]
    assert [fault.page for fault in tampered(binding, lambda pdf: pdf.add_blank_page())] == [
        binding.pages + 1
    ]


def test_pages_that_changed_places(binding: Binding) -> None:
    first = next(each for each in binding.placed if each.fragment.pages > 1).first

    def swap(pdf: Pdf) -> None:
        pdf.pages[first - 1], pdf.pages[first] = pdf.pages[first], pdf.pages[first - 1]

    assert {fault.page for fault in tampered(binding, swap)} == {first, first + 1}


def test_a_word_drawn_otherwise(binding: Binding) -> None:
    plain = next(each for each in binding.placed if each.sheet.essay and not each.fragment.referring)
    essay = next(each for each in binding.placed if each.sheet.essay and each.fragment.referring)
    number = plain.first
    twice = tampered(
        binding, lambda pdf: edit(pdf.pages[number - 1].obj, 1, lambda body: body.replace(b"Q", b"Q Q", 1))
    )
    assert twice == [Fault(number, plain.sheet.id)]
    lost = tampered(
        binding,
        lambda pdf: edit(pdf.pages[essay.first - 1].obj, 1, lambda body: body.replace(b"] TJ", b"]", 1)),
    )
    assert [fault.page for fault in lost] == [essay.first]


def test_a_number_that_is_not_that_of_the_page(binding: Binding) -> None:
    number = page_with_reference(binding)
    wrong = {**binding.numbers}
    for anchor in wrong:
        wrong[anchor] = wrong[anchor] + 1 if len(str(wrong[anchor] + 1)) == len(str(wrong[anchor])) else 1
    found = list(faults(binding, assemble(replace(binding, numbers=wrong))))
    assert number in [fault.page for fault in found]


def test_a_folio_that_is_missing(binding: Binding) -> None:
    essay = next(each for each in binding.placed if each.sheet.essay)
    found = tampered(
        binding,
        lambda pdf: edit(pdf.pages[essay.first - 1].obj, 2, lambda after: after.replace(b"] TJ", b"]")),
    )
    assert found == [Fault(essay.first, essay.sheet.id, str(essay.first))]


def test_a_glyph_that_stands_for_another_letter(binding: Binding) -> None:
    def change(pdf: Pdf) -> None:
        fonts = pdf.pages[binding.placed[0].first - 1].Resources.Font
        for _, font in fonts.items():
            cmap = font.ToUnicode.read_bytes()
            font.ToUnicode.write(cmap.replace(b"<0061>", b"<0062>"))

    assert tampered(binding, change)


def test_a_glyph_that_two_letters_share_is_told_of_the_essay_and_the_word(binding: Binding) -> None:
    """Whatever sheet comes first, and whatever letter the finished file gives to the glyph."""
    essay = next(each for each in binding.placed if each.sheet.essay)
    fonts = {
        key: replace(
            font, characters={g: "q" if text == "a" else text for g, text in font.characters.items()}
        )
        for key, font in essay.fragment.fonts.items()
    }
    odd = replace(essay, fragment=replace(essay.fragment, fonts=fonts))
    changed = replace(binding, placed=tuple(odd if each is essay else each for each in binding.placed))
    for file in (assemble(binding), assemble(changed)):
        found = next(faults(changed, file))
        assert (found.page, found.sheet) == (essay.first, essay.sheet.id)
        assert "q" in found.expected


def test_what_is_proved_is_known_by_what_it_draws_and_should_show(binding: Binding) -> None:
    """A page read before isn't read again; one of another number, or drawn otherwise, is."""
    file, first = assemble(binding), Proved()
    assert list(faults(binding, file, first)) == []
    assert first.now
    again = Proved(known=frozenset(first.now))
    assert list(faults(binding, file, again)) == []
    assert again.now == first.now
    other = replace(binding, numbers={anchor: number + 1 for anchor, number in binding.numbers.items()})
    number = page_with_reference(binding)
    assert number in [fault.page for fault in faults(other, file, again)]
    less = tampered(
        binding,
        lambda pdf: edit(pdf.pages[number - 1].obj, 1, lambda body: body.replace(b"] TJ", b"]", 1)),
        again,
    )
    assert [fault.page for fault in less] == [number]
