//! Where the panes are, for any size of the terminal. Plain numbers; nothing is drawn here.

use serde::{Deserialize, Serialize};

/// A rectangle of cells; `x` and `y` count from 0 at the top left of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Area {
    /// Column of the first cell.
    pub x: u16,
    /// Row of the first cell.
    pub y: u16,
    /// Cells a row.
    pub width: u16,
    /// Rows.
    pub height: u16,
}

impl Area {
    /// Whether the cell at `x`, `y` lies inside.
    pub fn contains(self, x: u16, y: u16) -> bool {
        (self.x..self.x + self.width).contains(&x) && (self.y..self.y + self.height).contains(&y)
    }
}

/// The panes that can have the focus.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Pane {
    /// The articles.
    List,
    /// The text.
    Reader,
    /// Quotes and names.
    Sidebar,
}

impl Pane {
    /// Left to right.
    pub const ALL: [Pane; 3] = [Pane::List, Pane::Reader, Pane::Sidebar];
}

/// From this many columns on there are three panes.
pub const THREE_PANES: u16 = 100;
/// From this many columns on there are two.
pub const TWO_PANES: u16 = 60;
/// Fewer rows than this leave no room for a heading above the panes.
pub(super) const HEADED: u16 = 12;

/// The areas of one screen. A pane that is not shown has none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Layout {
    /// The line with the program's name and what is loaded.
    pub header: Option<Area>,
    /// The article list.
    pub list: Option<Area>,
    /// The reading pane.
    pub reader: Option<Area>,
    /// Quotes and names.
    pub sidebar: Option<Area>,
    /// Columns of the thin rules between panes, and the rows they span.
    pub dividers: [Option<Area>; 2],
    /// The thin rules above and below the panes.
    pub rules: [Option<Area>; 2],
    /// The line that says where the reader is.
    pub status: Area,
}

impl Layout {
    /// The layout of a screen of `columns` by `rows` while `focus` has the focus.
    ///
    /// With room for two panes the text stands at the right and never moves: the place beside it
    /// shows the list, or the sidebar while that has the focus (or had it last). `alone` leaves the
    /// pane with the focus alone on any screen.
    pub fn new(columns: u16, rows: u16, focus: Pane, drawer: bool, alone: bool) -> Self {
        let mut layout = Self {
            status: Area {
                x: 0,
                y: rows.saturating_sub(1),
                width: columns,
                height: rows.min(1),
            },
            ..Self::default()
        };
        let mut body = Area {
            x: 0,
            y: 0,
            width: columns,
            height: rows.saturating_sub(1),
        };
        let line = |y| Area {
            x: 0,
            y,
            width: columns,
            height: 1,
        };
        if rows >= HEADED {
            layout.header = Some(line(0));
            layout.rules = [Some(line(1)), Some(line(rows - 2))];
            body = Area {
                y: 2,
                height: rows - 4,
                ..body
            };
        }
        if columns >= THREE_PANES && !alone {
            let list = (columns / 5).clamp(20, 34);
            let sidebar = (columns / 4).clamp(24, 44);
            let reader = columns - list - sidebar - 2;
            layout.list = Some(Area {
                width: list,
                ..body
            });
            layout.dividers[0] = Some(Area {
                x: list,
                width: 1,
                ..body
            });
            layout.reader = Some(Area {
                x: list + 1,
                width: reader,
                ..body
            });
            layout.dividers[1] = Some(Area {
                x: list + 1 + reader,
                width: 1,
                ..body
            });
            layout.sidebar = Some(Area {
                x: columns - sidebar,
                width: sidebar,
                ..body
            });
        } else if columns >= TWO_PANES && !alone {
            let side = (columns / 3).clamp(20, 30);
            let beside = Area {
                width: side,
                ..body
            };
            if drawer {
                layout.sidebar = Some(beside);
            } else {
                layout.list = Some(beside);
            }
            layout.dividers[0] = Some(Area {
                x: side,
                width: 1,
                ..body
            });
            layout.reader = Some(Area {
                x: side + 1,
                width: columns - side - 1,
                ..body
            });
        } else {
            let only = match focus {
                Pane::List => &mut layout.list,
                Pane::Reader => &mut layout.reader,
                Pane::Sidebar => &mut layout.sidebar,
            };
            *only = Some(body);
        }
        layout
    }

    /// The area of `pane`, if it is shown.
    pub fn area(&self, pane: Pane) -> Option<Area> {
        match pane {
            Pane::List => self.list,
            Pane::Reader => self.reader,
            Pane::Sidebar => self.sidebar,
        }
    }

    /// The pane at a cell.
    pub fn pane_at(&self, x: u16, y: u16) -> Option<Pane> {
        Pane::ALL
            .into_iter()
            .find(|&pane| self.area(pane).is_some_and(|a| a.contains(x, y)))
    }
}

/// Width of the text column in a reading pane of `pane` cells, with a little air on both sides
/// where there is room for it.
pub fn column_width(pane: u16, measure: u16) -> u16 {
    let air = if pane >= 40 {
        4
    } else if pane >= 24 {
        2
    } else {
        0
    };
    pane.saturating_sub(air).min(measure).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn areas_never_leave_the_screen_or_overlap() {
        for columns in [1, 5, 20, 40, 59, 60, 80, 99, 100, 120, 200, 400] {
            for rows in [1, 2, 5, 11, 12, 24, 60] {
                for focus in Pane::ALL {
                    for (drawer, alone) in [(false, false), (true, false), (false, true)] {
                        let layout = Layout::new(columns, rows, focus, drawer, alone);
                        let mut seen = vec![0u8; usize::from(columns) * usize::from(rows)];
                        let areas = [
                            layout.header,
                            layout.list,
                            layout.reader,
                            layout.sidebar,
                            Some(layout.status),
                        ];
                        for area in areas
                            .into_iter()
                            .chain(layout.dividers)
                            .chain(layout.rules)
                            .flatten()
                        {
                            for y in area.y..area.y + area.height {
                                for x in area.x..area.x + area.width {
                                    assert!(x < columns && y < rows, "{columns}x{rows}: {area:?}");
                                    seen[usize::from(y) * usize::from(columns) + usize::from(x)] +=
                                        1;
                                }
                            }
                        }
                        assert!(seen.iter().all(|&n| n == 1), "{columns}x{rows} {focus:?}");
                        let panes = Pane::ALL.into_iter().filter(|&p| layout.area(p).is_some());
                        if alone {
                            assert_eq!(panes.collect::<Vec<_>>(), [focus]);
                        }
                    }
                }
            }
        }
    }
}
