"""Writes images.json: convolutions and pooling as PyTorch computes them, channels last.

Run from this folder: python generate_images.py
"""

import sys
import torch
import torch.nn.functional as F

sys.path.append("../../GoldenOperations")
from cases import apart, case, distinct, write

torch.manual_seed(6)


def first(x):
    """Channels first."""
    return x.permute(0, 3, 1, 2)


def last(x):
    """Channels last."""
    return x.permute(0, 2, 3, 1)


def convolved(stride, padding):
    return lambda x, k: last(F.conv2d(first(x), k.permute(3, 2, 0, 1), stride=stride, padding=padding))


def pooled(size, stride, padding):
    return lambda x: last(F.max_pool2d(first(x), size, stride=stride, padding=padding))


def patches(height, width, stride, padding):
    def of(x):
        columns = F.unfold(first(x), (height, width), stride=stride, padding=padding)
        down = (x.shape[1] + 2 * padding - height) // stride + 1
        across = (x.shape[2] + 2 * padding - width) // stride + 1
        rows = columns.reshape(x.shape[0], x.shape[3], height * width, down, across)
        return rows.permute(0, 3, 4, 2, 1).reshape(x.shape[0], down, across, -1)
    return of


for images, (height, width), outputs, stride, padding in [
        ((1, 1, 1, 1), (1, 1), 1, 1, 0), ((2, 5, 6, 3), (3, 3), 4, 1, 0), ((2, 5, 6, 3), (3, 3), 4, 1, 1),
        ((1, 9, 8, 2), (4, 3), 5, 2, 0), ((3, 6, 7, 1), (2, 5), 17, 3, 2), ((2, 4, 4, 2), (2, 2), 3, 3, 3),
        ((2, 4, 3, 5), (1, 1), 6, 1, 0), ((2, 3, 4, 2), (3, 4), 3, 1, 0), ((2, 3, 3, 2), (1, 1), 3, 2, 1)]:
    depth = height * width * images[-1]
    kernel = torch.randn(height, width, images[-1], outputs) * depth ** -0.5
    what = f"{list(images)} {list(kernel.shape)}".replace(", ", ",")
    case(f"convolved stride {stride} padding {padding} {what}", convolved(stride, padding), torch.randn(images), kernel)
    case(f"patches height {height} width {width} stride {stride} padding {padding} {what}",
         patches(height, width, stride, padding), apart(*images))

for images, size, stride, padding in [
        ((1, 1, 1, 1), (1, 1), 1, 0), ((2, 4, 6, 3), (2, 2), 2, 0), ((2, 5, 7, 2), (3, 3), 2, 1), ((1, 6, 5, 17), (3, 2), 1, 1),
        ((2, 5, 5, 2), (2, 2), 3, 0)]:
    what = f"height {size[0]} width {size[1]} stride {stride} padding {padding} {list(images)}".replace(", ", ",")
    case(f"maxPooled {what}", pooled(size, stride, padding), distinct(*images) / 4)
    if images[-1] < 17:
        case(f"second derivative of maxPooled {what}", lambda x: torch.autograd.grad(
            pooled(size, stride, padding)(x).square().sum(), x, create_graph=True)[0].square().sum(), distinct(*images) / 4)
equal = torch.tensor([1.0, 1.0, 0.0, 1.0, 1.0, 2.0, 2.0, 2.0, 0.0]).reshape(1, 3, 3, 1)
case("maxPooled height 2 width 2 stride 1 padding 1 of equals", pooled((2, 2), 1, 1), equal)
case("maxPooled height 2 width 2 stride 1 padding 0 far, not smooth", pooled((2, 2), 1, 0),
     torch.tensor([-1e30, -1e30, 1e30, -1e30, -1e30, 2.0]).reshape(1, 2, 3, 1))
case("second derivative of convolved", lambda x, k: sum(g.square().sum() for g in torch.autograd.grad(
    convolved(2, 1)(x, k).square().sum(), [x, k], create_graph=True)), torch.randn(2, 4, 4, 2) / 4, torch.randn(3, 3, 2, 3) / 4)
case("flattened", lambda x: x.flatten(1) * 2, apart(2, 3, 4, 5))
case("flattened from 2", lambda x: x.flatten(2) * 2, apart(2, 3, 4, 5))

# Slices that overlap, that leave gaps and that lie along different axes, each with another slope.
case("slices", lambda x: torch.cat([
    x[0:2].square().flatten(), x[1:3].exp().flatten(), (3 * x[4:5]).flatten(), x[:, 2:4].sin().flatten(),
    x[:, 0:1].cos().flatten(), x.square().flatten()]), apart(5, 4, high=1.0))

write("images.json")
