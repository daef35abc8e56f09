//! A small neural network that scores the tags of words in their context.
//!
//! A BERT encoder with weights of 4 bits, in plain Rust with kernels for the instruction sets that
//! matter: about a tenth of a second for a long article on one core. It gives the same bits on
//! every processor. It knows nothing of what the words are from nor what the tags stand for.

mod activations;
mod attention;
mod case;
mod encoder;
mod float;
mod kernel;
mod matrix;
mod model;
mod weights;
mod word_piece;

use std::sync::OnceLock;

use thiserror::Error;

use encoder::Piece;
use model::Model;
use word_piece::WordPieces;

pub use encoder::Scratch;
pub(crate) use float::exp;
pub use kernel::Instructions;
pub use weights::WeightsError;

/// A model that is ready for work.
pub struct Tagger {
    pieces: WordPieces,
    model: Model,
    instructions: Instructions,
}

/// A window has more pieces than the model has positions.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[error("these words are {pieces} pieces: the tagger takes {longest} at a time")]
pub struct WindowTooLong {
    /// How many pieces its words have.
    pub pieces: usize,
    /// How many a window may have.
    pub longest: usize,
}

/// The scores of each word of a window.
#[derive(Clone, Debug, PartialEq)]
pub struct Scores {
    tags: usize,
    scores: Vec<f32>,
}

impl Scores {
    /// For each word the logits of its tags, in the order of the weights file.
    pub fn words(&self) -> impl ExactSizeIterator<Item = &[f32]> {
        self.scores.chunks_exact(self.tags)
    }
}

impl std::fmt::Debug for Tagger {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tagger")
            .field("sizes", &self.model.sizes)
            .field("instructions", &self.instructions)
            .finish_non_exhaustive()
    }
}

/// Made by `training/`; what it is and what it can do is told in `docs/model.md`.
static BUILT_IN: &[u8] = include_bytes!("../../assets/tagger.bin");

impl Tagger {
    /// The model inside the program, made ready at the first call. `None` where its bytes are
    /// damaged.
    pub fn built_in() -> Option<&'static Self> {
        static READY: OnceLock<Option<Tagger>> = OnceLock::new();
        READY.get_or_init(|| Self::new(BUILT_IN).ok()).as_ref()
    }

    /// Lays the weights out for this processor.
    ///
    /// # Errors
    /// Where the bytes are no weights that the engine can use.
    pub fn new(bytes: &'static [u8]) -> Result<Self, WeightsError> {
        let mut file = weights::open(bytes)?;
        Ok(Self {
            pieces: WordPieces::read(file.pieces, file.sizes.pieces)?,
            model: Model::read(file.sizes, &mut file.tables)?,
            instructions: Instructions::detect(),
        })
    }

    /// Works with `instructions` instead of the fastest there are.
    #[must_use]
    pub fn with(self, instructions: Instructions) -> Self {
        Self {
            instructions,
            ..self
        }
    }

    /// How many tags a word has a score for.
    #[must_use]
    pub fn tags(&self) -> usize {
        self.model.sizes.tags
    }

    /// How many pieces the words of a window may have together.
    #[must_use]
    pub fn longest(&self) -> usize {
        self.model.sizes.positions - 2
    }

    /// How many pieces `word` has in a window.
    #[must_use]
    pub fn pieces(&self, word: &str) -> usize {
        self.pieces.cut(word).len()
    }

    /// The scores of `words`, each seen in the context of the others.
    ///
    /// # Errors
    /// Where the words have more than [`Tagger::longest`] pieces.
    pub fn scores(&self, words: &[&str], scratch: &mut Scratch) -> Result<Scores, WindowTooLong> {
        let mark = |id| Piece {
            id,
            case: case::NO_WORD,
            first: false,
        };
        let window = &mut scratch.window;
        window.clear();
        window.push(mark(self.pieces.start));
        for word in words {
            let case = case::class(word);
            let ids = self.pieces.cut(word).into_iter().enumerate();
            window.extend(ids.map(|(at, id)| Piece {
                id,
                case,
                first: at == 0,
            }));
        }
        window.push(mark(self.pieces.end));
        if window.len() > self.model.sizes.positions {
            return Err(WindowTooLong {
                pieces: window.len() - 2,
                longest: self.longest(),
            });
        }
        Ok(Scores {
            tags: self.tags(),
            scores: encoder::score(&self.model, self.instructions, scratch),
        })
    }
}
