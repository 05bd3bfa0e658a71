"""Computes with numpy what a network from a file makes of the file's images, and compares it with the file's outputs.

The formulas are those of PyTorch's Conv2d, LayerNorm, GRU and Linear, in their layouts.
usage: check_numpy.py FILE
"""

import sys

import numpy
from safetensors.numpy import load_file

from layouts import state_dict


def sigmoid(x):
    return 1 / (1 + numpy.exp(-x))


def convolved(x, weight, bias, stride, padding):
    x = numpy.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    height, width = weight.shape[2:]
    windows = numpy.lib.stride_tricks.sliding_window_view(x, (height, width), (2, 3))[:, :, ::stride, ::stride]
    return numpy.einsum("bcyxhw,ochw->boyx", windows, weight) + bias[:, None, None]


def gru(xs, state):
    h = numpy.zeros((xs.shape[1], state["memory.weight_hh_l0"].shape[1]))
    outputs = []
    for x in xs:
        a = x @ state["memory.weight_ih_l0"].T + state["memory.bias_ih_l0"]
        b = h @ state["memory.weight_hh_l0"].T + state["memory.bias_hh_l0"]
        (ar, az, an), (br, bz, bn) = numpy.split(a, 3, 1), numpy.split(b, 3, 1)
        z = sigmoid(az + bz)
        h = (1 - z) * numpy.tanh(an + sigmoid(ar + br) * bn) + z * h
        outputs.append(h)
    return numpy.stack(outputs)


arrays = {name: array.astype(numpy.float64) for name, array in load_file(sys.argv[1]).items()}
images, expected = arrays["images"], arrays["outputs"]
steps, rows = expected.shape[:2]
state = state_dict(arrays, features=(3, 3, 4))
x = convolved(images.transpose(0, 3, 1, 2), state["conv.weight"], state["conv.bias"], 2, 1)
x = numpy.maximum(x, 0).reshape(steps * rows, -1) @ state["hidden.weight"].T + state["hidden.bias"]
x = (x - x.mean(1, keepdims=True)) / numpy.sqrt(x.var(1, keepdims=True) + 1e-5)
x = numpy.tanh(x * state["norm.weight"] + state["norm.bias"])
x = gru(x.reshape(steps, rows, -1), state) @ state["values.weight"].T + state["values.bias"]
distance = float(numpy.abs(x - expected).max())
print(f"{distance:.1e}")
sys.exit(0 if distance < 1e-5 else 1)
