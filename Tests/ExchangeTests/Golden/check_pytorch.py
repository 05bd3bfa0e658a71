"""Loads a network from a file into PyTorch, and compares what it makes of the file's images with the file's outputs.

Needs PyTorch; `check_numpy.py` stands for it where that is not at hand.
usage: check_pytorch.py FILE
"""

import sys

import torch
from safetensors.numpy import load_file

from layouts import state_dict
from network import Network

arrays = load_file(sys.argv[1])
network = Network()
state = {name: torch.from_numpy(array) for name, array in state_dict(arrays, features=(3, 3, 4)).items()}
network.load_state_dict(state, strict=True)
images = torch.from_numpy(arrays["images"]).permute(0, 3, 1, 2)
with torch.no_grad():
    outputs = network(images, steps=arrays["outputs"].shape[0])
distance = float((outputs - torch.from_numpy(arrays["outputs"])).abs().max())
print(f"{distance:.1e}")
sys.exit(0 if distance < 1e-5 else 1)
