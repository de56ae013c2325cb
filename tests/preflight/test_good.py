"""Good files: nothing that a printer would refuse."""

import pytest

from florilege.preflight.inspection.inspection import Role
from florilege.preflight.run import file_report
from preflight.shop import Shop, found


@pytest.mark.parametrize("printer", ["offset", "ingramspark", "lulu"])
@pytest.mark.parametrize("role", ["block", "cover"])
def test_a_good_file_passes(shop: Shop, role: Role, printer: str) -> None:
    report = file_report(shop.inspection(role, printer))
    assert not report.refused, [finding.message("en") for finding in report.findings]
    assert {check for check, _ in shop.found(role, printer)} <= {*("picture-coarse", "paper-condition")}


@pytest.mark.parametrize("printer", ["offset", "ingramspark", "lulu"])
def test_the_cover_of_the_press_passes_and_its_barcode_is_read(shop: Shop, printer: str) -> None:
    inspection = shop.inspection("cover", printer, shop.designed(printer))
    assert found(inspection) == set()
    assert inspection.barcode
    assert inspection.barcode.digits == "".join(filter(str.isdigit, shop.volume.isbn))
