//! Bytes -> a picture, within limits that hold before any of it is decoded: a small file can say that
//! it is a picture of a million columns.

use std::io::Cursor;
use std::ops::ControlFlow;
use std::time::Duration;

use image::error::ImageError;
use image::imageops::FilterType;
use image::{DynamicImage, ImageReader};
use thiserror::Error;

use super::http::{self, Wanted};
use super::worker;
use super::{Limits, Refusal};
use crate::model::Raster;

/// Bytes of one picture.
const BYTES: u64 = 20 * 1024 * 1024;

/// Time for fetching one.
const FETCH: Duration = Duration::from_secs(30);

/// Time for decoding one.
const DECODE: Duration = Duration::from_secs(10);

/// Points of the widest or highest that is decoded: cameras make some 12,000.
const SIDE: u32 = 16_000;

/// Bytes that a decoder may take.
const MEMORY: u64 = 512 * 1024 * 1024;

/// Points of a side that are kept: more than a terminal has cells, or half cells, to show.
const KEPT: u32 = 640;

/// What is behind a picture that is transparent: paper.
const BEHIND: u32 = 255;

/// Why there is no picture. Each reads on from its address.
#[derive(Debug, Error)]
pub enum NoPicture {
    /// What kept it from being fetched.
    #[error("{0}")]
    Fetch(Refusal),
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
    let limits = Limits {
        bytes: BYTES,
        fetch: FETCH,
        ..Limits::default()
    };
    let body = http::fetch(url, Wanted::Picture, &limits, tick)
        .map_err(|failure| NoPicture::Fetch(failure.into()))?;
    match worker::run(Some(DECODE), tick, move || picture(&body.bytes)) {
        Ok(decoded) => decoded,
        Err(worker::Stopped::Cancelled) => Err(NoPicture::Fetch(Refusal::Cancelled)),
        Err(_) => Err(NoPicture::Damaged("it took too long".to_owned())),
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
    if image.width() <= KEPT && image.height() <= KEPT {
        image
    } else {
        image.resize(KEPT, KEPT, FilterType::Triangle)
    }
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
