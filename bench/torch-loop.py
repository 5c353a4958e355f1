"""A plain PyTorch loop over planes of the bench's cases: set weights, forward, loss, data in memory.

usage: torch-loop.py FOLDER RUNS MILLISECONDS THREADS NET...   prints one JSON object a line
"""

import json
import statistics
import sys
import time

import torch
import torch.nn as nn
import torch.nn.functional as F


class Mlp(nn.Module):
    def __init__(self, sizes):
        super().__init__()
        self.layers = nn.ModuleList(nn.Linear(a, b) for a, b in zip(sizes, sizes[1:]))

    def forward(self, x):
        for layer in self.layers[:-1]:
            x = torch.tanh(layer(x))
        return self.layers[-1](x)


class DeepMlp(nn.Module):
    """Hidden layers with batch norm and ReLU, and skips between equal widths."""

    def __init__(self, sizes):
        super().__init__()
        hidden = sizes[:-1]
        self.hidden = nn.ModuleList(
            nn.ModuleList([nn.Linear(a, b, bias=False), nn.BatchNorm1d(b)]) for a, b in zip(hidden, hidden[1:])
        )
        self.output = nn.Linear(hidden[-1], sizes[-1])

    def forward(self, x):
        for linear, norm in self.hidden:
            a = F.relu(norm(linear(x)))
            x = a + x if a.shape == x.shape else a
        return self.output(x)


class Cnn(nn.Module):
    def __init__(self, widths, side, classes):
        super().__init__()
        self.convs = nn.ModuleList(nn.Conv2d(a, b, 3, padding=1) for a, b in zip([1, *widths], widths))
        self.output = nn.Linear(widths[-1] * (side >> len(widths)) ** 2, classes)

    def forward(self, x):
        for conv in self.convs:
            x = F.max_pool2d(F.relu(conv(x)), 2)
        # Rows, then columns, then channels, as the cases lay weights out.
        return self.output(x.permute(0, 2, 3, 1).flatten(1))


class Block(nn.Module):
    def __init__(self, before, after, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(before, after, 3, stride, 1, bias=False)
        self.norm1 = nn.BatchNorm2d(after)
        self.conv2 = nn.Conv2d(after, after, 3, 1, 1, bias=False)
        self.norm2 = nn.BatchNorm2d(after)
        self.shortcut = nn.Sequential()
        if stride != 1 or before != after:
            self.shortcut = nn.Sequential(nn.Conv2d(before, after, 1, stride, bias=False), nn.BatchNorm2d(after))

    def forward(self, x):
        out = self.norm2(self.conv2(F.relu(self.norm1(self.conv1(x)))))
        return F.relu(out + self.shortcut(x))


class ResNet(nn.Module):
    def __init__(self, widths, blocks, classes):
        super().__init__()
        self.conv1 = nn.Conv2d(1, widths[0], 3, 1, 1, bias=False)
        self.norm1 = nn.BatchNorm2d(widths[0])
        stages, before = [], widths[0]
        for stage, width in enumerate(widths):
            for block in range(blocks):
                stages.append(Block(before, width, 2 if stage > 0 and block == 0 else 1))
                before = width
        self.blocks = nn.Sequential(*stages)
        self.output = nn.Linear(widths[-1], classes)

    def forward(self, x):
        x = self.blocks(F.relu(self.norm1(self.conv1(x))))
        return self.output(x.mean((2, 3)))


NETS = {
    "mlp-2-64-64-64-2": lambda: Mlp([2, 64, 64, 64, 2]),
    "default-30-layers": lambda: DeepMlp([2] + 30 * [16] + [2]),
    "cnn-8-16": lambda: Cnn([8, 16], 16, 10),
    "resnet-8": lambda: ResNet([8, 16, 32], 1, 10),
    "resnet-20-classroom": lambda: ResNet([8, 16, 32], 3, 10),
}


def torch_layout(slot, values):
    """[in, out] to [out, in], and [kh, kw, in, out] to [out, in, kh, kw]."""
    tensor = torch.tensor(values[slot["offset"] : slot["offset"] + slot["size"]], dtype=torch.float32).reshape(slot["shape"])
    if tensor.dim() == 2:
        return tensor.t().contiguous()
    if tensor.dim() == 4:
        return tensor.permute(3, 2, 0, 1).contiguous()
    return tensor


def load(folder, name):
    """A function of (alpha, beta) that sets the weights and gives the loss; and the case."""
    with open(f"{folder}/cases/{name}.json") as file:
        case = json.load(file)
    net = NETS[name]().eval()
    parameters = list(net.parameters())
    order = sorted_like(parameters, case["parameters"])
    parts = [[torch_layout(slot, values) for slot in order] for values in (case["origin"]["theta"], *case["deltas"])]
    running = [b for b in net.buffers() if b.dim() == 1]
    for buffer, slot in zip(running, case["state"]):
        buffer.copy_(torch_layout(slot, case["origin"]["state"]))
    x = torch.tensor(case["x"], dtype=torch.float32).reshape([case["n"], *case["inputShape"]])
    if x.dim() == 4:
        x = x.permute(0, 3, 1, 2).contiguous()
    labels = torch.tensor(case["labels"])

    def loss(alpha, beta):
        for parameter, origin, delta, eta in zip(parameters, *parts):
            torch.add(origin, delta, alpha=alpha, out=parameter.data)
            parameter.data.add_(eta, alpha=beta)
        return F.cross_entropy(net(x), labels).item()

    return loss, case


def sorted_like(parameters, slots):
    """The slots in the order of the module's parameters, which is theirs: checked by their sizes."""
    if [p.numel() for p in parameters] != [slot["size"] for slot in slots]:
        raise SystemExit("The module's parameters are not in the order of the case's.")
    return slots


def main():
    folder, runs, milliseconds, threads = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
    torch.set_num_threads(threads)
    torch.set_grad_enabled(False)
    for name in sys.argv[5:]:
        loss, case = load(folder, name)
        coords, expected = case["checks"]["coords"], case["checks"]["losses"]
        found = [loss(coords[2 * i], coords[2 * i + 1]) for i in range(len(expected))]
        difference = max(abs(a - b) / abs(b) for a, b in zip(found, expected))
        if not difference <= 1e-4:
            raise SystemExit(f"{name}: losses {found}, expected {expected}")
        start, warm = time.perf_counter(), 0
        while time.perf_counter() - start < milliseconds / 1000:
            loss(0.1, 0.1)
            warm += 1
        points = max(8, warm)
        rates = []
        for _ in range(runs):
            start = time.perf_counter()
            for i in range(points):
                loss((i % 64 - 32) / 64, (i // 64 % 64 - 32) / 64)
            rates.append(points / (time.perf_counter() - start))
        print(json.dumps({"net": name, "rates": rates, "median": statistics.median(rates), "points": points,
                          "difference": difference, "version": torch.__version__, "threads": torch.get_num_threads()}), flush=True)


main()
