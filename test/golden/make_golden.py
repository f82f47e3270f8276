#!/usr/bin/env python3
"""Golden values of the model, the loss, every gradient and ten AdamW steps, from PyTorch.

An independent GPT-2 in float64 (torch's own layer_norm, softmax, gelu, cross_entropy, clip_grad_norm_
and AdamW), started from float32 values that are random and non-zero in every tensor. Shapes, names and
multipliers follow CONTRIBUTING and src/model/spec.ts, written down here a second time on purpose.

Run: python3 test/golden/make_golden.py   (torch 1.13 or newer; writes golden.json beside this file)
"""
import base64
import json
import math
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)

SHAPES = {
    "wide": dict(vocabulary=11, context=12, dModel=8, nHeads=2, nLayers=2, baseWidth=32, batch=3),
    "odd": dict(vocabulary=9, context=7, dModel=6, nHeads=3, nLayers=1, baseWidth=4, batch=5),
}
OPTIMISERS = {
    ("wide", "mup"): dict(beta1=0.9, beta2=0.98, epsilon=1e-8, weightDecay=0.1, clip=0.5),
    ("wide", "standard"): dict(beta1=0.9, beta2=0.98, epsilon=1e-8, weightDecay=0.0, clip=1.0),
    ("odd", "mup"): dict(beta1=0.8, beta2=0.95, epsilon=1e-6, weightDecay=0.05, clip=0.25),
    ("odd", "standard"): dict(beta1=0.9, beta2=0.999, epsilon=1e-8, weightDecay=0.2, clip=0.0),
}
STEPS = 10
BATCHES = 4


def encode(values):
    """float32, little-endian, base64."""
    return base64.b64encode(np.asarray(values, dtype="<f4").tobytes()).decode("ascii")


def parameter_shapes(s):
    c, v, t = s["dModel"], s["vocabulary"], s["context"]
    yield "wte.weight", (v, c)
    yield "wpe.weight", (t, c)
    for i in range(s["nLayers"]):
        yield f"h.{i}.ln_1.weight", (c,)
        yield f"h.{i}.ln_1.bias", (c,)
        yield f"h.{i}.attn.c_attn.weight", (c, 3 * c)
        yield f"h.{i}.attn.c_attn.bias", (3 * c,)
        yield f"h.{i}.attn.c_proj.weight", (c, c)
        yield f"h.{i}.attn.c_proj.bias", (c,)
        yield f"h.{i}.ln_2.weight", (c,)
        yield f"h.{i}.ln_2.bias", (c,)
        yield f"h.{i}.mlp.c_fc.weight", (c, 4 * c)
        yield f"h.{i}.mlp.c_fc.bias", (4 * c,)
        yield f"h.{i}.mlp.c_proj.weight", (4 * c, c)
        yield f"h.{i}.mlp.c_proj.bias", (c,)
    yield "ln_f.weight", (c,)
    yield "ln_f.bias", (c,)
    yield "lm_head.weight", (v, c)


def is_hidden(name):
    return name.startswith("h.") and name.endswith(".weight") and ".ln_" not in name


def random_parameters(s, rng):
    """Random in every tensor, gains around 1; rounded to float32 so that both sides start equal."""
    parameters = {}
    for name, dims in parameter_shapes(s):
        spread = 0.5 if is_hidden(name) or name == "lm_head.weight" else 0.3
        values = rng.normal(0, spread, dims)
        if ".ln_" in name or name.startswith("ln_f"):
            values = values + (1.0 if name.endswith("weight") else 0.0)
        rounded = torch.tensor(values.astype(np.float32)).double()
        parameters[name] = rounded.requires_grad_(True)
    return parameters


def random_batch(s, rng):
    size = (s["batch"], s["context"])
    weights = (rng.random(size) < 0.6).astype(np.int64)
    weights[0, 0] = 1
    inputs = rng.integers(0, s["vocabulary"], size)
    targets = rng.integers(0, s["vocabulary"], size) * weights
    return dict(inputs=inputs, targets=targets, weights=weights)


