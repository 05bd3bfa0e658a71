"""Writes algebra.json: factors, triangular systems and gamma functions as PyTorch computes them in double precision.

Run from this folder: python generate_algebra.py
"""

import sys
import torch

sys.path.append("../../GoldenOperations")
from cases import apart, case, write

torch.manual_seed(8)


def exact(function):
    return lambda *inputs: function(*[x.double() for x in inputs]).float()


def positive_definite(*shape):
    """Matrices whose symmetric parts are positive definite."""
    return 0.4 * torch.randn(shape) + 2 * torch.eye(shape[-1])


def triangles(*shape):
    """Matrices whose triangles are well-conditioned, with numbers in both."""
    return 0.4 * torch.randn(shape) + torch.diag_embed(apart(*shape[:-1], low=1.0))


def factor(x):
    return torch.linalg.cholesky((x + x.mT) / 2)


def solution(is_upper, is_transposed):
    def solve(t, b):
        t = t.triu() if is_upper else t.tril()
        return torch.linalg.solve_triangular(t.mT if is_transposed else t, b, upper=is_upper != is_transposed)
    return solve


for shape in [(1, 1), (3, 3), (2, 4, 4), (2, 1, 5, 5), (17, 17)]:
    case(f"choleskyFactor {list(shape)}", exact(factor), positive_definite(*shape))
    case(f"logDeterminantOfProduct {list(shape)}", exact(lambda x: torch.logdet((x + x.mT) / 2)),
         positive_definite(*shape))
for a, b in [((1, 1), (1, 1)), ((3, 3), (3, 2)), ((2, 4, 4), (2, 4, 1)), ((4, 4), (3, 4, 2)), ((3, 1, 2, 2), (4, 2, 3)),
             ((17, 17), (17, 5))]:
    for words in [(), ("upper",), ("transposed",), ("upper", "transposed")]:
        what = " ".join(("triangularSolution", *words, str(list(a)), str(list(b))))
        case(what, exact(solution("upper" in words, "transposed" in words)), triangles(*a), torch.randn(b))
        if b[-1] == 2:
            case(what.replace("Solution", "Vectors"),
                 exact(lambda t, v: solution("upper" in words, "transposed" in words)(t, v[..., None])[..., 0]),
                 triangles(*a), torch.randn(b[:-1]))
for shape in [(1, 1), (4, 4), (2, 3, 3)]:
    case(f"diagonal {list(shape)}", lambda x: x.diagonal(dim1=-2, dim2=-1) * 1, apart(*shape))
    case(f"lowerTriangle {list(shape)}", torch.tril, apart(*shape))
    case(f"lowerTriangle strict {list(shape)}", lambda x: x.tril(-1), apart(*shape))
for shape in [(1,), (4,), (2, 3)]:
    case(f"diagonalMatrix {list(shape)}", torch.diag_embed, apart(*shape))

for shape in [(1,), (17,), (3, 5)]:
    numbers = torch.rand(shape) * 3 + 0.6
    case(f"logGamma {list(shape)}", exact(torch.lgamma), numbers)
    case(f"digamma {list(shape)}", exact(torch.digamma), numbers)
    for order in (1, 2, 3):
        case(f"polygamma {order} {list(shape)}", exact(lambda x: torch.polygamma(order, x)), numbers + 0.5)
far = torch.tensor([0.001, 0.02, 0.3, 1.0, 2.0, 7.5, 30.0, 1000.0, 1e6])
case("logGamma far, not smooth", exact(torch.lgamma), far)
case("digamma far, not smooth", exact(torch.digamma), far)

write("algebra.json")
