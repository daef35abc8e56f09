//! Bytes -> a picture, within limits that hold before any of it is decoded: a small file can say that
//! it is a picture of a million columns.

use std::io::Cursor;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use image::error::ImageError;
use image::imageops::FilterType;
use image::{DynamicImage, ImageReader};
use thiserror::Error;

use super::http::{self, Wanted};
use super::{Limits, Refusal};
use super::{beside, input, worker};
use crate::model::Raster;

/// Bytes of one picture.
const BYTES: u64 = 20 * 1024 * 1024;

/// Time for fetching one.
const FETCH: Duration = Duration::from_secs(30);

/// Time for decoding one, and for reading it from a file.
const DECODE: Duration = Duration::from_secs(10);

/// Points of the widest or highest that is decoded: cameras make some 12,000.
const SIDE: u32 = 16_000;

/// Bytes that a decoder may take.
const MEMORY: u64 = 512 * 1024 * 1024;

/// Points of a side that are kept: as many as a large screen has to show.
const KEPT: u32 = 1920;

/// What is behind a picture that is transparent: paper.
const BEHIND: u32 = 255;

/// Why there is no picture. Each reads on from its address.
#[derive(Debug, Error)]
pub enum NoPicture {
    /// What kept it from being fetched or read.
    #[error("{0}")]
    Fetch(Refusal),
    /// The article is in a file, and the picture outside of its folder.
    #[error("lies outside of the folder of the article that names it, and is not read")]
    Outside,
    /// It is of a format that is not read, or of none.
    #[error("is no picture in a format that is read: JPEG, PNG, GIF and WebP are")]
    Format,
    /// It is too large to be decoded.
    #[error("is too large a picture to be shown")]
    TooLarge,
    /// It is damaged, or took too long.
    #[error("could not be decoded: {0}")]
    Damaged(String),
}

/// Fetches the picture at `url`. `tick` is called while waiting; breaking from it stops the work.
///
/// # Errors
/// It could not be fetched, or is none that can be shown.
pub fn fetch_picture(
    url: &str,
    tick: &mut dyn FnMut() -> ControlFlow<()>,
) -> Result<Raster, NoPicture> {
    let body = http::fetch(url, Wanted::Picture, &limits(), tick)
        .map_err(|failure| NoPicture::Fetch(failure.into()))?;
    working(tick, move || Ok(body.bytes))
}

/// Reads the picture at `address`, which the article in the file `article` names: from its folder or one
/// below, wherever links lead. `tick` is called while waiting; breaking from it stops the work.
///
/// # Errors
/// It lies elsewhere, could not be read, or is none that can be shown.
pub fn read_picture(
    article: &Path,
    address: &str,
    tick: &mut dyn FnMut() -> ControlFlow<()>,
) -> Result<Raster, NoPicture> {
    let (article, address) = (article.to_owned(), address.to_owned());
    working(tick, move || {
        let path = beside::path(&article, &address)?;
        input::read_file(&path, &limits()).map_err(NoPicture::Fetch)
    })
}

fn limits() -> Limits {
    Limits {
        bytes: BYTES,
        fetch: FETCH,
        ..Limits::default()
    }
}

/// Who has it decodes: one picture may take hundreds of megabytes, and one that was given up is still at it.
static DECODING: Mutex<()> = Mutex::new(());

/// Waits until what `bytes` gives is decoded, and gives it up where it takes too long.
fn working(
    tick: &mut dyn FnMut() -> ControlFlow<()>,
    bytes: impl FnOnce() -> Result<Vec<u8>, NoPicture> + Send + 'static,
) -> Result<Raster, NoPicture> {
    let wanted = Arc::new(());
    let still = Arc::downgrade(&wanted);
    let work = move || {
        let bytes = bytes()?;
        let _turn = DECODING.lock().unwrap_or_else(PoisonError::into_inner);
        match still.strong_count() {
            0 => Err(NoPicture::Fetch(Refusal::Cancelled)),
            _ => picture(&bytes),
        }
    };
    match worker::run(Some(DECODE), tick, work) {
        Ok(decoded) => decoded,
        Err(worker::Stopped::Cancelled) => Err(NoPicture::Fetch(Refusal::Cancelled)),
        Err(worker::Stopped::TimedOut) => Err(NoPicture::Damaged(
            "it, or a picture before it, took too long: try again in a moment".to_owned(),
        )),
        Err(worker::Stopped::Failed) => {
            Err(NoPicture::Damaged("the work on it broke off".to_owned()))
        }
    }
}

/// The picture in `bytes`, made smaller where it is larger than any screen; of a moving one the first.
///
/// # Errors
/// It is none that can be shown.
pub fn picture(bytes: &[u8]) -> Result<Raster, NoPicture> {
    let mut reader = ImageReader::new(Cursor::new(bytes))
        .with_guessed_format()
        .map_err(|error| NoPicture::Damaged(error.to_string()))?;
    let mut limits = image::Limits::default();
    limits.max_image_width = Some(SIDE);
    limits.max_image_height = Some(SIDE);
    limits.max_alloc = Some(MEMORY);
    reader.limits(limits);
    let decoded = reader.decode().map_err(|error| match error {
        ImageError::Unsupported(_) => NoPicture::Format,
        ImageError::Limits(_) => NoPicture::TooLarge,
        other => NoPicture::Damaged(other.to_string()),
    })?;
    Ok(raster(&smaller(decoded)))
}

fn smaller(image: DynamicImage) -> DynamicImage {
    let is_within = |image: &DynamicImage, side| image.width().max(image.height()) <= side;
    if is_within(&image, KEPT) {
        return image;
    }
    // The filter counts in floats, of which a photograph would have too many.
    let image = match is_within(&image, 2 * KEPT) {
        true => image,
        false => image.thumbnail(2 * KEPT, 2 * KEPT),
    };
    image.resize(KEPT, KEPT, FilterType::Triangle)
}

fn raster(image: &DynamicImage) -> Raster {
    let image = image.to_rgba8();
    let width = usize::try_from(image.width()).unwrap_or(0);
    let points = image.pixels().map(|pixel| {
        let [red, green, blue, alpha] = pixel.0.map(u32::from);
        [red, green, blue].map(|colour| {
            let mixed = (colour * alpha + BEHIND * (255 - alpha)) / 255;
            u8::try_from(mixed).unwrap_or(u8::MAX)
        })
    });
    Raster::new(width, points.collect())
}