def logits_of(p, s, mup, inputs):
    b, t = inputs.shape
    c, h = s["dModel"], s["nHeads"]
    d = c // h
    scale = math.sqrt(s["baseWidth"] / h) / d if mup else 1 / math.sqrt(d)
    norm = lambda x, name: F.layer_norm(x, (c,), p[name + ".weight"], p[name + ".bias"], 1e-5)
    dense = lambda x, name: F.linear(x, p[name + ".weight"].T, p[name + ".bias"])
    later = torch.ones(t, t).triu(1).bool()
    x = F.embedding(inputs, p["wte.weight"]) + p["wpe.weight"]
    for i in range(s["nLayers"]):
        block = f"h.{i}."
        qkv = dense(norm(x, block + "ln_1"), block + "attn.c_attn")
        q, k, v = (z.view(b, t, h, d).transpose(1, 2) for z in qkv.chunk(3, dim=-1))
        scores = torch.einsum("bhtd,bhsd->bhts", q, k) * scale
        pattern = scores.masked_fill(later, -math.inf).softmax(-1)
        heads = torch.einsum("bhts,bhsd->bthd", pattern, v).reshape(b, t, c)
        x = x + dense(heads, block + "attn.c_proj")
        hidden = F.gelu(dense(norm(x, block + "ln_2"), block + "mlp.c_fc"), approximate="tanh")
        x = x + dense(hidden, block + "mlp.c_proj")
    m = c / s["baseWidth"] if mup else 1.0
    return F.linear(norm(x, "ln_f"), p["lm_head.weight"]) / m


def loss_of(p, s, mup, batch):
    logits = logits_of(p, s, mup, torch.tensor(batch["inputs"]))
    chosen = torch.tensor(batch["weights"]).bool()
    return logits, F.cross_entropy(logits[chosen], torch.tensor(batch["targets"])[chosen])


def make_optimiser(p, s, mup, o):
    m = s["dModel"] / s["baseWidth"] if mup else 1.0
    groups = []
    for name, tensor in p.items():
        vector = tensor.dim() == 1
        hidden = is_hidden(name)
        groups.append(
            dict(
                params=[tensor],
                weight_decay=0.0 if vector else o["weightDecay"] * (m if hidden else 1.0),
                scale=1 / m if hidden else 1.0,
            )
        )
    return torch.optim.AdamW(groups, lr=1.0, betas=(o["beta1"], o["beta2"]), eps=o["epsilon"])


def train(p, s, mup, o, batches):
    optimiser = make_optimiser(p, s, mup, o)
    steps = []
    for step in range(1, STEPS + 1):
        rate = 0.01 * min(1.0, step / 3) * (1 - 0.05 * step)
        for group in optimiser.param_groups:
            group["lr"] = rate * group["scale"]
        optimiser.zero_grad()
        _, loss = loss_of(p, s, mup, batches[(step - 1) % len(batches)])
        loss.backward()
        norm = torch.nn.utils.clip_grad_norm_(list(p.values()), o["clip"] or math.inf)
        optimiser.step()
        steps.append(dict(learningRate=rate, loss=loss.item(), gradNorm=norm.item()))
    return steps


def make_case(name, parametrisation, seed):
    s, o = SHAPES[name], OPTIMISERS[(name, parametrisation)]
    mup = parametrisation == "mup"
    rng = np.random.default_rng(seed)
    p = random_parameters(s, rng)
    batches = [random_batch(s, rng) for _ in range(BATCHES)]
    values = lambda: {key: encode(tensor.detach().numpy()) for key, tensor in p.items()}
    weights = values()
    logits, loss = loss_of(p, s, mup, batches[0])
    loss.backward()
    gradients = {key: encode(tensor.grad.numpy()) for key, tensor in p.items()}
    steps = train(p, s, mup, o, batches)
    shape = {key: value for key, value in s.items() if key != "batch"}
    return dict(
        name=f"{name} {parametrisation}",
        shape=dict(shape, parametrisation=parametrisation),
        batch=s["batch"],
        optimiser=o,
        weights=weights,
        batches=[{key: value.ravel().tolist() for key, value in b.items()} for b in batches],
        logits=encode(logits.detach().numpy()),
        loss=loss.item(),
        gradients=gradients,
        steps=steps,
        final=values(),
    )


def main():
    names = [(name, how) for name in SHAPES for how in ("mup", "standard")]
    cases = [make_case(name, how, seed) for seed, (name, how) in enumerate(names, start=1)]
    target = Path(__file__).with_name("golden.json")
    target.write_text(json.dumps(dict(torch=torch.__version__, cases=cases), indent=1) + "\n")
    for case in cases:
        first, last = case["steps"][0], case["steps"][-1]
        print(case["name"], [round(s["loss"], 4) for s in (first, last)], [round(s["gradNorm"], 3) for s in case["steps"]])


if __name__ == "__main__":
    main()
