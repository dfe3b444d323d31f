"""What every family should have reached after a short training.

Measured with ``python -m tests.benchmarks --only self_test_bands --seeds 0,1,...,19``: default settings, the embedded
digits (for models of text the given names that come with the program), batches of 64, on a CPU (x86-64), 20 seeds on
one, two and four threads each. A band reaches from the least to the greatest value that was seen, and a quarter of that
range further on either side. The self-test trains with one of these seeds, so that what another machine may change is
its rounding only, far less than the band is wide. The losses of adversarial families say nothing of how good their
pictures are, but a run that gets nowhere, explodes or collapses leaves the bands.
"""

from __future__ import annotations

from collections.abc import Mapping

STEPS = 60
LAST = 10  # steps over which a metric of training is averaged

Band = tuple[float, float]
BANDS: Mapping[str, Mapping[str, Band]] = {
    "ae": {
        "recon": (2.82, 4),
        "test_mse": (0.046, 0.0625),
    },
    "any-order": {
        "nats": (24.6, 25.7),
        "test_nats": (24.6, 25.9),
    },
    "gan": {
        "d_loss": (0.978, 1.31),
        "g_loss": (0.607, 0.827),
        "test_d_real": (0.581, 0.681),
        "test_d_fake": (0.434, 0.541),
    },
    "cgan": {
        "d_loss": (0.785, 1.04),
        "g_loss": (0.748, 1),
        "test_d_real": (0.658, 0.744),
        "test_d_fake": (0.366, 0.471),
    },
    "gaussian-mixture": {
        "log_likelihood": (-2.29, -2.19),
        "nats": (2.19, 2.29),
        "test_nats": (2.17, 2.26),
        "bic": (6.45e03, 6.64e03),
    },
    "made": {
        "nats": (25.5, 26),
        "test_nats": (25.5, 26.2),
    },
    "museum-codes": {
        "recon": (24.5, 27),
        "kl": (0.0872, 1.37),
        "test_recon": (24.5, 27.1),
        "test_neg_elbo": (25.8, 27.1),
    },
    "museum-vae": {
        "neg_elbo": (25.8, 27),
        "kl": (0.0872, 1.37),
        "width": (0.897, 1.28),
        "test_neg_elbo": (25.8, 27.1),
    },
    "pca": {
        "mse": (0.0505, 0.0543),
        "test_mse": (0.0532, 0.0534),  # in closed form: no seed changes it, only rounding does
    },
    "pixelcnn": {
        "nats": (24.2, 25.2),
        "test_nats": (24.1, 25.3),
    },
    "pixel-rnn": {
        "nats": (24.9, 25.9),
        "test_nats": (24.8, 25.8),
    },
    "pixel-table": {
        "nats": (24.7, 25.2),
        "test_nats": (24.6, 25.4),
    },
    "som": {
        "quantisation": (1.32, 1.4),
        "topographic": (0.0105, 0.0504),
        "test_quantisation": (1.355, 1.386),
        "test_mse": (0.0293, 0.0307),
    },
    "switch-vae": {  # 14 seeds on one thread
        "recon": (24.5, 26.5),
        "kl": (0.797, 3.53),
        "shuffled": (1.04, 1.26),
        "test_recon": (24.7, 26.5),
    },
    "vae": {
        "neg_elbo": (25.8, 27),
        "kl": (0.0872, 1.37),
        "test_neg_elbo": (25.8, 27.1),
    },
    "wgan": {
        "d_loss": (-2.37, -1.99),
        "penalty": (0.533, 0.699),
        "g_loss": (-1.53, -0.504),
        "test_distance": (2.46, 3.02),
    },
    # In the museum, where by default nothing is wrong: the first three are the honest families bit for bit.
    "museum-gan": {
        "d_loss": (0.978, 1.31),
        "g_loss": (0.607, 0.827),
        "push": (-0.349, -0.0969),
        "test_d_real": (0.581, 0.681),
        "test_d_fake": (0.434, 0.541),
    },
    "museum-wgan": {
        "d_loss": (-2.37, -1.99),
        "penalty": (0.533, 0.699),
        "g_loss": (-1.53, -0.504),
        "test_distance": (2.46, 3.02),
    },
    "museum-mixture": {
        "log_likelihood": (-2.29, -2.19),
        "nats": (2.19, 2.29),
        "test_nats": (2.17, 2.26),
        "bic": (6.45e03, 6.64e03),
    },
    "museum-exam": {
        "mse": (0.0402, 0.0498),
        "test_mse": (0.0502, 0.0583),
        "test_exam": (1.14, 1.31),
    },
    "museum-pixelcnn": {
        "nats": (26.9, 37.7),
        "test_nats": (26.9, 37.4),
    },
    "ngram": {  # 8 seeds
        "nats_per_char": (2.1, 2.17),
        "perplexity": (8.21, 8.78),
        "test_nats_per_char": (2.11, 2.13),
        "test_perplexity": (8.29, 8.38),
    },
    "char-cnn": {  # 5 seeds on one thread, and all of the range on either side
        "nats_per_char": (2.14, 2.3),
        "perplexity": (8.55, 9.9),
        "test_nats_per_char": (2.18, 2.21),
        "test_perplexity": (8.86, 9.03),
    },
    "char-rnn": {  # 13 seeds
        "nats_per_char": (2.15, 2.25),
        "perplexity": (8.65, 9.46),
        "test_nats_per_char": (2.16, 2.2),
        "test_perplexity": (8.75, 9),
    },
    "seqgan": {  # 8 seeds on one thread, and all of the range on either side
        "nats_per_char": (2.33, 2.83),
        "perplexity": (9.9, 16.6),
        "d_loss": (1.13, 1.36),
        "d_real": (0.465, 0.608),
        "reward": (0.404, 0.476),
        "test_nats_per_char": (2.32, 2.82),
        "test_perplexity": (9.8, 16.4),
        "test_accuracy": (0.64, 0.9),
    },
    "char-transformer": {  # 5 seeds on one thread, and all of the range on either side
        "nats_per_char": (2.16, 2.32),
        "perplexity": (8.67, 10.1),
        "test_nats_per_char": (2.19, 2.24),
        "test_perplexity": (8.96, 9.33),
    },
}
