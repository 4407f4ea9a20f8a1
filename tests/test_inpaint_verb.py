"""``ganplay inpaint`` and ``ganplay eval inpaint``: words, answers and files."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import EpsImagePlugin, Image

from ganplay.__main__ import main
from ganplay.cli import pictures
from ganplay.contract.errors import DataError
from ganplay.contract.inpainting import psnr
from ganplay.contract.masks import PRESETS
from ganplay.contract.picture_files import read_picture
from ganplay.engine import classifier
from ganplay.engine.arrays import grey
from ganplay.engine.inpainting import evaluation
from ganplay.engine.inpainting.evaluation import Outcome

from .engine.exploring.linear import DIM, FirstPixel, linear

QUICK = ["--set", "iterations=20", "--set", "candidates=3", "--set", "screened=32", "--seed", "5"]
CENTRE = PRESETS["centre"](0)


@pytest.fixture
def trained():
    return linear(0.1 * torch.randn(DIM, 784, generator=torch.Generator().manual_seed(2)))


@pytest.fixture
def folder(trained, tmp_path, monkeypatch):
    """A folder with a model and a digit."""
    monkeypatch.setattr(classifier, "frozen", lambda device: None)
    monkeypatch.chdir(tmp_path)
    trained.save(Path("model.safetensors"))
    picture = grey(trained.draw(trained.rows(1, torch.Generator().manual_seed(7))))[0].copy()
    picture[[0, -1]] = 0
    Image.fromarray(picture).save("digit.png")
    return tmp_path


def levels(path):
    return np.asarray(Image.open(path))


def complaint(capsys):
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    return err.removeprefix("ganplay: ").rstrip("\n")


def inpaint(*words):
    return main(["inpaint", *words, "--model", "model.safetensors", "--out", "new/out", *QUICK])


@pytest.mark.parametrize("recipe", ["ours", "yeh-2016", "yeh-2017", "amos"])
def test_the_folder_holds_what_was_found(folder, recipe, capsys):
    assert inpaint("digit.png", "--mask", "centre", "--recipe", recipe, "--set", "blend=paste") == 0
    out = Path("new/out")
    whole, restored, generated = (
        levels(path) for path in ("digit.png", out / "restored.png", out / "generated.png")
    )
    np.testing.assert_array_equal(restored, np.where(CENTRE, generated, whole))
    np.testing.assert_array_equal(levels(out / "mask.png") > 0, CENTRE)
    result = json.loads((out / "result.json").read_text())
    assert (result["recipe"], result["iterations"], result["unknown"]) == (recipe, 20, 0.25)
    assert result["settings"]["seed"] == 5
    assert result["psnr"]["whole"] == pytest.approx(psnr(restored, whole))
    assert result["psnr"]["hole"] == pytest.approx(psnr(restored, whole, CENTRE))
    best = result["candidates"][result["answer"]]
    assert len(result["candidates"]) == 3
    assert best["total"] == min(each["total"] for each in result["candidates"])
    assert best["total"] == pytest.approx(best["context"] + best["realism"] + best["prior"], rel=1e-5)
    assert levels(out / "candidates.png").shape == (4 * 62, 4 * 62)
    said = capsys.readouterr().out
    assert said.startswith(f"digit.png: {result['verdict']} after 20 iterations")
    assert "restored.png, generated.png, candidates.png, mask.png, result.json" in said


def test_where_digits_can_be_read_the_classes_of_all_candidates_are_told(folder, monkeypatch, capsys):
    """Its first pixel is dark and known."""
    monkeypatch.setattr(classifier, "frozen", lambda device: FirstPixel())
    assert inpaint("digit.png", "--mask", "centre") == 0
    result = json.loads(Path("new/out/result.json").read_text())
    assert result["shares"] == pytest.approx([1.0] + [0.0] * 9, abs=1e-6)
    assert [each["class"] for each in result["candidates"]] == [0, 0, 0]
    assert "reads as a 0; all candidates together: 100 % 0" in capsys.readouterr().out


def test_a_seed_gives_the_same_files_again(folder):
    found = []
    for _ in range(2):
        inpaint("digit.png", "--mask", "random-80")
        found.append([path.read_bytes() for path in sorted(Path("new/out").glob("*.png"))])
    assert found[0] == found[1]


def test_masks_come_from_files_too(folder):
    pictures.write_picture(Path("hole.png"), np.where(CENTRE, np.uint8(255), np.uint8(0)))
    assert inpaint("digit.png", "--mask", "hole.png") == 0
    np.testing.assert_array_equal(levels("new/out/mask.png") > 0, CENTRE)


def test_the_models_own_sample_is_restored(folder, trained, capsys):
    assert inpaint("sample:3", "--mask", "left-half", "--set", "weight=0", "--set", "prior_weight=0") == 0
    drawn = grey(trained.draw(trained.rows(1, torch.Generator().manual_seed(3))))[0]
    np.testing.assert_array_equal(levels("new/out/restored.png")[:, 14:], drawn[:, 14:])


def test_pictures_of_other_sizes_are_made_like_digits(folder):
    paper = np.full((200, 100), 255, np.uint8)
    paper[40:160, 45:55] = 0
    Image.fromarray(paper).save("scan.jpg")
    assert inpaint("scan.jpg", "--mask", "top-half") == 0
    below = levels("new/out/restored.png")[14:]
    assert below[:10, 13:15].min() > 200
    assert below[10:].max() < 60


def test_a_photograph_is_upright_and_sixteen_bits_are_not_cut_off(tmp_path: Path):
    ramp = np.arange(40 * 60, dtype=np.uint16).reshape(40, 60) * 27
    Image.fromarray(ramp).save(tmp_path / "deep.png")
    np.testing.assert_array_equal(read_picture(tmp_path / "deep.png"), ramp // 257)
    lying = Image.fromarray((ramp // 257).astype(np.uint8))
    exif = Image.Exif()
    exif[0x0112] = 6  # Orientation: to be turned by a quarter clockwise.
    lying.save(tmp_path / "phone.png", exif=exif)
    upright = np.rot90(np.asarray(lying), -1)
    np.testing.assert_array_equal(read_picture(tmp_path / "phone.png"), upright)


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        (["digit.png", "--mask", "center"], "unknown mask 'center'; did you mean 'centre'?"),
        (["digit.png", "--mask", "centre", "--recipe", "our"], "unknown recipe 'our'; did you mean 'ours'?"),
        (["none.png", "--mask", "centre"], "cannot read none.png: No such file or directory"),
        (["model.safetensors", "--mask", "centre"], "model.safetensors cannot be read as a picture"),
        (["huge.png", "--mask", "centre"], "huge.png has 5000 x 2 pixels; up to 4096 x 4096 are taken"),
        (["digit.png", "--mask", "huge.png"], "huge.png has 5000 x 2 pixels; up to 4096 x 4096 are taken"),
        (["digit.png", "--mask", "scan.png"], "scan.png has 30 x 40 pixels; a mask has 28 x 28, "),
        (["digit.png", "--mask", "black.png"], "nothing is masked"),
        (["digit.png", "--mask", "white.png"], "everything is masked"),
        (["digit.png", "--mask", "centre", "--label", "11"], "--label: 11 is outside 0 to 9"),
        (["digit.png", "--mask", "centre", "--set", "rate=1"], "unknown key 'rate'"),
        (["sample:one", "--mask", "centre"], "sample: 'one' is not a whole number"),
        (["digit.png"], "the following arguments are required: --mask"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(folder, words, answer, capsys):
    for name, shape, level in (
        ("huge", (2, 5000), 0),
        ("scan", (40, 30), 9),
        ("black", (28, 28), 0),
        ("white", (28, 28), 255),
    ):
        Image.fromarray(np.full(shape, level, np.uint8)).save(f"{name}.png")
    assert inpaint(*words) == 2
    assert answer in complaint(capsys)
    assert not Path("new/out/result.json").exists()


def test_half_a_file_is_refused(folder, tmp_path):
    whole = Path("digit.png").read_bytes()
    Path("half.png").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(DataError, match=r"cannot read half\.png"):
        read_picture(Path("half.png"))


@pytest.mark.parametrize("suffix", ["avif", "dds", "eps", "icns", "ppm", "pcx", "tga"])
def test_other_formats_are_refused_whatever_they_are_called(tmp_path, suffix, monkeypatch):
    """A PostScript file is a program: Ghostscript would run it."""
    monkeypatch.setattr(EpsImagePlugin, "Ghostscript", lambda *_: pytest.fail("a program was run"))
    path = tmp_path / "digit.png"
    Image.new("RGB", (28, 28), "red").save(path, suffix.upper())
    with pytest.raises(DataError, match=r"^digit\.png cannot be read as a picture; PNG, JPEG, WEBP, BMP, "):
        read_picture(path)


@pytest.mark.parametrize("suffix", ["png", "jpeg", "webp", "bmp", "tiff", "gif"])
def test_the_usual_formats_are_read_whatever_they_are_called(tmp_path, suffix):
    Image.new("L", (30, 20), 80).save(tmp_path / "digit.xyz", suffix.upper())
    found = read_picture(tmp_path / "digit.xyz")
    assert found.shape == (20, 30)
    assert abs(found.astype(int) - 80).max() <= 4


def test_what_is_transparent_is_paper(tmp_path):
    ink = np.zeros((2, 3, 4), np.uint8)
    ink[0, 0] = (0, 0, 0, 255)
    ink[1, 2] = (0, 0, 0, 128)
    Image.fromarray(ink).save(tmp_path / "drawn.png")
    found = read_picture(tmp_path / "drawn.png")
    np.testing.assert_array_equal(found, [[0, 255, 255], [255, 255, 127]])


class TestEval:
    @pytest.fixture
    def outcomes(self, folder, monkeypatch):
        """The protocol itself, with figures that are known."""

        def evaluate(source, recipes, digits, seeds):
            for seed in seeds:
                for name in ("mean image", *recipes):
                    right = np.arange(digits) < digits // 2 + seed
                    yield Outcome(
                        name, "centre", seed, right, ~right | right, right * 2.0 + 10, right * 1.0, 3.0
                    )

        monkeypatch.setattr(evaluation, "evaluate", evaluate)

    def test_json_has_a_row_a_recipe_over_all_seeds(self, outcomes, capsys):
        words = ["--digits", "10", "--seeds", "3", "--recipe", "amos", "--model", "model.safetensors"]
        assert main(["eval", "inpaint", "--json", *words, "--out", "found.json"]) == 0
        printed = capsys.readouterr().out
        assert Path("found.json").read_text() == printed
        found = json.loads(printed)
        assert (found["model"], found["digits"]) == ("model", 10)
        assert [row["recipe"] for row in found["rows"]] == ["amos", "mean image"]
        row = found["rows"][0]
        assert row["seeds"] == 3
        assert row["right"] == pytest.approx(0.6)
        assert row["right_spread"] == pytest.approx(0.2)
        assert row["among"] == 1.0
        assert row["psnr"] == pytest.approx(11.2)
        assert row["psnr_spread"] == pytest.approx(0.4)
        assert row["psnr_hole"] == pytest.approx(0.6)
        assert row["seconds"] == pytest.approx(0.3)

    def test_lines_say_the_same(self, outcomes, capsys):
        assert (
            main(["eval", "inpaint", "--digits", "10", "--seeds", "2", "--model", "model.safetensors"]) == 0
        )
        lines = capsys.readouterr().out.splitlines()
        assert lines[0] == "model: 10 test digits, 2 seeds"
        assert len(lines) == 1 + 2 * 5 + 5
        assert "ours         50.0% right, 100.0% among" in lines[2]

    @pytest.mark.parametrize(
        ("words", "answer"),
        [
            (["dcgan", "--digits", "5"], "belong to: ganplay eval inpaint"),
            (["inpaint", "--recipe", "non"], "unknown recipe 'non'"),
            (["inpaint", "--model", "non"], "unknown model 'non'"),
            (["inpaint", "--digits", "0"], "--digits: 0 is outside 1 to 10000"),
        ],
    )
    def test_what_cannot_be_judged_is_one_sentence(self, folder, words, answer, capsys):
        assert main(["eval", *words]) == 2
        assert answer in complaint(capsys)
