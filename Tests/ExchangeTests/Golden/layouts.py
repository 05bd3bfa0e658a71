"""How this project's arrays lie in PyTorch's modules: weights there are outputs by inputs, and channels come first."""

import numpy

MODULES = {"weight": "weight", "bias": "bias", "inputWeight": "weight_ih_l0", "recurrentWeight": "weight_hh_l0",
           "inputBias": "bias_ih_l0", "recurrentBias": "bias_hh_l0"}


def state_dict(arrays, features):
    """The state of PyTorch's modules; `features` is the shape [height, width, channels] that is flattened before "hidden"."""
    state = {}
    for name, array in arrays.items():
        module, _, kind = name.rpartition("/")
        if kind not in MODULES:
            continue
        if name == "hidden/weight":
            # Channels last are flattened in another order than channels first.
            array = array.reshape(*features, -1).transpose(2, 0, 1, 3).reshape(array.shape)
        if array.ndim == 4:
            array = array.transpose(3, 2, 0, 1)
        elif array.ndim == 2:
            array = array.T
        state[f"{module}.{MODULES[kind]}"] = numpy.ascontiguousarray(array)
    return state
