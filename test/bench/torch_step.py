"""The training step of `npm run bench -- step` in PyTorch, eager, one thread: python3 test/bench/torch_step.py [widths].

L = 2, T = 32, V = 32, B = 32, 1,024 tokens a step; the same model (pre-LayerNorm GPT-2, untied head without a bias,
GELU in its tanh form), AdamW with clipping to 1. Milliseconds are processor time of the process, medians of rounds.
"""
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F

LAYERS, CONTEXT, VOCABULARY, BATCH = 2, 32, 32, 32
FUTURE = torch.ones(CONTEXT, CONTEXT, dtype=torch.bool).triu(1)
ROUNDS, ROUND_SECONDS, WARM_UP = 7, 0.4, 5


def attention(q: torch.Tensor, k: torch.Tensor, v: torch.Tensor) -> torch.Tensor:
    """Causal, (B, H, T, D); the fused one where this PyTorch has it."""
    if hasattr(F, "scaled_dot_product_attention"):
        return F.scaled_dot_product_attention(q, k, v, is_causal=True)
    scores = q @ k.transpose(2, 3) / q.shape[3] ** 0.5
    return scores.masked_fill(FUTURE, -torch.inf).softmax(dim=3) @ v


class Block(nn.Module):
    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.ln_1, self.ln_2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.c_attn, self.attn_out = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.c_fc, self.mlp_out = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        B, T, C = x.shape
        q, k, v = (
            part.view(B, T, self.heads, C // self.heads).transpose(1, 2)
            for part in self.c_attn(self.ln_1(x)).split(C, dim=2)
        )
        y = attention(q, k, v)
        x = x + self.attn_out(y.transpose(1, 2).reshape(B, T, C))
        return x + self.mlp_out(F.gelu(self.c_fc(self.ln_2(x)), approximate="tanh"))


class Model(nn.Module):
    def __init__(self, width: int) -> None:
        super().__init__()
        heads = 1 if width < 4 or width % 2 else 2 if width < 64 else 4
        self.wte, self.wpe = nn.Embedding(VOCABULARY, width), nn.Embedding(CONTEXT, width)
        self.blocks = nn.Sequential(*(Block(width, heads) for _ in range(LAYERS)))
        self.ln_f, self.head = nn.LayerNorm(width), nn.Linear(width, VOCABULARY, bias=False)

    def forward(self, tokens: torch.Tensor) -> torch.Tensor:
        x = self.wte(tokens) + self.wpe(torch.arange(CONTEXT))
        return self.head(self.ln_f(self.blocks(x)))


def ms_per_step(width: int) -> list[float]:
    torch.manual_seed(0)
    model = Model(width)
    optimiser = torch.optim.AdamW(model.parameters(), lr=1e-3, betas=(0.9, 0.98), weight_decay=0)
    tokens = torch.randint(VOCABULARY, (BATCH, CONTEXT))
    targets = torch.randint(VOCABULARY, (BATCH * CONTEXT,))

    def step() -> None:
        loss = F.cross_entropy(model(tokens).view(-1, VOCABULARY), targets)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        loss.item()

    for _ in range(WARM_UP):
        step()
    times = []
    for _ in range(ROUNDS):
        used, start, steps = time.process_time(), time.perf_counter(), 0
        while time.perf_counter() - start < ROUND_SECONDS:
            step()
            steps += 1
        times.append((time.process_time() - used) / steps * 1000)
    return sorted(times)


def main() -> None:
    torch.set_num_threads(1)
    widths = [int(w) for w in sys.argv[1].split(",")] if len(sys.argv) > 1 else [8, 16, 32, 64, 128]
    print(f"torch {torch.__version__}, one thread\n\n| width | ms/step | least | tokens/s |\n| --- | --- | --- | --- |")
    for width in widths:
        times = ms_per_step(width)
        median = times[len(times) // 2]
        print(f"| {width} | {median:.2f} | {times[0]:.2f} | {1000 / median * BATCH * CONTEXT:.0f} |", flush=True)


if __name__ == "__main__":
    main()
