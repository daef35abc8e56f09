//! Goes through a document in the order in which it is written, one small tree at a time.
//!
//! What a caller calls a container is entered; everything else comes as a whole element. So a
//! document of any length takes the memory of its source and of its largest element.

use std::rc::Rc;

use super::grammar::{Grammar, Place};
use super::namespace;
use super::tokens::{self, Token, Tokens};
use super::{Element, Namespace, Node, reference};

/// Elements nested in one another within one element handed out. Deeper ones give their text to
/// the last that is kept.
const DEPTH: usize = 128;

/// What comes next.
#[derive(Debug)]
pub(in crate::loader) enum Step<'a> {
    /// A container, without its content.
    Enter(Element<'a>),
    /// An element with all that is in it.
    Whole(Element<'a>),
}

/// What had to be mended.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::loader) struct Mended {
    /// The document ends before its elements do. What was not complete is left out.
    pub cut_off: bool,
    /// Elements whose end was forgotten, misspelt or in the wrong place.
    pub unclosed: usize,
    /// Elements below the deepest level.
    pub too_deep: usize,
    /// There is text before the first element.
    pub junk: bool,
}

/// Goes through one document.
pub(in crate::loader) struct Walk<'a, G> {
    grammar: G,
    tokens: Tokens<'a>,
    containers: Vec<Open<'a>>,
    scopes: Vec<Scope<'a>>,
    /// Namespaces that only this document knows, which its containers are in.
    own: Vec<&'a str>,
    mended: Mended,
    resolve: fn(&str, &str) -> Option<String>,
}

/// A container that is open.
struct Open<'a> {
    /// With its prefix.
    full: &'a str,
    name: &'a str,
    base: Option<Rc<str>>,
    language: Option<Rc<str>>,
    scopes: usize,
}

/// What a prefix stands for.
struct Scope<'a> {
    prefix: &'a str,
    namespace: Namespace,
}

/// An element of which the end has not come.
struct Growing<'a> {
    full: &'a str,
    element: Element<'a>,
    scopes: usize,
}

impl<'a, G: Grammar> Walk<'a, G> {
    /// A walk through `source`, in which `resolve(address, base)` makes addresses absolute.
    pub fn new(source: &'a str, grammar: G, resolve: fn(&str, &str) -> Option<String>) -> Self {
        Self {
            grammar,
            tokens: Tokens::of(source),
            containers: Vec::new(),
            scopes: Vec::new(),
            own: Vec::new(),
            mended: Mended::default(),
            resolve,
        }
    }

    /// What had to be mended up to here.
    pub fn mended(&self) -> Mended {
        Mended {
            unclosed: self.mended.unclosed + self.tokens.unclosed_data,
            ..self.mended.clone()
        }
    }

