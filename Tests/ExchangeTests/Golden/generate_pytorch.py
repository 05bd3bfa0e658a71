"""Writes pytorch.safetensors: a network with its state as PyTorch names and lays it out, images and outputs.

Run from this folder: python generate_pytorch.py
"""

import torch
from safetensors.torch import save_file

from network import Network

torch.manual_seed(8)
network = Network()
images = torch.randn(6, 2, 6, 5)
with torch.no_grad():
    for parameter in network.norm.parameters():
        parameter.add_(torch.randn(8) * 0.3)
    outputs = network(images, steps=3)
tensors = {name: tensor.contiguous() for name, tensor in network.state_dict().items()}
save_file(tensors | {"images": images, "outputs": outputs}, "pytorch.safetensors", metadata={"source": "PyTorch"})
