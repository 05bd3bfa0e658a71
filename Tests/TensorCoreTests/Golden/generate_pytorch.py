"""Writes operations.json: what PyTorch makes of every operation, and its gradients.

Run from this folder: python generate_pytorch.py
"""

import sys
import torch
import torch.nn.functional as F

sys.path.append("../../GoldenOperations")
from cases import apart, case, distinct, positive, write

torch.manual_seed(1)
unary = {
    "negated": (torch.neg, apart), "exp": (torch.exp, apart), "log": (torch.log, positive),
    "sqrt": (torch.sqrt, positive), "tanh": (torch.tanh, apart), "sigmoid": (torch.sigmoid, apart),
    "relu": (torch.relu, apart), "abs": (torch.abs, apart), "squared": (torch.square, apart),
}
for name, (function, draw) in unary.items():
    for shape in [(1,), (3,), (17,), (33,), (127,), (3, 5), (2, 1, 4)]:
        case(f"{name} {list(shape)}", function, draw(*shape))

pairs = [((3,), (3,)), ((4, 17), (17,)), ((4, 17), (4, 1)), ((4, 1), (1, 5)), ((2, 3, 5), (3, 1)),
         ((5,), (2, 1, 5)), ((), (7,)), ((127,), (1,)), ((2, 1, 3), (2, 4, 1))]
binary = {
    "add": torch.add, "subtract": torch.sub, "multiply": torch.mul, "divide": torch.div,
    "maximum": torch.maximum, "minimum": torch.minimum,
}
for name, function in binary.items():
    for a, b in pairs:
        # No element of one operand is close to one of the other, where a maximum has its kink.
        x, y = torch.round(apart(*a), decimals=1), torch.round(apart(*b), decimals=1) + 0.05
        case(f"{name} {list(a)} {list(b)}", function, x, y)
tied = torch.tensor([1.0, 2.0, -1.0])
case("maximum of equals", torch.maximum, tied, torch.tensor([1.0, 0.0, 5.0]))

case("add number", lambda x: x + 1.5, apart(5))
case("number minus", lambda x: 2 - x, apart(5))
case("minus number", lambda x: x - 2, apart(5))
case("number times", lambda x: 3 * x, apart(5))
case("number over", lambda x: 2 / x, apart(5))
case("over number", lambda x: x / 4, apart(5))
case("clamped", lambda x: x.clamp(-1, 1.25), torch.tensor([-3.0, -1.0, -0.5, 0.7, 1.25, 2.0]))
case("select", lambda x, y: torch.where(x > 0.5, x, y), apart(4, 5), apart(4, 5))
case("select by row", lambda x, y: torch.where(x > 0.5, y * y, x), apart(5), apart(4, 5))
case("huber", lambda x: F.huber_loss(x, torch.zeros_like(x), reduction="none", delta=1.0),
     torch.tensor([-3.0, -1.2, -0.5, 0.0, 0.4, 0.9, 1.1, 2.5]))
case("detached", lambda x: x.detach() * x, apart(6))

for a, b in [((1, 1), (1, 1)), ((3, 4), (4, 5)), ((1, 17), (17, 33)), ((33, 3), (3, 1)), ((32, 4), (4, 64)),
             ((17, 64), (64, 2)), ((7, 127), (127, 9))]:
    scale = a[-1] ** -0.5
    x, y = torch.randn(a) * scale, torch.randn(b)
    case(f"matmul {list(a)} {list(b)}", torch.matmul, x, y)
    case(f"matmul transposed left {list(a)} {list(b)}", lambda p, q: p.T @ q, x.T.contiguous(), y)
    case(f"matmul transposed right {list(a)} {list(b)}", lambda p, q: p @ q.T, x, y.T.contiguous())
    case(f"matmul transposed both {list(a)} {list(b)}", lambda p, q: p.T @ q.T, x.T.contiguous(), y.T.contiguous())
case("matmul of rank three", torch.matmul, torch.randn(2, 3, 4), torch.randn(4, 5))

case("transposed", lambda x: x.transpose(-1, -2) * 1, apart(17, 33))
case("transposed of rank three", lambda x: x.transpose(-1, -2) * 1, apart(2, 3, 5))
case("permuted", lambda x: x.permute(2, 0, 1) * 1, apart(2, 3, 5))
case("reshaped", lambda x: x.reshape(3, 4) * 2, apart(2, 6))
case("broadcast", lambda x: torch.broadcast_to(x, (2, 3, 4)) * 1, apart(3, 1))

for shape in [(1, 1), (3, 17), (33, 5), (2, 127), (5, 1)]:
    for axis in (0, 1):
        case(f"sum {list(shape)} axis {axis}", lambda x: x.sum(axis), apart(*shape))
        case(f"mean {list(shape)} axis {axis} kept", lambda x: x.mean(axis, keepdim=True), apart(*shape))
        case(f"max {list(shape)} axis {axis}", lambda x: x.amax(axis), distinct(*shape))
    case(f"sum {list(shape)}", lambda x: x.sum(), apart(*shape))
    case(f"mean {list(shape)}", lambda x: x.mean(), apart(*shape))
    case(f"max {list(shape)}", lambda x: x.amax(), distinct(*shape))
    case(f"sumOfSquares {list(shape)}", lambda x: (x * x).sum(), apart(*shape))
case("sum of the middle axis", lambda x: x.sum(1), apart(3, 4, 5))
case("max of equals", lambda x: x.amax(1), torch.tensor([[1.0, 3.0, 3.0], [2.0, 2.0, 2.0]]))
case("argmax last", lambda x: x.argmax(-1).float(), distinct(5, 7))
case("argmax first", lambda x: x.argmax(0).float(), distinct(5, 7))

picks = torch.tensor([2, 0, 1, 2, 2])
case("gathered", lambda x, i: x.gather(1, i[:, None])[:, 0], apart(5, 3), indices=picks)
case("scattered", lambda x, i: torch.zeros(5, 3).scatter(1, i[:, None], x[:, None]), apart(5), indices=picks)
case("oneHot", lambda x, i: F.one_hot(i, 4).float() * x, apart(5, 4), indices=picks)
case("gathered at argmax", lambda x, y: x.gather(1, y.argmax(1, keepdim=True))[:, 0], apart(5, 3), distinct(5, 3))

case("concatenated first", lambda x, y: torch.cat([x, y], 0), apart(2, 3), apart(4, 3))
case("concatenated last", lambda x, y: torch.cat([x, y, x], -1), apart(4, 1), apart(4, 5))
case("sliced", lambda x: x[:, 1:4] * 1, apart(3, 6, 2))

case("softmax by hand", lambda x: (x - x.detach().amax(1, keepdim=True)).exp()
     / (x - x.detach().amax(1, keepdim=True)).exp().sum(1, keepdim=True), apart(4, 6))

# A perceptron's tanh network: the gradient of the squared norm of its gradient.
x, w, v = torch.randn(5, 3), torch.randn(3, 4), torch.randn(4, 2)


def squared_gradient(x, w, v):
    loss = torch.tanh(torch.tanh(x @ w) @ v).square().mean()
    first = torch.autograd.grad(loss, [w, v], create_graph=True)
    return sum(g.square().sum() for g in first)


case("second derivative", squared_gradient, x, w, v)

write("operations.json")
