"""Writes layers.json: layers as PyTorch computes them.

Inputs are in this project's layout: weights as inputs by outputs, channels last.
Run from this folder: python generate_layers.py
"""

import sys
import torch
import torch.nn.functional as F
from torch import nn
from torch.func import functional_call
from torch.nn.utils.parametrizations import spectral_norm, weight_norm

sys.path.append("../../GoldenOperations")
from cases import apart, case, write

torch.manual_seed(7)


def first(x):
    return x.permute(0, 3, 1, 2)


def last(x):
    return x.permute(0, 2, 3, 1)


def conv(module, x, parameters):
    return last(functional_call(module, parameters, (first(x),)))


def kernel(k):
    """[height, width, inputs, outputs] as PyTorch has it."""
    return k.permute(3, 2, 0, 1)


case("conv", lambda x, k, b: conv(nn.Conv2d(2, 3, (3, 2), 2, 1), x, {"weight": kernel(k), "bias": b}),
     apart(2, 5, 4, 2), torch.randn(3, 2, 2, 3) * 0.3, apart(3))

# Normalization of rows and columns.
case("rmsNorm", lambda x, w: F.rms_norm(x, (7,), w), apart(3, 7), apart(7))
case("rmsNorm small", lambda x, w: F.rms_norm(x / 4096, (5,), w, eps=1e-5), apart(2, 3, 5), apart(5))


def batch_norm(x, w, b, m, v, training):
    return F.batch_norm(x, m.detach().clone(), v.detach().clone(), w, b, training=training)


def moved(x, m, v, momentum):
    mean, variance = m.detach().clone(), v.detach().clone()
    F.batch_norm(x, mean, variance, training=True, momentum=momentum)
    return torch.cat([mean, variance])


mean, variance = apart(3), torch.rand(3) + 0.5
case("batchNorm training", lambda x, w, b, m, v: batch_norm(x, w, b, m, v, True), apart(6, 3), apart(3), apart(3), mean,
     variance)
case("batchNorm acting", lambda x, w, b, m, v: batch_norm(x, w, b, m, v, False), apart(6, 3), apart(3), apart(3), mean,
     variance)
case("batchNorm of images", lambda x, w, b, m, v: last(batch_norm(first(x), w, b, m, v, True)), apart(2, 3, 2, 3),
     apart(3), apart(3), mean, variance)
case("batchNorm moved", lambda x, m, v: moved(x.detach(), m, v, 0.1), apart(6, 3), mean, variance)
case("batchNorm of images moved", lambda x, m, v: moved(first(x).detach(), m, v, 0.3), apart(2, 3, 2, 3), mean, variance)

noise = torch.tensor([0.1, 0.3, 0.9, 0.2999, 0.5, 0.0])
case("dropout", lambda x, n: x * (n.detach() >= 0.3).float() / 0.7, apart(4, 6), noise)


