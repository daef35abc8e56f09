#!/usr/bin/env bash
# Makes assets/tagger.bin from the sets and the corpus, and from that the weights of quotations (assets/*.tsv).
#     training/make.sh [FOLDER [SEED]]      checkpoints and logs go to FOLDER, a temporary one if none is named
set -euo pipefail
cd "$(dirname "$0")"
out=${1:-$(mktemp -d)}
common=(--seed "${2:-1}" --threads "$(nproc)")
mkdir -p "$out"
[ -x "$out/python/bin/python" ] || python3 -m venv "$out/python"
python="$out/python/bin/python"
"$python" -m pip install --quiet --requirement requirements.txt

# A stage that has ended is not run again, so that a run that was stopped goes on when it is started with the same FOLDER.
stage() {
    local name=$1; shift
    [ -e "$out/$name.done" ] && return
    "$python" train.py "${common[@]}" --out "$out/$name" "$@" 2>&1 | tee -a "$out/$name.log"
    touch "$out/$name.done"
}

stage whole --epochs 2
stage quantized --start "$out/whole/model.pt" --layers 4 --quantize --epochs 3
"$python" export.py "$out/quantized/model.pt" ../assets/tagger.bin --layers 4
"$python" speakers.py 2>&1 | tee "$out/speakers.log"
