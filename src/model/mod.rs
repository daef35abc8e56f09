//! Plain data: what an article is and what was found in it. No input or output, no rules.

mod annotation;
mod article;
mod change;
mod correction;
mod feed;
mod language;
mod outline;
mod picture;
mod problem;
mod raster;
mod shelf;
mod statement;
mod subscription;
mod withhold;

pub use annotation::{Annotations, Mention, Name, NameKind, Quote, QuoteKind, RunnerUp};
pub use article::{
    Article, Block, BlockKind, Inline, Link, Marker, Source, SourceKind, Style, is_openable,
};
pub use change::{Change, SavedSearch};
pub use correction::{Correction, PUT_RIGHT};
pub use feed::{Author, Content, Enclosure, Entry, Feed};
pub use language::Language;
pub use outline::{Outline, SubscriptionList};
pub use picture::{Picture, PicturePlace};
pub use problem::Problem;
pub use raster::Raster;
pub use shelf::{ArticleKey, FeedKey, Hit, Listing, Order, Part, Row, Shelf, ShelfRow};
pub use subscription::{Arriving, FeedState, Origin, Pace, Setting, Subscription, Validators};
