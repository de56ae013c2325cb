"""Good files: nothing that a printer would refuse."""

import pytest

from florilege.preflight.cases import Role
from florilege.preflight.judging import judge
from preflight.shop import Shop, found


@pytest.mark.parametrize("printer", ["offset", "ingramspark", "lulu"])
@pytest.mark.parametrize("role", ["block", "cover"])
def test_a_good_file_passes(shop: Shop, role: Role, printer: str) -> None:
    judged = judge(shop.case(role, printer))
    assert not judged.refused, [finding.message("en") for finding in judged.findings]
    assert {check for check, _ in shop.found(role, printer)} <= {"picture-coarse"}


@pytest.mark.parametrize("printer", ["offset", "ingramspark", "lulu"])
def test_the_cover_of_the_press_passes_and_its_barcode_is_read(shop: Shop, printer: str) -> None:
    case = shop.case("cover", printer, shop.designed(printer))
    assert found(case) == set()
    assert case.barcode
    assert case.barcode.digits == "".join(filter(str.isdigit, shop.volume.isbn))
