#!/usr/bin/env python3
"""Write a trained model as the file that goes into the program.

    python export.py CHECKPOINT ../assets/tagger.bin [--layers N]

The format is told in `src/tagger/weights.rs`.
"""
import argparse
import struct
from pathlib import Path

import torch

from model import CASE_WIDTH, HIDDEN, Tagger, group_scales, kept_pieces, levels, pretrained_pieces
from sets import TAGS
from words import CASES

MAGIC = b"QUOTAG1\n"


def floats(tensor):
    return tensor.detach().float().contiguous().numpy().astype("<f4").tobytes()


def quantized(rows):
    """Scales, multipliers and nibbles of a matrix, the even column in the low half."""
    rows = rows.detach().float()
    scale, multipliers = group_scales(rows)
    q = (levels(rows, scale, multipliers) + 8).to(torch.uint8).reshape(rows.shape[0], -1)
    packed = q[:, 0::2] | q[:, 1::2] << 4
    return floats(scale.reshape(-1)) + multipliers.to(torch.uint8).numpy().tobytes() + packed.numpy().tobytes()


def file_of(model, pieces):
    width = model.word.weight.shape[1]
    first = model.layers[0]
    sizes = (len(model.layers), width, first.heads, first.up.weight.shape[0], len(pieces),
             model.position.weight.shape[0], CASES, CASE_WIDTH, HIDDEN, len(TAGS))
    names = "\n".join(pieces).encode()
    out = [MAGIC, struct.pack("<10I", *sizes), struct.pack("<I", len(names)), names,
           quantized(model.word.weight), quantized(model.position.weight), floats(model.case.weight),
           floats(model.norm.weight), floats(model.norm.bias)]
    for layer in model.layers:
        for linear in (layer.qkv, layer.out):
            out += [quantized(linear.weight), floats(linear.bias)]
        out += [floats(layer.norm1.weight), floats(layer.norm1.bias)]
        for linear in (layer.up, layer.down):
            out += [quantized(linear.weight), floats(linear.bias)]
        out += [floats(layer.norm2.weight), floats(layer.norm2.bias)]
    out += [floats(model.head_case.weight), quantized(model.dense.weight), floats(model.dense.bias),
            floats(model.tags.weight), floats(model.tags.bias)]
    return b"".join(out)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--layers", type=int, default=6)
    options = parser.parse_args()
    pieces = kept_pieces(pretrained_pieces())
    model = Tagger(len(pieces), layers=options.layers)
    model.load_state_dict({k: v for k, v in torch.load(options.checkpoint).items() if k in model.state_dict()})
    data = file_of(model, pieces)
    options.out.write_bytes(data)
    print(f"{options.out}: {len(data)} bytes")


if __name__ == "__main__":
    main()
