//! What a [`Walk`](super::Walk) has to know of a language to go through a document of it.

use super::Element;

/// What the language of a document says about its elements. Names come without prefixes, in the
/// case in which they are written.
pub(in crate::loader) trait Grammar {
    /// How `element`, whose content is not known yet, is taken in the containers `around` it (the
    /// outermost first).
    fn place(&self, around: &[&str], element: &Element<'_>) -> Place;

    /// Whether an element of this name never stands in another of the same name: a second one says
    /// that the end of the first was forgotten.
    fn never_nests(&self, name: &str) -> bool;

    /// Whether an element of this name holds text alone, so that another of these names in it
    /// says that its end was forgotten.
    fn is_field(&self, name: &str) -> bool;
}

/// What becomes of an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::loader) enum Place {
    /// It is entered.
    Container,
    /// It is handed out as a whole.
    Whole,
    /// Its tags are passed over, as if they were not there.
    Nothing,
}