def unrolled(module, x, h, weights, beginnings=None):
    """Step by step, the state set to zero where an episode begins; outputs and the last state."""
    names = ["weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0"]
    parameters = {name: w.T if w.dim() == 2 else w for name, w in zip(names, weights)}
    states = h.chunk(h.shape[1] // module.hidden_size, 1)
    outputs = []
    for t in range(x.shape[0]):
        if beginnings is not None:
            states = [s * (1 - beginnings.detach()[t, :, None]) for s in states]
        packed = [s[None].contiguous() for s in states]
        packed = tuple(packed) if len(packed) == 2 else packed[0]
        output, packed = functional_call(module, parameters, (x[t:t + 1], packed))
        states = [s[0] for s in (packed if isinstance(packed, tuple) else (packed,))]
        outputs.append(output)
    return torch.cat(outputs), torch.cat(states, 1)


def recurrent(cell, gates, steps, rows, inputs, units):
    pieces = 2 if gates == 4 else 1
    return (apart(steps, rows, inputs), apart(rows, pieces * units, high=1.0), torch.randn(inputs, gates * units) * 0.5,
            torch.randn(units, gates * units) * 0.5, torch.randn(gates * units) * 0.5, torch.randn(gates * units) * 0.5)


begun = torch.tensor([[0.0, 1.0], [0.0, 0.0], [1.0, 0.0], [1.0, 0.0]])
for name, cell, gates in [("gru", nn.GRU, 3), ("lstm", nn.LSTM, 4)]:
    module = cell(3, 5)
    inputs = recurrent(cell, gates, 4, 2, 3, 5)
    case(f"{name} outputs", lambda x, h, *w: unrolled(module, x, h, w)[0], *inputs)
    case(f"{name} state", lambda x, h, *w: unrolled(module, x, h, w)[1], *inputs)
    case(f"{name} step", lambda x, h, *w: unrolled(module, x, h, w)[1], inputs[0][:1], *inputs[1:])
    case(f"{name} with beginnings", lambda x, h, a, b, c, d, e: torch.cat(
        [y.flatten() for y in unrolled(module, x, h, (a, b, c, d), e)]), *inputs, begun)

# Attention.
attention = nn.MultiheadAttention(6, 2, batch_first=True)


def attend(query, memory, w, b, v, c, allowed=None):
    parameters = {"in_proj_weight": w.T, "in_proj_bias": b, "out_proj.weight": v.T, "out_proj.bias": c}
    mask = None if allowed is None else allowed.detach() == 0
    if mask is not None and mask.dim() == 4:
        mask = mask.expand(-1, 2, query.shape[1], -1).flatten(0, 1)
    return functional_call(attention, parameters, (query, memory, memory), {"attn_mask": mask, "need_weights": False})[0]


weights = (torch.randn(6, 18) * 0.3, torch.randn(18) * 0.3, torch.randn(6, 6) * 0.5, torch.randn(6) * 0.5)
padding = torch.tensor([[1.0, 1.0, 0.0, 1.0], [0.0, 1.0, 1.0, 1.0]])[:, None, None]
case("attention", lambda x, *w: attend(x, x, *w), apart(2, 4, 6), *weights)
case("attention masked", lambda x, w, b, v, c, m: attend(x, x, w, b, v, c, m), apart(2, 4, 6), *weights,
     torch.tril(torch.ones(4, 4)))
case("attention to others", lambda x, y, *w: attend(x, y, *w), apart(2, 3, 6), apart(2, 4, 6), *weights)
case("attention to others masked", lambda x, y, w, b, v, c, m: attend(x, y, w, b, v, c, m), apart(2, 3, 6),
     apart(2, 4, 6), *weights, padding)

# Weights by direction and length, and weights over their norm.
case("weightNormalized", lambda x, v, b, g: functional_call(weight_norm(nn.Linear(4, 3)), {
    "parametrizations.weight.original0": g[:, None], "parametrizations.weight.original1": v.T, "bias": b}, (x,)),
    apart(5, 4), apart(4, 3), apart(3), apart(3))
case("weightNormalized conv", lambda x, v, b, g: conv(weight_norm(nn.Conv2d(2, 3, 2)), x, {
    "parametrizations.weight.original0": g[:, None, None, None], "parametrizations.weight.original1": kernel(v),
    "bias": b}), apart(2, 3, 4, 2), apart(2, 2, 2, 3), apart(3), apart(3))


def spectral(x, w, b, u, v, training, wants_vectors=False):
    module = spectral_norm(nn.Linear(*w.shape))
    module.train(training)
    buffers = {"_u": u.detach().clone()[:, 0], "_v": v.detach().clone()[:, 0]}
    y = functional_call(module, {"parametrizations.weight.original": w.T, "bias": b} | {
        "parametrizations.weight.0." + name: value for name, value in buffers.items()}, (x,))
    return torch.cat(list(buffers.values())).detach() if wants_vectors else y


def unit(*shape):
    return F.normalize(torch.randn(shape), dim=0)


matrix = torch.randn(4, 3)
vectors = unit(3, 1), unit(4, 1)
case("spectrallyNormalized training", lambda *x: spectral(*x, True), apart(5, 4), matrix, apart(3), *vectors)
case("spectrallyNormalized acting", lambda *x: spectral(*x, False), apart(5, 4), matrix, apart(3), *vectors)
case("spectrallyNormalized vectors", lambda *x: spectral(*x, True, True), apart(5, 4), matrix, apart(3), *vectors)



def batch_norm_lstm(x, w, u, b, input_scale, recurrent_scale, cell_scale, cell_shift):
    """Cooijmans et al. (2017), equations 6 to 8, in double precision; gates in PyTorch's order."""
    x, w, u, b, input_scale, recurrent_scale, cell_scale, cell_shift = (
        y.double() for y in (x, w, u, b, input_scale, recurrent_scale, cell_scale, cell_shift))

    def norm(y, scale, shift=None):
        return F.batch_norm(y, None, None, scale, shift, training=True)

    h = cell = torch.zeros(x.shape[1], u.shape[0], dtype=x.dtype)
    outputs = []
    for rows in x:
        i, f, g, o = (norm(rows @ w, input_scale) + norm(h @ u, recurrent_scale) + b).chunk(4, 1)
        cell = f.sigmoid() * cell + i.sigmoid() * g.tanh()
        h = o.sigmoid() * norm(cell, cell_scale, cell_shift).tanh()
        outputs.append(h)
    return torch.stack(outputs).float()


case("batchNormLSTM", batch_norm_lstm, apart(3, 4, 2), torch.randn(2, 12) * 0.5, torch.randn(3, 12) * 0.5,
     torch.randn(12) * 0.5, torch.rand(12) * 0.3 + 0.1, torch.rand(12) * 0.3 + 0.1, torch.rand(3) + 0.1, apart(3))

write("layers.json")
