"""What is told of a mixture of Gaussians while it is fitted, and of held-out examples."""

from __future__ import annotations

from trainers.catalog import MetricSpec

METRICS = (
    MetricSpec(
        "log_likelihood", "Log-likelihood at E", "likelihood", unit="nats", better="higher", short="log L",
        help="Mean over the examples that are fitted, of the components of which E asked: it never falls.",
    ),
    MetricSpec(
        "nats", "Surprise", "nats", unit="nats",
        help="The log-likelihood with its sign turned, to be compared with that of held-out examples.",
    ),
)  # fmt: skip
TEST_METRICS = (
    MetricSpec(
        "test_nats", "Test surprise", "nats", unit="nats", short="surprise",
        help="Of held-out examples; where it rises while the other falls, components cling to single examples.",
    ),
    MetricSpec(
        "bic", "BIC", "criteria", short="BIC",
        help="Surprise of all fitted examples, twice, and a charge of ln N for each number that is chosen freely.",
    ),
    MetricSpec(
        "aic", "AIC", "criteria", short="AIC",
        help="The same with a charge of 2, which lets more components pass.",
    ),
)  # fmt: skip
