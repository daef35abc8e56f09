//! A window of pieces through the model.

use super::activations::Activations;
use super::attention::{self, attend};
use super::float::{LayerNorm, gelu};
use super::kernel::{Job, Kernel};
use super::matrix::Matrix;
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

/// Scores the words of the window in `scratch`.
pub struct Forward<'a> {
    pub model: &'a Model,
    pub scratch: &'a mut Scratch,
}

impl Job for Forward<'_> {
    /// For each word the scores of its tags, one word after the other.
    type Output = Vec<f32>;

    #[inline(always)]
    fn run<K: Kernel>(self, kernel: K) -> Vec<f32> {
        let Self { model, scratch } = self;
        embed(model, &scratch.window, &mut scratch.rows);
        if let Some((last, layers)) = model.layers.split_last() {
            for layer in layers {
                forward(kernel, model.sizes.width, layer, false, scratch);
            }
            forward(kernel, model.sizes.width, last, true, scratch);
        }
        head(kernel, model, scratch)
    }
}

#[inline(always)]
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
#[inline(always)]
fn forward<K: Kernel>(kernel: K, width: usize, layer: &Layer, last: bool, scratch: &mut Scratch) {
    let Scratch {
        window,
        activations,
        rows,
        queries,
        keys_values,
        inner,
        attention,
    } = scratch;
    quantise(rows, width, activations);
    multiply(
        kernel,
        &layer.keys_values,
        activations,
        window.len(),
        keys_values,
    );
    if last {
        keep_first(window, width, rows);
        quantise(rows, width, activations);
    }
    let count = rows.len() / width;
    multiply(kernel, &layer.queries, activations, count, queries);
    attend(kernel, width, queries, keys_values, attention);
    quantise(queries, width, activations);
    multiply(kernel, &layer.out, activations, count, queries);
    add_and_norm(rows, queries, width, &layer.out_norm);
    quantise(rows, width, activations);
    multiply(kernel, &layer.up, activations, count, inner);
    quantise_gelu(inner, layer.up.width(), activations);
    multiply(kernel, &layer.down, activations, count, queries);
    add_and_norm(rows, queries, width, &layer.down_norm);
}

#[inline(always)]
fn head<K: Kernel>(kernel: K, model: &Model, scratch: &mut Scratch) -> Vec<f32> {
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
    quantise(queries, width, activations);
    multiply(
        kernel,
        &model.dense,
        activations,
        queries.len() / width,
        inner,
    );
    let mut scores = Vec::with_capacity(queries.len() / width * sizes.tags);
    for row in inner.chunks_exact_mut(sizes.hidden) {
        for x in &mut *row {
            *x = gelu(*x);
        }
        let tags = model.tags.chunks_exact(sizes.hidden);
        for (weights, bias) in tags.zip(&model.tag_bias) {
            scores.push(super::float::dot(row, weights) + bias);
        }
    }
    scores
}

/// Keeps the rows of first pieces.
#[inline(always)]
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

#[inline(always)]
fn quantise(rows: &[f32], width: usize, activations: &mut Activations) {
    activations.reset(rows.len() / width, width);
    for (at, row) in rows.chunks_exact(width).enumerate() {
        activations.set(at, row);
    }
}

/// Applies GELU on the way, while a row is near.
#[inline(always)]
fn quantise_gelu(rows: &mut [f32], width: usize, activations: &mut Activations) {
    activations.reset(rows.len() / width, width);
    for (at, row) in rows.chunks_exact_mut(width).enumerate() {
        for x in &mut *row {
            *x = gelu(*x);
        }
        activations.set(at, row);
    }
}

#[inline(always)]
fn multiply<K: Kernel>(
    kernel: K,
    matrix: &Matrix,
    activations: &Activations,
    count: usize,
    out: &mut Vec<f32>,
) {
    out.resize(count * matrix.width(), 0.0);
    matrix.times(kernel, activations, out);
}

#[inline(always)]
fn add_and_norm(rows: &mut [f32], more: &[f32], width: usize, norm: &LayerNorm) {
    let rows = rows.chunks_exact_mut(width);
    for (row, more) in rows.zip(more.chunks_exact(width)) {
        for (x, more) in row.iter_mut().zip(more) {
            *x += more;
        }
        norm.apply(row);
    }
}
