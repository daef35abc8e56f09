//! The parts of the transformer, laid out for the work.

use super::float::LayerNorm;
use super::matrix::{Matrix, Stored};
use super::weights::{Reader, Sizes, WeightsError};

/// A fine-tuned BERT encoder and the head that scores words.
pub struct Model {
    pub sizes: Sizes,
    pub words: Stored<'static>,
    pub positions: Stored<'static>,
    /// For each case class a row that is added to the embedding.
    pub cases: Vec<f32>,
    pub norm: LayerNorm,
    pub layers: Vec<Layer>,
    /// For each case class a row that the head sees beside the encoder's answer.
    pub case_features: Vec<f32>,
    pub dense: Matrix,
    /// A row for each tag.
    pub tags: Vec<f32>,
    pub tag_bias: Vec<f32>,
}

/// One layer of the encoder.
pub struct Layer {
    pub queries: Matrix,
    pub keys_values: Matrix,
    pub out: Matrix,
    pub out_norm: LayerNorm,
    pub up: Matrix,
    pub down: Matrix,
    pub down_norm: LayerNorm,
}

impl Model {
    /// Reads the tables of a file and lays them out.
    pub fn read(sizes: Sizes, file: &mut Reader) -> Result<Self, WeightsError> {
        let width = sizes.width;
        Ok(Self {
            sizes,
            words: file.stored(sizes.pieces, width)?,
            positions: file.stored(sizes.positions, width)?,
            cases: file.floats(sizes.cases * width)?,
            norm: norm(file, width)?,
            layers: (0..sizes.layers)
                .map(|_| Layer::read(&sizes, file))
                .collect::<Result<_, _>>()?,
            case_features: file.floats(sizes.cases * sizes.case_width)?,
            dense: matrix(file, sizes.hidden, width + sizes.case_width)?,
            tags: file.floats(sizes.tags * sizes.hidden)?,
            tag_bias: file.floats(sizes.tags)?,
        })
    }
}

impl Layer {
    fn read(sizes: &Sizes, file: &mut Reader) -> Result<Self, WeightsError> {
        let Sizes { width, inner, .. } = *sizes;
        let together = file.stored(3 * width, width)?;
        let bias = file.floats(3 * width)?;
        let (query_bias, key_value_bias) = bias.split_at(width);
        Ok(Self {
            queries: Matrix::new(together.slice(0..width), query_bias),
            keys_values: Matrix::new(together.slice(width..3 * width), key_value_bias),
            out: matrix(file, width, width)?,
            out_norm: norm(file, width)?,
            up: matrix(file, inner, width)?,
            down: matrix(file, width, inner)?,
            down_norm: norm(file, width)?,
        })
    }
}

fn matrix(file: &mut Reader, rows: usize, columns: usize) -> Result<Matrix, WeightsError> {
    let stored = file.stored(rows, columns)?;
    Ok(Matrix::new(stored, &file.floats(rows)?))
}

fn norm(file: &mut Reader, width: usize) -> Result<LayerNorm, WeightsError> {
    Ok(LayerNorm {
        gamma: file.floats(width)?,
        beta: file.floats(width)?,
    })
}
