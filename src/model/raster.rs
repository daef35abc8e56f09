//! A picture as colours.

/// Rows of coloured points, from the top down, each from left to right.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Raster {
    width: usize,
    points: Vec<[u8; 3]>,
}

impl Raster {
    /// The picture of these points (red, green, blue), `width` a row; what does not fill a row is left
    /// out.
    pub fn new(width: usize, mut points: Vec<[u8; 3]>) -> Self {
        let rows = points.len().checked_div(width).unwrap_or(0);
        points.truncate(rows * width);
        Self { width, points }
    }

    /// Points in a row.
    pub fn width(&self) -> usize {
        self.width
    }

    /// All of them.
    pub fn points(&self) -> &[[u8; 3]] {
        &self.points
    }

    /// Rows.
    pub fn height(&self) -> usize {
        self.points.len().checked_div(self.width).unwrap_or(0)
    }

    /// The size at which it fits `width` by `height` points as large as may be, no larger than it is.
    pub fn fitting(&self, width: usize, height: usize) -> (usize, usize) {
        let (own_width, own_height) = (self.width(), self.height());
        let (width, height) = (width.min(own_width), height.min(own_height));
        if own_width * height < own_height * width {
            ((own_width * height / own_height).max(1), height)
        } else {
            let high = (own_height * width).checked_div(own_width);
            (width, high.unwrap_or(0).max(1).min(height))
        }
    }

    /// The mean colour of the part that the point at `x`, `y` has when the whole is shown in `size`.
    pub fn mean(&self, (x, y): (usize, usize), size: (usize, usize)) -> [u8; 3] {
        let part = |at: usize, of: usize, all: usize| {
            let from = (at * all).checked_div(of).unwrap_or(0);
            let to = ((at + 1) * all).checked_div(of).unwrap_or(0);
            from..to.max(from + 1).min(all)
        };
        let (columns, rows) = (part(x, size.0, self.width), part(y, size.1, self.height()));
        let mut sums = [0_usize; 3];
        let mut count = 0;
        for row in rows {
            let start = row * self.width;
            let points = self.points.get(start + columns.start..start + columns.end);
            for point in points.unwrap_or_default() {
                count += 1;
                for (sum, &colour) in sums.iter_mut().zip(point) {
                    *sum += usize::from(colour);
                }
            }
        }
        sums.map(|sum| u8::try_from(sum.checked_div(count).unwrap_or(0)).unwrap_or(u8::MAX))
    }
}
