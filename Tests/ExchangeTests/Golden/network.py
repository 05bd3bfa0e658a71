"""The network of these tests in PyTorch: images over time to values."""

import torch
from torch import nn


class Network(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(2, 4, 3, stride=2, padding=1)
        self.hidden = nn.Linear(36, 8)
        self.norm = nn.LayerNorm(8)
        self.memory = nn.GRU(8, 5)
        self.values = nn.Linear(5, 3)

    def forward(self, images, steps):
        """[T · B, C, H, W] to [T, B, 3]."""
        features = torch.relu(self.conv(images)).flatten(1)
        features = torch.tanh(self.norm(self.hidden(features)))
        return self.values(self.memory(features.reshape(steps, -1, 8))[0])
