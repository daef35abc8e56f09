//! What a person can choose about the looks and the ways of the reader.

use crate::config::Pictures;
use crate::text::{LineOrder, Widths};

use super::sidebar::NameOrder;
use super::voices::Said;

/// What a person can choose about the looks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// The widest that the text column gets, in cells.
    pub measure: u16,
    /// Whether both edges of the column are straight.
    pub justify: bool,
    /// Whether long words are hyphenated.
    pub hyphenate: bool,
    /// Who puts what is written from right to left in order.
    pub order: LineOrder,
    /// The cells that the terminal gives to characters.
    pub widths: Widths,
    /// Whether lines that are no part of the article are shown.
    pub boilerplate: bool,
    /// Whether the program takes the mouse.
    pub mouse: bool,
    /// In which order the sidebar lists names.
    pub names: NameOrder,
    /// Whether what people say in the writer's words is shown.
    pub said: Said,
    /// When an opened article counts as read.
    pub reads_at: ReadsAt,
    /// How pictures are shown here; `None` where they are opened as links are.
    pub pictures: Option<Pictures>,
    /// How sure a speaker must be, in per cent, to be named.
    pub least_sure: u8,
}

impl Default for View {
    /// The looks of the default configuration, on a terminal that has nothing particular; but nobody is
    /// too little sure to be named: what has annotations of its own means them.
    fn default() -> Self {
        Self {
            measure: 72,
            justify: false,
            hyphenate: false,
            order: LineOrder::Visual,
            widths: Widths::Narrow,
            boilerplate: false,
            mouse: true,
            names: NameOrder::default(),
            said: Said::default(),
            reads_at: ReadsAt::default(),
            pictures: None,
            least_sure: 0,
        }
    }
}

/// When an opened article counts as read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ReadsAt {
    /// When it is opened.
    #[default]
    Opening,
    /// When its end has been on the screen.
    End,
}
