"""Writes training.json: perceptrons that PyTorch trained for ten steps.

Run from this folder: python generate_pytorch.py
"""

import json
import torch
import torch.nn.functional as F

torch.manual_seed(2)


def floats(tensor):
    return [float(str(x)) for x in tensor.detach().float().flatten().numpy()]


def train(name, optimizer, clipping, activation, loss):
    widths = [4, 16, 8, 2]
    weights = [torch.round(torch.randn(i, o) * i**-0.5, decimals=3) for i, o in zip(widths, widths[1:])]
    biases = [torch.round(torch.randn(o) * 0.1, decimals=3) for o in widths[1:]]
    x = torch.round(torch.randn(10, 7, 4), decimals=2)
    y = torch.round(torch.randn(10, 7, 2) * 3, decimals=2)
    record = {"name": name, "inputs": floats(x), "targets": floats(y), "clipping": clipping,
              "initial": [floats(p) for pair in zip(weights, biases) for p in pair],
              "losses": [], "norms": [], "outputs": []}
    parameters = [p.requires_grad_(True) for pair in zip(weights, biases) for p in pair]
    stepper = optimizer(parameters)
    for step in range(10):
        h = x[step]
        for index, (w, b) in enumerate(zip(weights, biases)):
            h = h @ w + b
            h = activation(h) if index < 2 else h
        stepper.zero_grad()
        value = loss(h, y[step])
        value.backward()
        limit = float("inf") if clipping is None else clipping
        record["norms"].append(float(torch.nn.utils.clip_grad_norm_(parameters, limit)))
        record["losses"].append(float(value))
        record["outputs"].append(floats(h))
        stepper.step()
    record["final"] = [floats(p) for p in parameters]
    return record


huber, squared = F.huber_loss, F.mse_loss
runs = [
    train("adam", lambda p: torch.optim.Adam(p, lr=1e-2), None, torch.tanh, squared),
    train("adam clipped", lambda p: torch.optim.Adam(p, lr=3e-3, betas=(0.8, 0.99), eps=1e-5), 0.5, torch.relu, huber),
    train("sgd", lambda p: torch.optim.SGD(p, lr=0.05), None, torch.relu, squared),
    train("sgd momentum clipped", lambda p: torch.optim.SGD(p, lr=0.05, momentum=0.9), 0.5, torch.tanh, huber),
    train("sgd nesterov", lambda p: torch.optim.SGD(p, lr=0.02, momentum=0.9, nesterov=True), 10, torch.tanh, squared),
]
# Optimizers added later, from a seed of their own.
torch.manual_seed(5)
runs += [
    train("adamw", lambda p: torch.optim.AdamW(p, lr=1e-2, weight_decay=0.1), None, torch.tanh, squared),
    train("amsgrad", lambda p: torch.optim.Adam(p, lr=1e-2, amsgrad=True), None, torch.tanh, squared),
    train("amsgrad clipped", lambda p: torch.optim.AdamW(p, lr=3e-2, betas=(0.8, 0.5), weight_decay=0.2, amsgrad=True),
          0.5, torch.tanh, huber),
    train("rmsprop", lambda p: torch.optim.RMSprop(p, lr=1e-2), None, torch.tanh, squared),
    train("rmsprop momentum", lambda p: torch.optim.RMSprop(p, lr=3e-3, alpha=0.9, eps=1e-5, momentum=0.8), None,
          torch.tanh, squared),
    train("rmsprop centered", lambda p: torch.optim.RMSprop(p, lr=1e-3, alpha=0.95, eps=0.01, centered=True), None,
          torch.tanh, squared),
    train("rmsprop centered momentum clipped", lambda p: torch.optim.RMSprop(
        p, lr=1e-3, alpha=0.95, eps=0.01, centered=True, momentum=0.9), 0.5, torch.tanh, huber),
]
with open("training.json", "w") as file:
    json.dump(runs, file, separators=(",", ":"))
    file.write("\n")
