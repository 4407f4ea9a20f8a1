"""The two players: noise, generator and discriminator."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from ganplay.contract.knobs import Knob

ACTIVATIONS = ("relu", "leaky_relu", "tanh", "elu", "softplus", "sigmoid")
INITIALISATIONS = ("default", "he", "xavier", "orthogonal", "normal_0.02")

Layers = Annotated[
    int, Knob(help="Hidden layers; 0 leaves a linear map.", label="layers", low=0, high=8, live=False)
]
Width = Annotated[
    int, Knob(help="Units in each hidden layer.", label="width", low=1, high=1024, scale="log", live=False)
]
Activation = Annotated[
    str,
    Knob(help="Non-linearity after each hidden layer.", label="activation", options=ACTIVATIONS, live=False),
]
Initialisation = Annotated[
    str,
    Knob(
        help="How the weights start: PyTorch's default, He, Xavier, orthogonal (gain 0.8), or N(0, 0.02^2).",
        label="initialisation",
        options=INITIALISATIONS,
        live=False,
        advanced=True,
    ),
]
InputScale = Annotated[
    float,
    Knob(
        help="What enters the network is multiplied by this first.",
        label="input scale",
        low=0.01,
        high=100.0,
        scale="log",
        live=False,
        advanced=True,
    ),
]


@dataclass(frozen=True, slots=True)
class Noise:
    """Where the generator starts from."""

    dim: Annotated[
        int,
        Knob(help="Dimension of the noise z.", label="noise dim", low=1, high=256, scale="log", live=False),
    ] = 16
    law: Annotated[
        str,
        Knob(
            help="Standard normal, or uniform on [-1, 1].",
            label="noise law",
            options=("normal", "uniform"),
            live=False,
            advanced=True,
        ),
    ] = "normal"


@dataclass(frozen=True, slots=True)
class Generator:
    """Turns noise into points."""

    layers: Layers = 2
    width: Width = 64
    activation: Activation = "relu"
    init: Initialisation = "default"
    input_scale: InputScale = 1.0
    output: Annotated[
        str,
        Knob(
            help="Activation of the output: none, or tanh as in GAN Lab.",
            options=("linear", "tanh"),
            live=False,
            advanced=True,
        ),
    ] = "linear"
    norm: Annotated[
        str,
        Knob(
            help="Batch normalisation after each hidden layer.",
            label="normalisation",
            options=("off", "batch"),
            live=False,
            advanced=True,
        ),
    ] = "off"


@dataclass(frozen=True, slots=True)
class Discriminator:
    """Tells real points from generated ones."""

    layers: Layers = 2
    width: Width = 64
    activation: Activation = "relu"
    init: Initialisation = "default"
    input_scale: InputScale = 1.0
    norm: Annotated[
        str,
        Knob(
            help="Batch normalisation, or spectral normalisation (each layer 1-Lipschitz, Miyato 2018).",
            label="normalisation",
            options=("off", "batch", "spectral"),
            live=False,
        ),
    ] = "off"
    minibatch: Annotated[
        str,
        Knob(
            help="Lets D compare the samples of a batch: one feature of their spread (Karras et al. 2018), "
            "or the full layer of Salimans et al. 2016.",
            label="minibatch",
            options=("off", "stddev", "salimans"),
            live=False,
            advanced=True,
        ),
    ] = "off"
    packing: Annotated[
        int,
        Knob(
            help="Points that D judges together (PacGAN's m); 1 is plain.",
            low=1,
            high=8,
            live=False,
            advanced=True,
        ),
    ] = 1
