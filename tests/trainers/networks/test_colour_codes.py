"""Colours as codes: one number each, exactly, and gradients in between."""

from __future__ import annotations

import torch

from trainers.networks.colour_codes import ColourCodes


def palette(count: int, channels: int) -> torch.Tensor:
    generator = torch.Generator().manual_seed(0)
    return (
        torch.randperm(256, generator=generator)[:count, None].expand(-1, channels)
        / 255
        * torch.linspace(1, 0.5, channels)
    )


def test_each_colour_of_a_palette_has_a_number_of_its_own() -> None:
    for count, channels in ((2, 1), (5, 3), (16, 3), (16, 1)):
        table = palette(count, channels)
        torch.testing.assert_close(ColourCodes(table)(table), torch.eye(count), atol=1e-4, rtol=0)


def test_pictures_are_coded_pixel_by_pixel() -> None:
    table = palette(5, 3)
    levels = torch.randint(0, 5, (2, 3, 4), generator=torch.Generator().manual_seed(1))
    codes = ColourCodes(table).of_pictures(table[levels].permute(0, 3, 1, 2))
    torch.testing.assert_close(codes, torch.eye(5)[levels].permute(0, 3, 1, 2), atol=1e-4, rtol=0)


def test_gradients_pass_from_every_colour() -> None:
    table = palette(16, 3).requires_grad_()
    codes = ColourCodes(table.detach())(table)
    for colour in range(16):
        [gradient] = torch.autograd.grad(codes[:, colour].sum(), table, retain_graph=True)
        assert (gradient.abs().sum(1) > 1e-4).all()
