//! Pictures by the terminal's own graphics: encoded on a thread of their own, then laid over the cells
//! of a frame.

mod iterm;
pub(super) mod kitty;
mod sixel;

use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};

use image::codecs::png::{CompressionType, FilterType as Filter, PngEncoder};
use image::imageops::{self, FilterType};
use image::{ExtendedColorType, ImageEncoder, ImageResult, Rgba, RgbaImage};

use crate::app::{Action, Area, Notice};
use crate::config::Graphics;
use crate::model::Raster;
use crate::ui::Over;

use super::event::Event;
use super::frugal::Graphic;
use super::terminal;

/// The picture that lies over the cells, or is on its way there.
pub(super) struct Laying {
    events: Sender<Event>,
    /// The way to the thread that encodes, once there is one.
    wishes: Option<Sender<Wanted>>,
    wanted: Option<Wanted>,
    /// That picture, once it is encoded.
    ready: Option<Graphic>,
}

/// A picture for cells of this width and height in points.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Wanted {
    over: Over,
    cell: (u16, u16),
}

/// A picture as its terminal takes it.
#[derive(Debug)]
pub(super) struct Encoded {
    wanted: Wanted,
    graphic: Graphic,
}

impl Laying {
    pub fn new(events: Sender<Event>) -> Self {
        Self {
            events,
            wishes: None,
            wanted: None,
            ready: None,
        }
    }

    /// What is laid over the next frame. What is not encoded yet is begun, and tells when it is.
    pub fn over(&mut self, over: Option<Over>) -> Option<Graphic> {
        let wanted = over.map(|over| Wanted {
            over,
            cell: terminal::cell(),
        });
        if self.wanted != wanted {
            self.ready = None;
            if let Some(wanted) = &wanted {
                self.encode(wanted.clone());
            }
            self.wanted = wanted;
        }
        self.ready.clone()
    }

    /// Takes what has been encoded, if it is still wanted.
    pub fn take(&mut self, encoded: Encoded) {
        if self.wanted.as_ref() == Some(&encoded.wanted) {
            self.ready = Some(encoded.graphic);
        }
    }

    fn encode(&mut self, wanted: Wanted) {
        let wishes = match self.wishes.take() {
            Some(wishes) => wishes,
            None => {
                let (wishes, asked) = mpsc::channel();
                let events = self.events.clone();
                let work = move || encode_newest(&asked, &events);
                let thread = std::thread::Builder::new().name("graphics".to_owned());
                if thread.spawn(work).is_err() {
                    let words = "no thread can be started for the picture".to_owned();
                    let _ = self.events.send(trouble(words));
                    return;
                }
                wishes
            }
        };
        let _ = wishes.send(wanted);
        self.wishes = Some(wishes);
    }
}

/// Encodes what is asked for, one picture at a time; of those that wait the last one alone is still wanted.
fn encode_newest(asked: &Receiver<Wanted>, events: &Sender<Event>) {
    while let Ok(first) = asked.recv() {
        let wanted = asked.try_iter().last().unwrap_or(first);
        let event = match graphic(&wanted) {
            Ok(graphic) => Event::Encoded(Encoded { wanted, graphic }),
            Err(error) => trouble(format!("the picture cannot be encoded: {error}")),
        };
        // Where nobody listens any more, the program is ending.
        let _ = events.send(event);
    }
}

fn trouble(words: String) -> Event {
    Event::Action(Action::Tell(Notice::Error(words)))
}

fn graphic(wanted: &Wanted) -> ImageResult<Graphic> {
    let Wanted { over, cell } = wanted;
    let area = over.area;
    let picture = fitted(&over.raster, area, *cell);
    let cells = |points: u32, cell: u16, most: u16| {
        u16::try_from(points.div_ceil(u32::from(cell))).map_or(most, |cells| cells.min(most))
    };
    let columns = cells(picture.width(), cell.0, area.width);
    let rows = cells(picture.height(), cell.1, area.height);
    let size = (columns, rows);
    let (drawing, erasing) = match over.graphics {
        Graphics::Kitty => {
            let drawing = kitty::drawing(&png(&picture, size, *cell)?, size);
            (drawing, kitty::erasing().into_bytes())
        }
        Graphics::Iterm => {
            let drawing = iterm::drawing(&png(&picture, size, *cell)?, size);
            (drawing, Vec::new())
        }
        Graphics::Sixel => (sixel::drawing(picture), Vec::new()),
    };
    Ok(Graphic {
        x: area.x + (area.width - columns) / 2,
        rows: area.y..area.y + rows,
        drawing: Arc::from(drawing),
        erasing: Arc::from(erasing),
    })
}

/// The picture as large as `area` allows in cells of this size, no larger than it is.
fn fitted(raster: &Raster, area: Area, cell: (u16, u16)) -> RgbaImage {
    let points = |cells: u16, cell: u16| usize::from(cells) * usize::from(cell);
    let (width, height) = raster.fitting(points(area.width, cell.0), points(area.height, cell.1));
    let whole = RgbaImage::from_fn(side(raster.width()), side(raster.height()), |x, y| {
        let at = y as usize * raster.width() + x as usize;
        let [red, green, blue] = raster.points().get(at).copied().unwrap_or_default();
        Rgba([red, green, blue, u8::MAX])
    });
    imageops::resize(&whole, side(width), side(height), FilterType::Triangle)
}

fn side(points: usize) -> u32 {
    u32::try_from(points).unwrap_or(u32::MAX)
}

/// The picture as a PNG that fills these cells, so that no terminal has to stretch it: what is left of
/// the last ones is transparent.
fn png(picture: &RgbaImage, (columns, rows): (u16, u16), cell: (u16, u16)) -> ImageResult<Vec<u8>> {
    let points = |cells: u16, cell: u16| u32::from(cells) * u32::from(cell);
    let (width, height) = (points(columns, cell.0), points(rows, cell.1));
    let mut whole = RgbaImage::new(width, height);
    imageops::replace(&mut whole, picture, 0, 0);
    let mut png = Vec::new();
    PngEncoder::new_with_quality(&mut png, CompressionType::Fast, Filter::Adaptive).write_image(
        &whole,
        width,
        height,
        ExtendedColorType::Rgba8,
    )?;
    Ok(png)
}
