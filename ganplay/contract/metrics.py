"""The numbers that a run records: key, name and meaning of each, and which of them a kind of run has."""

from __future__ import annotations

from dataclasses import dataclass

LOSSES, OUTPUTS, DISTANCES = "losses", "outputs", "distances"
"""Groups of metrics that are drawn in one chart."""


@dataclass(frozen=True, slots=True)
class Metric:
    """One column of the histories and of metrics.csv."""

    key: str
    label: str
    help: str
    digits: int = 3
    symbol: str = ""
    group: str = ""
    """The chart that draws it, together with others; empty where none does, or one of its own."""
    token: str = "text"
    """The colour of its curve there: a name of the window's palette."""
    floor_name: str = "floor"
    """What the reading of a perfect generator is called."""


@dataclass(frozen=True, slots=True)
class Columns:
    """All numbers that a kind of experiment records, in the order of its tables."""

    trace: tuple[Metric, ...] = ()
    """Recorded at every step."""
    measures: tuple[Metric, ...] = ()
    """Recorded every few steps, not all of them each time."""
    summary: tuple[str, ...] = ()
    """Keys of those that sum up a run that has ended."""

    @property
    def trace_keys(self) -> tuple[str, ...]:
        """Keys of what is recorded at every step."""
        return tuple(metric.key for metric in self.trace)

    @property
    def measure_keys(self) -> tuple[str, ...]:
        """Keys of what is recorded every few steps."""
        return tuple(metric.key for metric in self.measures)

    @property
    def keys(self) -> tuple[str, ...]:
        """Keys of all of them."""
        return self.trace_keys + self.measure_keys

    def drawn_in(self, group: str) -> tuple[Metric, ...]:
        """The columns of a chart, in their order."""
        return tuple(metric for metric in self.trace + self.measures if metric.group == group)

    def __getitem__(self, key: str) -> Metric:
        """The column with a key."""
        return {metric.key: metric for metric in self.trace + self.measures}[key]


TRACE: tuple[Metric, ...] = (
    Metric(
        "d_loss",
        "loss of D",
        "What D minimises, without its penalty.",
        symbol="D",
        group=LOSSES,
        token="critic",
    ),
    Metric("g_loss", "loss of G", "What G minimises.", symbol="G", group=LOSSES, token="fake"),
    Metric(
        "d_real",
        "D on real",
        "Mean of D at real points, on the scale of the surface.",
        symbol="D(x)",
        group=OUTPUTS,
        token="real",
    ),
    Metric(
        "d_fake",
        "D on generated",
        "Mean of D at generated points, on the scale of the surface.",
        symbol="D(G(z))",
        group=OUTPUTS,
        token="fake",
    ),
    Metric("d_grad", "gradient of D", "Norm of the gradient with respect to D's weights.", symbol="|∇D|"),
    Metric(
        "g_grad", "gradient reaching G", "Norm of the gradient with respect to G's weights.", symbol="|∇G|"
    ),
    Metric("penalty", "penalty", "What the penalty adds to D's loss."),
)
"""Recorded at every step of a GAN."""

MEASURES: tuple[Metric, ...] = (
    Metric(
        "accuracy", "accuracy of D", "Share of points, real and generated, that D puts on the right side."
    ),
    Metric("regions", "regions reached", "Neighbourhoods that get a fifth of their fair share of points.", 0),
    Metric(
        "modes_captured",
        "modes captured",
        "Modes with at least one high-quality point (the papers' count).",
        0,
    ),
    Metric("modes_by_share", "modes by share", "Modes that hold at least a fifth of their fair share.", 0),
    Metric(
        "high_quality", "high quality", "Share of points within 3 sigma of a mode; 0.98889 is perfect in 2D."
    ),
    Metric("reverse_kl", "reverse KL", "KL divergence of the modes' shares from fair ones, in nats."),
    Metric(
        "js",
        "Jensen-Shannon divergence",
        "JS divergence from the exact density on 64 x 64 cells of the view, in nats, at most ln 2: a lower "
        "bound, since what differs within a cell is not seen.",
        symbol="JS",
        group=DISTANCES,
    ),
    Metric(
        "sliced_w2",
        "sliced W2",
        "Squared 2-Wasserstein distance, averaged over directions.",
        symbol="W2²",
        group=DISTANCES,
        token="accent",
    ),
    Metric(
        "mmd2",
        "MMD²",
        "Unbiased squared maximum mean discrepancy; slightly negative values are right.",
        4,
        symbol="MMD²",
        group=DISTANCES,
        token="muted",
    ),
    Metric("d_gap", "D to D*", "Mean distance of D from the optimal discriminator, weighted by the data."),
    Metric(
        "lipschitz",
        "steepest slope of D",
        "Largest gradient norm of D on 128 x 128 places over all points.",
        symbol="slope of D",
    ),
    Metric("w1", "W1 estimate", "The critic's gap divided by its steepest slope: at most W1, up to chance."),
    Metric("dead_units", "dead units", "Share of hidden units of G and D that fire for no point."),
    Metric("outside", "outside the view", "Share of generated points outside the visible part of the plane."),
    Metric(
        "class_score",
        "class score",
        "Exponential of the mean KL divergence of a picture's class from the mean one, by the frozen "
        "classifier: 1 to 10, and real digits read about 9.8.",
        2,
        floor_name="real pictures",
    ),
    Metric(
        "class_kl",
        "class histogram KL",
        "KL divergence of the classes of generated pictures from those of the data, in nats.",
        4,
    ),
    Metric(
        "frechet",
        "Fréchet distance",
        "Fréchet distance of Gaussians on the features of ganplay's own classifier; not the FID of papers.",
        1,
    ),
    Metric("confidence", "confidence", "Mean probability of the class that the frozen classifier sees."),
    Metric(
        "label_agreement",
        "label agreement",
        "Share of pictures that the frozen classifier reads as the class asked for, or as the one that their "
        "code stands for, each class for one code at most.",
    ),
    Metric(
        "information",
        "mutual information",
        "What D's head knows of the categorical code, in nats: a lower bound.",
        symbol="I(c; G)",
    ),
)
"""Recorded every few steps of a GAN; a floor is what a perfect generator would read."""

GAN_COLUMNS = Columns(
    TRACE,
    MEASURES,
    summary=(
        "modes_by_share",
        "modes_captured",
        "high_quality",
        "js",
        "sliced_w2",
        "class_score",
        "class_kl",
        "frechet",
        "label_agreement",
    ),
)