    /// The next container or element; `None` at the end.
    pub fn next(&mut self) -> Option<Step<'a>> {
        loop {
            let inside = self.containers.last().map_or("", |open| open.full);
            let Some(token) = self.tokens.next(inside) else {
                self.mended.cut_off |= self.tokens.cut || !self.containers.is_empty();
                return None;
            };
            match token {
                Token::Text(text) | Token::Data(text) => {
                    let blank = text.trim_start_matches('\u{feff}').trim().is_empty();
                    self.mended.junk |= self.containers.is_empty() && !blank;
                }
                Token::Close { name } => self.leave(name),
                Token::Open {
                    name,
                    attributes,
                    empty,
                } => {
                    let scopes = self.scopes.len();
                    let element = self.element(name, attributes, None);
                    let around: Vec<&str> = self.containers.iter().map(|open| open.name).collect();
                    match self.grammar.place(&around, &element) {
                        Place::Nothing => {
                            self.mended.junk |= self.containers.is_empty();
                            self.scopes.truncate(scopes);
                        }
                        Place::Container => {
                            self.adopt(name, attributes);
                            if !empty {
                                self.containers.push(Open {
                                    full: name,
                                    name: element.name,
                                    base: element.base.clone(),
                                    language: element.language.clone(),
                                    scopes,
                                });
                            }
                            return Some(Step::Enter(element));
                        }
                        Place::Whole => {
                            let growing = Growing {
                                full: name,
                                element,
                                scopes,
                            };
                            let whole = if empty {
                                self.scopes.truncate(scopes);
                                Some(growing.element)
                            } else {
                                self.whole(growing)
                            };
                            if let Some(element) = whole {
                                return Some(Step::Whole(element));
                            }
                        }
                    }
                }
            }
        }
    }

    /// Ends the container `name`, and those in it that were not ended.
    fn leave(&mut self, name: &str) {
        let Some(at) = self.containers.iter().rposition(|o| is_same(o.full, name)) else {
            return;
        };
        self.mended.unclosed += self.containers.len() - at - 1;
        if let Some(open) = self.containers.get(at) {
            self.scopes.truncate(open.scopes);
        }
        self.containers.truncate(at);
    }

    /// The rest of the element that has just been opened; `None` where the document ends first.
    fn whole(&mut self, root: Growing<'a>) -> Option<Element<'a>> {
        let mut stack: Vec<Growing<'a>> = Vec::new();
        let mut top = root;
        // Names of the open elements below the deepest level.
        let mut passed_over: Vec<&'a str> = Vec::new();
        loop {
            let Some(token) = self.tokens.next(top.full) else {
                self.mended.cut_off = true;
                return None;
            };
            match token {
                Token::Text(text) => top.element.children.push(Node::Text(text)),
                Token::Data(text) => top.element.children.push(Node::Data(text)),
                Token::Open {
                    name,
                    attributes,
                    empty,
                } => {
                    if self.ends_what_is_open(&top, &stack, name) {
                        self.mended.unclosed += 1;
                        self.tokens.unread();
                        match self.fold(&mut top, &mut stack) {
                            Some(whole) => return Some(whole),
                            None => continue,
                        }
                    }
                    if stack.len() >= DEPTH {
                        self.mended.too_deep += 1;
                        if !empty {
                            passed_over.push(name);
                        }
                        continue;
                    }
                    let scopes = self.scopes.len();
                    let element = self.element(name, attributes, Some(&top.element));
                    if empty {
                        self.scopes.truncate(scopes);
                        top.element.children.push(Node::Element(element));
                    } else {
                        let growing = Growing {
                            full: name,
                            element,
                            scopes,
                        };
                        stack.push(std::mem::replace(&mut top, growing));
                    }
                }
                Token::Close { name } => {
                    if passed_over.pop_if(|open| is_same(open, name)).is_some() {
                        continue;
                    }
                    let above = match self.closes(&top, &stack, name) {
                        Closes::Open(above) => above,
                        Closes::Nothing => continue,
                        Closes::Around => {
                            self.mended.unclosed += 1;
                            self.tokens.unread();
                            stack.len()
                        }
                    };
                    for _ in 0..=above {
                        if let Some(whole) = self.fold(&mut top, &mut stack) {
                            return Some(whole);
                        }
                    }
                }
            }
        }
    }

    /// Ends the element at the top: it becomes part of the one below, or is the whole.
    fn fold(&mut self, top: &mut Growing<'a>, stack: &mut Vec<Growing<'a>>) -> Option<Element<'a>> {
        self.scopes.truncate(top.scopes);
        let Some(below) = stack.pop() else {
            return Some(std::mem::take(&mut top.element));
        };
        let ended = std::mem::replace(top, below);
        top.element.children.push(Node::Element(ended.element));
        None
    }

    /// Whether the element `name` that starts here says that the one at the top has ended.
    fn ends_what_is_open(&self, top: &Growing<'a>, stack: &[Growing<'a>], name: &str) -> bool {
        let (prefix, local) = split(name);
        let same_family = |open: &Growing<'_>| split(open.full).0 == prefix;
        let root = stack.first().unwrap_or(top);
        if self.grammar.never_nests(local) && is_same(root.full, name) {
            return true;
        }
        self.grammar.is_field(local)
            && self.grammar.is_field(top.element.name)
            && same_family(top)
            && matches!(top.element.namespace, Namespace::Core | Namespace::Atom)
    }

    fn closes(&mut self, top: &Growing<'a>, stack: &[Growing<'a>], name: &str) -> Closes {
        if is_same(top.full, name) {
            return Closes::Open(0);
        }
        if let Some(at) = stack.iter().rposition(|open| is_same(open.full, name)) {
            let above = stack.len() - at;
            self.mended.unclosed += above;
            return Closes::Open(above);
        }
        if self.containers.iter().any(|open| is_same(open.full, name)) {
            return Closes::Around;
        }
        // The end tag of nothing that is open: of the one at the top, misspelt, or a stray one.
        self.mended.unclosed += 1;
        if strsim::osa_distance(&top.full.to_ascii_lowercase(), &name.to_ascii_lowercase()) <= 2
            && top.full.len() > 2
        {
            Closes::Open(0)
        } else {
            Closes::Nothing
        }
    }

    /// The element that a tag opens in `parent`, or else in the innermost container. Its
    /// namespaces come into scope.
    fn element(
        &mut self,
        full: &'a str,
        attributes: &'a str,
        parent: Option<&Element<'a>>,
    ) -> Element<'a> {
        let around = self.containers.last();
        let (mut base, mut language) = match (parent, around) {
            (Some(parent), _) => (parent.base.clone(), parent.language.clone()),
            (None, Some(open)) => (open.base.clone(), open.language.clone()),
            (None, None) => (None, None),
        };
        for (name, value) in tokens::attributes(attributes) {
            match name {
                "xml:base" => {
                    let value = reference::resolve(value);
                    let absolute = match &base {
                        Some(base) => (self.resolve)(&value, base),
                        None => Some(value.trim().to_owned()),
                    };
                    base = absolute.map(Rc::from).or(base);
                }
                "xml:lang" => {
                    let value = value.trim();
                    language = (!value.is_empty()).then(|| Rc::from(value));
                }
                _ => self.declare(name, value),
            }
        }
        let (prefix, name) = split(full);
        Element {
            namespace: self.namespace(prefix),
            name,
            attributes,
            children: Vec::new(),
            base,
            language,
        }
    }

    fn declare(&mut self, name: &'a str, value: &'a str) {
        let prefix = match name.strip_prefix("xmlns") {
            Some("") => "",
            Some(rest) => match rest.strip_prefix(':') {
                Some(prefix) => prefix,
                None => return,
            },
            None => return,
        };
        let namespace = namespace::of_address(value).unwrap_or_else(|| {
            if self.own.contains(&value) {
                Namespace::Core
            } else {
                Namespace::Other
            }
        });
        self.scopes.push(Scope { prefix, namespace });
    }

    /// Takes the namespace that only this document knows and the container `full` is in for its
    /// own language.
    fn adopt(&mut self, full: &str, attributes: &'a str) {
        let (prefix, _) = split(full);
        if self.namespace(prefix) != Namespace::Other {
            return;
        }
        for (name, value) in tokens::attributes(attributes) {
            let declared = name
                .strip_prefix("xmlns")
                .map(|p| p.trim_start_matches(':'));
            if declared == Some(prefix) {
                self.own.push(value);
            }
        }
        if let Some(scope) = self.scopes.iter_mut().rfind(|s| s.prefix == prefix) {
            scope.namespace = Namespace::Core;
        }
    }

    fn namespace(&self, prefix: &str) -> Namespace {
        let declared = self.scopes.iter().rfind(|scope| scope.prefix == prefix);
        declared.map_or_else(|| namespace::of_prefix(prefix), |scope| scope.namespace)
    }
}

/// What an end tag closes.
enum Closes {
    /// An element with so many open ones above it.
    Open(usize),
    /// A container around what is being read.
    Around,
    Nothing,
}

fn split(full: &str) -> (&str, &str) {
    full.split_once(':').unwrap_or(("", full))
}

fn is_same(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other)
}
