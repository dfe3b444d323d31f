"""Round trips and stretch of maps whose Jacobian is known."""

from __future__ import annotations

import math

import pytest
import torch

from trainers.metrics.geometry import code_scale, round_trip, stretch


def grid(rows: int, columns: int, du: float, dv: float) -> torch.Tensor:
    """Codes (rows, columns, 2), the greatest y at the top."""
    y, x = torch.meshgrid(-dv * torch.arange(rows), du * torch.arange(columns), indexing="ij")
    return torch.stack([x, y], dim=2)


@pytest.mark.parametrize(("du", "dv"), [(0.1, 0.1), (0.5, 0.02)])
def test_the_stretch_of_a_linear_map_is_its_determinant(du: float, dv: float) -> None:
    matrix = torch.tensor([[2.0, 1.0], [-1.0, 3.0]])  # determinant 7
    embedding, _ = torch.linalg.qr(torch.randn(10, 2, generator=torch.Generator().manual_seed(0)))
    found = stretch(grid(5, 7, du, dv) @ matrix.T @ embedding.T, du, dv)
    torch.testing.assert_close(found, torch.full((5, 7), 7.0), rtol=1e-4, atol=1e-4)


def test_a_fold_has_no_area() -> None:
    """All pictures on one line: the two differences point the same way, and rounding must not show."""
    codes = grid(6, 6, 0.1, 0.1)
    flat = (codes[..., :1] + 0.5 * codes[..., 1:]) * torch.tensor([300.0, 400.0, 500.0])
    assert stretch(flat, 0.1, 0.1).max() < 1e-3 * 300**2
    assert torch.equal(stretch(torch.ones(4, 4, 3), 0.1, 0.1), torch.zeros(4, 4))


@pytest.mark.parametrize("upright", [False, True])
def test_one_number_has_a_length_instead(upright: bool) -> None:
    line = torch.arange(8.0)[None, :, None] * 0.5 * torch.tensor([3.0, 4.0])
    found = stretch(line.transpose(0, 1) if upright else line, 0.5, 0.5)
    torch.testing.assert_close(found.flatten(), torch.full((8,), 5.0))


def test_round_trips_are_measured_in_deviations_of_the_codes() -> None:
    z = torch.tensor([[0.0, 0.0], [1.0, 1.0]])
    again = torch.tensor([[6.0, 4.0], [1.0, 1.0]])
    torch.testing.assert_close(round_trip(z, again, torch.tensor([2.0, 1.0])), torch.tensor([5.0, 0.0]))


def test_what_the_decoder_ignores_is_left_out_of_the_way_back() -> None:
    codes = torch.randn(500, 2, generator=torch.Generator().manual_seed(0)) * torch.tensor([1.0, 0.01])
    scale = code_scale(codes, collapsed_below=0.1)
    assert scale[0].item() == pytest.approx(1.0, abs=0.1) and scale[1] == 0
    z = torch.tensor([[0.5, 2.0]])
    assert round_trip(z, torch.tensor([[0.5, 0.0]]), scale).item() == 0
    assert round_trip(z, torch.tensor([[0.5, 0.0]]), code_scale(codes)).item() == pytest.approx(200, rel=0.1)


def test_bad_grids_and_codes() -> None:
    with pytest.raises(ValueError, match="at least two decodes"):
        stretch(torch.zeros(1, 1, 3), 1.0, 1.0)
    with pytest.raises(ValueError, match="positive size, found 0 x 1"):
        stretch(torch.zeros(3, 3, 3), 0.0, 1.0)
    with pytest.raises(ValueError, match="at least 2 codes"):
        code_scale(torch.zeros(1, 2))
    with pytest.raises(ValueError, match=r"found \(1, 2\), \(1, 3\) and \(2,\)"):
        round_trip(torch.zeros(1, 2), torch.zeros(1, 3), torch.ones(2))
    assert math.isnan(round_trip(torch.tensor([[math.nan, 0.0]]), torch.zeros(1, 2), torch.ones(2)).item())
