"""Writes functions.json: what PyTorch makes of functions, statistics, assemblies and batched products.

Run from this folder: python generate_functions.py
"""

import sys
import torch
import torch.nn.functional as F

sys.path.append("../../GoldenOperations")
from cases import apart, case, distinct, positive, write

torch.manual_seed(3)


def bases(*shape):
    return torch.rand(shape) + 0.5


unary = {
    "expm1": (torch.expm1, apart), "log1p": (torch.log1p, positive), "softplus": (F.softplus, apart),
    "sin": (torch.sin, apart), "cos": (torch.cos, apart), "erf": (torch.erf, apart),
    "leakyRelu": (lambda x: F.leaky_relu(x, 0.2), apart), "elu": (lambda x: F.elu(x, 1.5), apart),
    "gelu": (F.gelu, apart), "silu": (F.silu, apart),
}
for name, (function, draw) in unary.items():
    for shape in [(1,), (17,), (127,), (3, 5)]:
        case(f"{name} {list(shape)}", function, draw(*shape))
far = torch.tensor([-100.0, -30.0, -16.0, -1e-3, 0.0, 1e-3, 16.0, 30.0, 80.0])
for name in ["softplus", "leakyRelu", "elu", "gelu", "silu"]:
    case(f"{name} far, not smooth", unary[name][0], far)
case("softplus beyond, not smooth", F.softplus, torch.tensor([-200.0, 200.0, 1e30]))
case("elu beyond, not smooth", lambda x: F.elu(x, 1.5), torch.tensor([-200.0, 200.0, 1e30]))

for a, b in [((5,), (5,)), ((4, 17), (17,)), ((4, 1), (1, 5))]:
    case(f"power {list(a)} {list(b)}", torch.pow, bases(*a), apart(*b))
case("power number 3", lambda x: x ** 3, apart(9))
case("power number -1.5", lambda x: x ** -1.5, bases(9))
case("power number 2", lambda x: x ** 2, apart(9))
case("power number 0, not smooth", lambda x: x ** 0, torch.tensor([-1.0, 0.0, 2.0]))
case("power of zero, not smooth", torch.pow, torch.tensor([0.0, 0.0, 0.0]), torch.tensor([0.0, 1.0, 2.0]))

for shape in [(3, 17), (33, 5), (2, 3, 4), (5, 1)]:
    for axis in range(-1, len(shape) - 1):
        size = shape[axis]
        case(f"min {list(shape)} axis {axis}", lambda x: x.amin(axis), distinct(*shape) / 4)
        case(f"variance {list(shape)} axis {axis}, biased", lambda x: x.var(axis, correction=0), apart(*shape))
        if size > 1:
            case(f"variance {list(shape)} axis {axis}", lambda x: x.var(axis, keepdim=True), apart(*shape))
        case(f"logSumExp {list(shape)} axis {axis}", lambda x: x.logsumexp(axis), apart(*shape))
        case(f"softmax {list(shape)} axis {axis}", lambda x: x.softmax(axis), apart(*shape))
        case(f"logSoftmax {list(shape)} axis {axis}", lambda x: x.log_softmax(axis), apart(*shape))
        case(f"cumulativeSum {list(shape)} axis {axis}", lambda x: x.cumsum(axis), apart(*shape))
        case(f"cumulativeSum {list(shape)} axis {axis} reversed", lambda x: x.flip(axis).cumsum(axis).flip(axis),
             apart(*shape))
case("min all", lambda x: x.amin(), distinct(3, 5))
case("min of equals, not smooth", lambda x: x.amin(1), torch.tensor([[1.0, 1.0, 3.0], [2.0, 2.0, 2.0]]))
case("variance all", lambda x: x.var(), apart(3, 5))
wide = torch.tensor([[1000.0, 0.0, -1000.0], [-1e30, -1e30, 5.0], [80.0, 90.0, 100.0]])
case("logSumExp far, not smooth", lambda x: x.logsumexp(-1), wide)
case("softmax far, not smooth", lambda x: x.softmax(-1), wide)
case("logSoftmax far, not smooth", lambda x: x.log_softmax(-1), wide)

case("padded first", lambda x: F.pad(x, (0, 0, 2, 1)), apart(3, 4))
case("padded last", lambda x: F.pad(x, (0, 3), value=1.5), apart(2, 3, 4))
case("stacked first", lambda x, y: torch.stack([x, y, x]), apart(2, 3), apart(2, 3))
case("stacked last", lambda x, y: torch.stack([x, y], -1), apart(2, 3), apart(2, 3))
case("split", lambda x: x.split([1, 3, 2], 1)[1] * x.split([1, 3, 2], 1)[0], apart(2, 6, 3))
case("split equally", lambda x: x.chunk(3, -1)[0] * x.chunk(3, -1)[2], apart(2, 6))
case("outerProduct", lambda x, y: x[..., :, None] * y[..., None, :], apart(3), apart(5))
case("outerProduct of rows", lambda x, y: x[..., :, None] * y[..., None, :], apart(4, 3), apart(4, 5))
case("straightThrough, not smooth", lambda x: x + (x.round() - x).detach(), apart(6))

for a, b in [((3, 2, 4), (3, 4, 5)), ((2, 3, 17, 33), (2, 3, 33, 5)), ((1, 2, 4), (3, 4, 5)), ((3, 1, 2, 4), (2, 4, 5)),
             ((2, 4), (3, 4, 5)), ((1, 1, 1), (1, 1, 1))]:
    x, y = torch.randn(a) * a[-1] ** -0.5, torch.randn(b)
    case(f"batched {list(a)} {list(b)}", torch.matmul, x, y)
    case(f"batched transposed left {list(a)} {list(b)}", lambda p, q: p.mT @ q, x.mT.contiguous(), y)
    case(f"batched transposed right {list(a)} {list(b)}", lambda p, q: p @ q.mT, x, y.mT.contiguous())
    case(f"batched transposed both {list(a)} {list(b)}", lambda p, q: p.mT @ q.mT, x.mT.contiguous(), y.mT.contiguous())


def second(function):
    """The sum of the squares of a function's derivatives, differentiated once more."""
    def squares(x):
        first = torch.autograd.grad(function(x).square().sum(), x, create_graph=True)[0]
        return first.square().sum()
    return squares


for name, function in {
    "softplus": F.softplus, "gelu": F.gelu, "silu": F.silu, "sin": torch.sin, "logSoftmax": lambda x: x.log_softmax(-1),
    "cumulativeSum": lambda x: x.cumsum(-1), "batched": lambda x: x[None] @ x.T[None],
}.items():
    case(f"second derivative of {name}", second(function), apart(2, 3, high=1.0))

write("functions.json")
