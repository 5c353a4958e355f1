#!/usr/bin/env python3
"""Computes the losses of a dense net's surface anew, in float64, from a file of `npm run landscape -- … --out FILE.npz`.

    python3 examples/rebuild.py FILE.npz

Needs numpy alone. Shows how the file is read: the data in order, the tensors of the net by name, and the directions. Prints, for each pane, how far the
stored losses are from those computed here, and exits with 1 where they disagree.
"""
import json
import sys

import numpy as np


def tensors(vector, table):
    """The tensors that lie in one flat vector, by name."""
    return {t["name"]: vector[t["offset"] : t["offset"] + t["size"]].reshape(t["shape"]) for t in table}


ACTIVATIONS = {"relu": lambda z: np.maximum(z, 0), "tanh": np.tanh, "softplus": lambda z: np.logaddexp(0, z)}


def logits(x, params, weights, state, epsilon):
    """A dense net: h = act(BN(W h + b)), plus h where two layers have one width and the net has skips; the last layer is linear."""
    act = ACTIVATIONS[params["activation"]]
    h = x.reshape(len(x), -1)
    for layer in range(1, params["depth"] + 1):
        name = f"layer{layer}"
        z = h @ weights[f"{name}.kernel"]
        if f"{name}.bias" in weights:
            z = z + weights[f"{name}.bias"]
        if f"{name}.scale" in weights:
            z = (z - state[f"{name}.mean"]) / np.sqrt(state[f"{name}.variance"] + epsilon)
            z = z * weights[f"{name}.scale"] + weights[f"{name}.shift"]
        a = act(z)
        h = a + h if params["skips"] and layer > 1 and a.shape == h.shape else a
    last = f"layer{params['depth'] + 1}"
    return h @ weights[f"{last}.kernel"] + weights[f"{last}.bias"]


def cross_entropy(z, y):
    """The mean of the softmax cross-entropy."""
    z = z - z.max(axis=1, keepdims=True)
    return np.mean(np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(y)), y])


def check(file, letter, recipe, how):
    """The largest relative error of the stored losses at up to 25 × 25 points."""
    if recipe["net"]["id"] != "mlp" or recipe["net"]["params"]["activation"] not in ACTIVATIONS:
        return None
    if recipe["grid"]["batchNorm"] != "frozen" and how["state"]:
        return None
    split, samples = how["evaluated"]["split"], how["evaluated"]["samples"]
    x = file[f"x_{split}_{letter}"][:samples].astype(np.float64)
    y = file[f"y_{split}_{letter}"][:samples]
    origin = file[f"origin_{letter}"].astype(np.float64)
    state = tensors(file[f"origin_state_{letter}"].astype(np.float64), how["state"])
    axes = [("alpha", "direction_alpha"), ("beta", "direction_beta")][: file[f"loss_{letter}"].ndim]
    coordinates = [file[f"{name}_{letter}"] for name, _ in axes]
    directions = [file[f"{direction}_{letter}"].astype(np.float64) for _, direction in axes]
    loss = file[f"loss_{letter}"].reshape(-1, len(coordinates[0]))  # rows are β, columns α
    rows, columns = [np.unique(np.linspace(0, n - 1, 25).astype(int)) for n in loss.shape]
    worst = 0.0
    for row in rows:
        for column in columns:
            theta = origin + coordinates[0][column] * directions[0]
            if len(axes) == 2:
                theta = theta + coordinates[1][row] * directions[1]
            weights = tensors(theta, how["parameters"])
            ours = cross_entropy(logits(x, recipe["net"]["params"], weights, state, how["batchNormEpsilon"]), y)
            stored = loss[row, column]
            if np.isfinite(stored):
                worst = max(worst, abs(stored - ours) / max(abs(ours), 1e-3))
    return worst


def main(path):
    file = np.load(path)
    experiment = json.loads(file["experiment.json"])
    agree = True
    for i, recipe in enumerate(experiment["document"]["panes"]):
        letter = "ABCD"[i]
        worst = check(file, letter, recipe, experiment["rebuild"][i])
        if worst is None:
            print(f"{letter}: this example computes dense nets with ReLU, tanh or softplus and frozen statistics; this pane is another kind.")
            continue
        print(f"{letter}: stored losses and float64 differ by at most {worst:.1e} of the loss.")
        agree = agree and worst < 1e-3
    return 0 if agree else 1


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))
