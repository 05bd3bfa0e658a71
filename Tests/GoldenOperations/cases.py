"""What a case of operations is: inputs, the output, a weight for every element of the output, and the
gradients of the weighted sum."""

import json
import torch

cases = []


def values(tensor):
    return {"shape": list(tensor.shape), "values": [float(str(x)) for x in tensor.flatten().numpy()]}


def case(name, function, *inputs, indices=None):
    # Short numbers keep the file small; the reference is computed from what is written.
    inputs = [torch.round(x, decimals=3) for x in inputs]
    leaves = [x.clone().requires_grad_(True) for x in inputs]
    output = function(*leaves, indices) if indices is not None else function(*leaves)
    weights = torch.round(torch.randn(output.shape), decimals=2)
    record = {
        "name": name,
        "inputs": [values(x) for x in inputs],
        "indices": None if indices is None else {"shape": list(indices.shape), "values": indices.flatten().tolist()},
        "output": values(output.detach().float()),
        "weights": values(weights),
        "gradients": [],
    }
    if output.requires_grad:
        grads = torch.autograd.grad((output * weights).sum(), leaves, allow_unused=True)
        record["gradients"] = [values(torch.zeros_like(x) if g is None else g) for x, g in zip(inputs, grads)]
    cases.append(record)


def apart(*shape, low=0.3, high=2.0):
    """Numbers of both signs that keep away from zero."""
    size = torch.rand(shape) * (high - low) + low
    return size * torch.where(torch.rand(shape) < 0.5, -1.0, 1.0)


def positive(*shape):
    return torch.rand(shape) * 2 + 0.3


def distinct(*shape):
    """Numbers no two of which are close."""
    count = 1
    for extent in shape:
        count *= extent
    return (torch.randperm(count).float() * 0.1 - count * 0.05).reshape(shape)


def write(name):
    with open(name, "w") as file:
        json.dump(cases, file, separators=(",", ":"))
        file.write("\n")
