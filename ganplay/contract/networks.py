"""The two players: noise, generator and discriminator."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from ganplay.contract.knobs import Knob

ACTIVATIONS = ("relu", "leaky_relu", "tanh", "elu", "softplus", "sigmoid")
LAYER_NORMS = ("batch",)
"""Normalisations that are layers of their own, after the linear map or the convolution."""
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

Minibatch = Annotated[
    str,
    Knob(
        help="Lets D compare the samples of a batch: one feature of their spread (Karras et al. 2018), "
        "or the full layer of Salimans et al. 2016.",
        label="minibatch",
        options=("off", "stddev", "salimans"),
        live=False,
        advanced=True,
    ),
]
Packing = Annotated[
    int,
    Knob(
        help="Points that D judges together (PacGAN's m); 1 is plain.",
        low=1,
        high=8,
        live=False,
        advanced=True,
    ),
]
Channels = Annotated[
    int,
    Knob(
        help="Feature maps at 14 x 14 pixels; twice as many at 7 x 7.",
        label="channels",
        low=4,
        high=256,
        scale="log",
        live=False,
    ),
]
Dense = Annotated[
    int,
    Knob(
        help="Units of a fully connected hidden layer; DCGAN's third rule is to have none (0).",
        label="dense units",
        low=0,
        high=2048,
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
class PerceptronGenerator:
    """Fully connected layers, as in the first GANs (Goodfellow et al. 2014)."""

    name: ClassVar[str] = "perceptron"
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
            options=("off", *LAYER_NORMS),
            live=False,
            advanced=True,
        ),
    ] = "off"


@dataclass(frozen=True, slots=True)
class PerceptronDiscriminator:
    """Fully connected layers."""

    name: ClassVar[str] = "perceptron"
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
            options=("off", *LAYER_NORMS, "spectral"),
            live=False,
        ),
    ] = "off"
    minibatch: Minibatch = "off"
    packing: Packing = 1


@dataclass(frozen=True, slots=True)
class ConvolutionalGenerator:
    """Convolutions that grow a picture of 7 x 7 to 28 x 28 (DCGAN, Radford et al. 2016)."""

    name: ClassVar[str] = "convolutional"
    channels: Channels = 32
    upsampling: Annotated[
        str,
        Knob(
            help="How pictures grow: transposed convolutions of stride 2 (DCGAN's first rule), "
            "or each pixel doubled and then convolved.",
            options=("transposed", "nearest"),
            live=False,
        ),
    ] = "transposed"
    norm: Annotated[
        str,
        Knob(
            help="Batch normalisation in every layer but the last: DCGAN's second rule.",
            label="normalisation",
            options=("off", *LAYER_NORMS),
            live=False,
        ),
    ] = "batch"
    activation: Activation = "relu"
    output: Annotated[
        str,
        Knob(
            help="DCGAN's fourth rule is tanh; linear leaves the grey values free.",
            options=("linear", "tanh"),
            live=False,
            advanced=True,
        ),
    ] = "tanh"
    dense: Dense = 0
    init: Initialisation = "normal_0.02"


@dataclass(frozen=True, slots=True)
class ConvolutionalDiscriminator:
    """Convolutions from 28 x 28 pixels to 7 x 7 features and one answer (DCGAN, Radford et al. 2016)."""

    name: ClassVar[str] = "convolutional"
    channels: Channels = 32
    downsampling: Annotated[
        str,
        Knob(
            help="How pictures shrink: convolutions of stride 2 (DCGAN's first rule), or pooling after each.",
            options=("strided", "max_pool", "mean_pool"),
            live=False,
        ),
    ] = "strided"
    norm: Annotated[
        str,
        Knob(
            help="Batch normalisation in every layer but the first (DCGAN's second rule), "
            "or spectral normalisation (each layer 1-Lipschitz, Miyato 2018).",
            label="normalisation",
            options=("off", *LAYER_NORMS, "spectral"),
            live=False,
        ),
    ] = "batch"
    activation: Activation = "leaky_relu"
    dense: Dense = 0
    init: Initialisation = "normal_0.02"
    minibatch: Minibatch = "off"
    packing: Packing = 1


Generator = PerceptronGenerator | ConvolutionalGenerator
Discriminator = PerceptronDiscriminator | ConvolutionalDiscriminator
