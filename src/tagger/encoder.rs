//! A window of pieces through the model.

use super::activations::{Activations, Quantise};
use super::attention::{self, Attend};
use super::float::{self, AddAndNorm, Gelu};
use super::kernel::Instructions;
use super::matrix::Multiply;
use super::model::{Layer, Model};

/// One piece of a window.
#[derive(Clone, Copy, Debug)]
pub struct Piece {
    /// Which of the word pieces it is.
    pub id: usize,
    /// The case class of its word.
    pub case: usize,
    /// Whether its word begins with it: it is what the head sees of the word.
    pub first: bool,
}

/// Room for the work on a window, to be used again for the next one.
#[derive(Default)]
pub struct Scratch {
    pub(super) window: Vec<Piece>,
    activations: Activations,
    rows: Vec<f32>,
    queries: Vec<f32>,
    keys_values: Vec<f32>,
    inner: Vec<f32>,
    attention: attention::Room,
}

/// Scores the words of the window in `scratch`: for each the scores of its tags, one word after
/// the other.
pub fn score(model: &Model, instructions: Instructions, scratch: &mut Scratch) -> Vec<f32> {
    embed(model, &scratch.window, &mut scratch.rows);
    let mut layers = model.layers.iter().peekable();
    while let Some(layer) = layers.next() {
        let last = layers.peek().is_none();
        forward(instructions, model.sizes.width, layer, last, scratch);
    }
    head(model, instructions, scratch)
}

fn embed(model: &Model, window: &[Piece], rows: &mut Vec<f32>) {
    let width = model.sizes.width;
    rows.clear();
    rows.resize(window.len() * width, 0.0);
    for (at, (piece, row)) in window.iter().zip(rows.chunks_exact_mut(width)).enumerate() {
        model.words.add_row(piece.id, row);
        model.positions.add_row(at, row);
        for (x, case) in row.iter_mut().zip(&model.cases[piece.case * width..]) {
            *x += case;
        }
        model.norm.apply(row);
    }
}

/// One layer, in place. After the last only the rows of first pieces are left: nothing looks at
/// the others, except as keys and values.
fn forward(
    instructions: Instructions,
    width: usize,
    layer: &Layer,
    last: bool,
    scratch: &mut Scratch,
) {
    let Scratch {
        window,
        activations,
        rows,
        queries,
        keys_values,
        inner,
        attention,
    } = scratch;
    let quantise = |rows: &[f32], width, activations: &mut Activations| {
        instructions.run(Quantise {
            rows,
            width,
            activations,
        });
    };
    let multiply = |matrix, activations: &Activations, out: &mut Vec<f32>| {
        instructions.run(Multiply {
            matrix,
            activations,
            out,
        });
    };
    let add_and_norm = |rows: &mut [f32], more: &[f32], norm| {
        instructions.run(AddAndNorm { rows, more, norm });
    };
    quantise(rows, width, activations);
    multiply(&layer.keys_values, activations, keys_values);
    if last {
        keep_first(window, width, rows);
        quantise(rows, width, activations);
    }
    multiply(&layer.queries, activations, queries);
    instructions.run(Attend {
        width,
        queries,
        keys_values,
        room: attention,
    });
    quantise(queries, width, activations);
    multiply(&layer.out, activations, queries);
    add_and_norm(rows, queries, &layer.out_norm);
    quantise(rows, width, activations);
    multiply(&layer.up, activations, inner);
    instructions.run(Gelu(inner));
    quantise(inner, layer.up.width(), activations);
    multiply(&layer.down, activations, queries);
    add_and_norm(rows, queries, &layer.down_norm);
}

fn head(model: &Model, instructions: Instructions, scratch: &mut Scratch) -> Vec<f32> {
    let sizes = &model.sizes;
    let Scratch {
        window,
        activations,
        rows,
        queries,
        inner,
        ..
    } = scratch;
    queries.clear();
    let firsts = window.iter().filter(|piece| piece.first);
    for (piece, row) in firsts.zip(rows.chunks_exact(sizes.width)) {
        queries.extend_from_slice(row);
        let features = &model.case_features[piece.case * sizes.case_width..];
        queries.extend_from_slice(&features[..sizes.case_width]);
    }
    let width = sizes.width + sizes.case_width;
    instructions.run(Quantise {
        rows: queries,
        width,
        activations,
    });
    instructions.run(Multiply {
        matrix: &model.dense,
        activations,
        out: inner,
    });
    instructions.run(Gelu(inner));
    let mut scores = Vec::with_capacity(queries.len() / width * sizes.tags);
    for row in inner.chunks_exact(sizes.hidden) {
        let tags = model.tags.chunks_exact(sizes.hidden);
        let sums = tags.zip(&model.tag_bias);
        scores.extend(sums.map(|(weights, bias)| float::dot(row, weights) + bias));
    }
    scores
}

/// Keeps the rows of first pieces.
fn keep_first(window: &[Piece], width: usize, rows: &mut Vec<f32>) {
    let mut kept = 0;
    for (at, piece) in window.iter().enumerate() {
        if piece.first {
            rows.copy_within(at * width..(at + 1) * width, kept * width);
            kept += 1;
        }
    }
    rows.truncate(kept * width);
}
