"""Writes `tensors.safetensors` with the reference library (safetensors 0.8)."""

import pathlib

import numpy
from safetensors.numpy import save_file

save_file(
    {
        "agent/weights": numpy.arange(6, dtype=numpy.float32).reshape(2, 3) / 4,
        "agent/bias": numpy.array([-1.5, 1e-3], dtype=numpy.float32),
        "agent/empty": numpy.zeros((0, 3), dtype=numpy.float32),
        "agent/scalar": numpy.array(7, dtype=numpy.float32),
    },
    pathlib.Path(__file__).with_name("tensors.safetensors"),
    metadata={"source": "numpy"},
)
