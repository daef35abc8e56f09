//! Subscriptions on their way between libraries.

use super::{Origin, SavedSearch, Subscription};
use crate::text::Clean;

/// A list of subscriptions that one reader hands to another.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SubscriptionList {
    /// The subscriptions.
    pub outlines: Vec<Outline>,
    /// Searches kept under a name.
    pub searches: Vec<SavedSearch>,
}

/// A subscription as such a list has it: what a person chose, and nothing of its articles.
#[derive(Debug, Clone, PartialEq)]
pub struct Outline {
    /// Where its articles come from.
    pub origin: Origin,
    /// The person's own name for it.
    pub name: Option<Clean>,
    /// What it calls itself.
    pub title: Option<Clean>,
    /// Its site on the web.
    pub site: Option<Clean>,
    /// The folder it stands in, nested ones joined by `/`; empty at the top.
    pub folder: Clean,
    /// Tags that all of its articles have. None holds a comma: lists part them by it.
    pub tags: Vec<Clean>,
    /// Whether each article's page is fetched for its full text.
    pub full_text: bool,
    /// A command that the feed goes through before it is read.
    pub filter: Option<Clean>,
}

impl Outline {
    /// A subscription to `origin` of which nothing else is known.
    pub fn new(origin: Origin) -> Self {
        Self {
            origin,
            name: None,
            title: None,
            site: None,
            folder: Clean::default(),
            tags: Vec::new(),
            full_text: false,
            filter: None,
        }
    }

    /// Whether a refresh of it runs a command.
    pub fn runs_command(&self) -> bool {
        self.filter.is_some() || matches!(self.origin, Origin::Exec(_))
    }
}

impl From<&Subscription> for Outline {
    fn from(subscription: &Subscription) -> Self {
        Self {
            name: subscription.name.clone(),
            title: subscription.title.clone(),
            site: subscription.site.clone(),
            folder: subscription.folder.clone(),
            tags: subscription.tags.clone(),
            full_text: subscription.full_text,
            filter: subscription.filter.clone(),
            ..Self::new(subscription.origin.clone())
        }
    }
}
