"""SeqGAN: a network that writes learns from one that tells written texts from real ones (Yu et al., 2017).

A generator of pictures follows the slope of D's verdict from pixel to pixel. Characters are chosen, and a choice has no
slope. So G is taken for an agent that acts by writing: each character is an action, and what D makes of the whole text
is its reward. REINFORCE (Williams, 1992) turns that into a gradient,

    grad E[D(x)] = E[ sum_t grad log p(x_t | x_1 .. x_(t-1)) (Q_t - b_t) ],

where Q_t, the value of the character at t, is what D says on average of texts that go on behind it (``_rollouts``). The
baseline b_t, what the other texts of the batch are worth at t, changes much of the noise and nothing else.

From nothing this learns nothing: of babble no text is better than another. So G first learns by maximum likelihood, as
any other network does, and the game only goes on from there. Whether it gains anything by that is another question.
Caccia et al., "Language GANs Falling Short" (2020), found that what there is of better texts is paid for with variety,
and that maximum likelihood at a temperature below 1 sells it cheaper.

So it is here (preset ``seqgan-oracle``, medians of three seeds; nats a character of held-out text / of written text by
the oracle that wrote the data, ± 0.03). After 700 steps of likelihood G has 1.70 / 2.07, after 700 more of the game
1.73 / 2.09. Likelihood alone, 1 400 steps of it, has 1.69 / 1.96, and at the temperature at which it covers no more
than SeqGAN does, 1.60. A judge that keeps up with G leads it nowhere: it sorts 57 of 100 texts rightly, where one that
knew both distributions would sort 91. A judge that rests (``d_steps`` 0) is soon pleased, and its pupil says better
things and ever the same: 2.18 / 1.61 after 150 steps, where likelihood at temperature 0.5 has 2.20 / 1.08.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from trainers.catalog import MetricSpec, family
from trainers.families._characters import METRICS, TEST_METRICS, descend
from trainers.families._rollouts import action_values, write_branching
from trainers.families.char_rnn import CharRNN, CharRNNConfig
from trainers.family import ModelConfig
from trainers.knobs import knob, knob_of
from trainers.lazy import gan_losses, nets, text_patterns, torch
from trainers.schedules import Clock, learning_rate_factor

if TYPE_CHECKING:
    from torch import Tensor

    from trainers.schedules import Decay


class SeqGANConfig(CharRNNConfig):
    """Knobs of the recurrent network, and of the game."""

    hidden: int = knob_of(CharRNNConfig, "hidden", 64)
    embedding: int = knob_of(CharRNNConfig, "embedding", 32)
    rates: ClassVar[tuple[str, ...]] = ("learning_rate", "lr_reward", "lr_d")

    pretraining: float = knob(
        0.6, ge=0, le=1, live=True, label="Maximum likelihood first",
        help="Share of the planned steps in which it learns as other networks do, before it learns from D's verdicts.",
    )  # fmt: skip
    rollouts: int = knob(
        4, ge=0, le=64, live=True, label="Roll-outs",
        help="How often the rest of a text is written anew behind each of its characters, to see what that is worth; "
        "at 0 each is worth what the whole text is.",
    )  # fmt: skip
    lr_reward: float = knob(
        5e-4, ge=1e-5, le=0.1, log=True, live=True, group="advanced", label="Learning rate by reward",
        help="How far each step moves the generator once it learns from D's verdicts.",
    )  # fmt: skip
    d_steps: int = knob(
        1, ge=0, le=20, live=True, label="D steps",
        help="Moves of the discriminator in each step, every one on fresh texts; 0 lets it rest.",
    )  # fmt: skip
    lr_d: float = knob(
        1e-3, ge=1e-5, le=0.1, log=True, live=True, group="advanced", label="Learning rate of D",
        help="How far each move of the discriminator goes.",
    )  # fmt: skip
    patterns: int = knob(
        32, ge=1, le=512, log=True, shapes=True, group="advanced", label="Patterns of D",
        help="How many patterns of 2, of 3 and of 5 characters the discriminator looks for.",
    )  # fmt: skip

    def likely_clock(self, clock: Clock) -> Clock:
        """Where in the first part of the run, which learns by maximum likelihood, a step stands."""
        return Clock(clock.step, round(self.pretraining * clock.total))

    def rate_shares(self, clock: Clock) -> Mapping[str, float]:
        likely, steady = self.likely_clock(clock), learning_rate_factor(clock, "constant")
        learns = likely.step < likely.total
        return {
            "learning_rate": learning_rate_factor(likely) if learns else 0.0,
            "lr_reward": 0.0 if learns else steady,
            "lr_d": steady,
        }


@family("seqgan")
class SeqGAN(CharRNN):
    title = "SeqGAN"
    summary = "A recurrent network that is rewarded for texts which another one takes for real."
    Config: ClassVar[type[ModelConfig]] = SeqGANConfig
    metrics: ClassVar[tuple[MetricSpec, ...]] = (
        *METRICS,
        MetricSpec(
            "d_loss", "Loss of D", "game", better="", short="D", about="discriminator",
            help="What the discriminator minimises, in nats: the cross-entropy of telling written from real.",
        ),
        MetricSpec(
            "d_real", "D on real", "belief", better="", about="real",
            help="How real D finds training texts, 0 to 1.",
        ),
        MetricSpec(
            "reward", "Reward", "belief", better="", about="fake",
            help="How real D finds what is written, 0 to 1: what the generator learns to raise, once the game is on.",
        ),
    )  # fmt: skip
    test_metrics = (
        *TEST_METRICS,
        MetricSpec(
            "test_accuracy", "Accuracy of D", "belief", better="", short="D acc",
            help="Share of held-out and written texts that D sorts rightly; 0.5 is guessing.",
        ),
    )  # fmt: skip
    averaged = ("embedding", "memory", "out")  # a judge that is an average would be one that nobody ever played against

    config: SeqGANConfig

    def __init__(self, *given: object) -> None:
        super().__init__(*given)  # type: ignore[arg-type]
        self.weights = [p for name in self.averaged for p in self.nets[name].parameters()]
        self.optimizers = {
            "adam": nets.make_adam(self.weights, self.config.learning_rate, self.device),
            "reward": nets.make_adam(self.weights, self.config.lr_reward, self.device),
            "discriminator": nets.make_adam(self.nets["discriminator"].parameters(), self.config.lr_d, self.device),
        }

    def make_nets(self) -> None:
        super().make_nets()  # first, so that it begins as the recurrent network of the same settings does
        self.nets["discriminator"] = text_patterns.TextPatterns(self.vocabulary, self.config.patterns).to(self.device)
        if 0 < (share := self.config.pretraining) < 1:
            note = f"SeqGAN learns by maximum likelihood for {share:.0%} of the planned steps, and then from its judge."
            self.notes = (note,)

    def learning_rates(self) -> Mapping[str, float]:
        config = self.config
        return {"adam": config.learning_rate, "reward": config.lr_reward, "discriminator": config.lr_d}

    @property
    def batches(self) -> int:
        return max(1, self.config.d_steps)

    @property
    def decay(self) -> Decay:
        return "constant"  # maximum likelihood has a decay of its own, which ends where the game begins

    # ------------------------------------------------------------------ the algorithm

    def step(self, x: Tensor, y: Tensor | None, clock: Clock, generator: torch.Generator) -> dict[str, Tensor]:
        """Moves of D, then one of G: by maximum likelihood at first, and from then on by reward."""
        batches = x.chunk(self.batches)
        metrics: dict[str, Tensor] = {}
        for real in batches[: max(1, self.config.d_steps)]:
            metrics |= self.discriminator_move(real, generator)
        likely = self.config.likely_clock(clock)
        if likely.step < likely.total:
            nats = self.likelihood_move(batches[0], likely, generator)
        else:
            with torch.no_grad():
                nats = self.nats_per_char(batches[0])
            metrics["reward"] = self.reward_move(len(batches[0]), generator)
        return {**self._metrics(nats), **metrics}

    def discriminator_move(self, real: Tensor, generator: torch.Generator) -> dict[str, Tensor]:
        """D learns to tell texts that G writes from as many real ones. With no moves to make it is only measured."""
        written, _ = write_branching(self, len(real), 0, generator)
        on_real, on_written = self.judge(torch.cat([real, written])).chunk(2)
        loss = gan_losses.discriminator_loss("non-saturating", on_real, on_written)
        if self.config.d_steps:
            descend(self.optimizers["discriminator"], loss)
        beliefs = {"d_real": on_real.detach().sigmoid().mean(), "reward": on_written.detach().sigmoid().mean()}
        return {"d_loss": loss.detach(), **beliefs}

    def likelihood_move(self, x: Tensor, clock: Clock, generator: torch.Generator) -> Tensor:
        """G learns from real texts; gives its nats per character before that."""
        for group in self.optimizers["adam"].param_groups:
            group["lr"] = self.config.learning_rate * learning_rate_factor(clock)
        return self.likelihood_step(x, generator)

    def reward_move(self, n: int, generator: torch.Generator) -> Tensor:
        """G writes *n* texts and learns from what D makes of them; gives the mean reward."""
        texts, branches = write_branching(self, n, self.config.rollouts, generator)
        values = action_values(texts, branches, lambda x: self.judge(x).sigmoid())
        descend(self.optimizers["reward"], self.policy_loss(texts, values))
        return values[:, -1].mean()

    def policy_loss(self, texts: Tensor, values: Tensor) -> Tensor:
        """What has the gradient of -E[D(x)], estimated by n *texts* (n, T) of the generator's own and the *values*
        (n, T) of their characters."""
        lost = self.surprise(texts) * (values - others(values)) * self.kind.counted(texts)
        return lost.sum() / len(texts)

    def judge(self, x: Tensor) -> Tensor:
        """D's scores (N,) of texts x (N, T): the logits of being real."""
        scores: Tensor = self.nets["discriminator"](x)
        return scores

    def evaluate(self, x: Tensor, generator: torch.Generator, y: Tensor | None = None) -> dict[str, Tensor]:
        with torch.no_grad():
            written, _ = write_branching(self, len(x), 0, generator)
            right = torch.cat([self.judge(x) > 0, self.judge(written) < 0]).float().mean()
        return {**super().evaluate(x, generator, y), "test_accuracy": right}


def others(values: Tensor) -> Tensor:
    """The baseline of n texts (n, T): of each character the mean value of those at the same place of all *other* texts,
    which what is written in this one does not change. Nothing for a single text."""
    n = len(values)
    if n == 1:
        return torch.zeros_like(values)
    return (values.sum(0) - values) / (n - 1)
