"""Pictures of ours in WebP, narrower."""

from pathlib import Path

from PIL import Image as Pillow

from florilege.images.renditions import Original, renditions
from florilege.runtime.cache import digest
from florilege.runtime.workers import Workers


def photograph(file: Path, size: tuple[int, int], form: str) -> Original:
    """What no eye takes for a drawing; it weighs as much as a photograph does."""
    noise = Pillow.effect_noise(size, 60).convert("RGB")
    noise.save(file, form)
    return Original(file=file, digest=digest(file.read_bytes()), widths=(128, 384))


def test_a_picture_is_never_widened_nor_made_heavier(tmp_path: Path) -> None:
    light = tmp_path / "light.png"
    Pillow.effect_noise((500, 400), 60).convert("1").save(light)
    originals = {
        "wide": photograph(tmp_path / "wide.png", (720, 900), "PNG"),
        "narrow": photograph(tmp_path / "narrow.png", (200, 250), "PNG"),
        "light": Original(file=light, digest=digest(light.read_bytes()), widths=(500,)),
    }
    with Workers(1) as pool:
        made = renditions(originals, tmp_path / "cache", pool)
        assert renditions(originals, tmp_path / "cache", pool) == made
    assert [each.width for each in made["wide"]] == [128, 384]
    assert [each.width for each in made["narrow"]] == [128, 200]
    assert "light" not in made
    for key, found in made.items():
        for each in found:
            with Pillow.open(each.file) as image:
                assert (image.format, image.width) == ("WEBP", each.width)
            assert each.file.stat().st_size < originals[key].file.stat().st_size
