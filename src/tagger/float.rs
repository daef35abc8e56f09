//! What a transformer needs of floating point, the same to the last bit on every processor: sums
//! in [`LANES`] partial sums, only operations that IEEE 754 rounds exactly, none of them fused.

use super::kernel::{Job, Kernel, LANES};

/// Adding it rounds a number of `-2^22..=2^22` to the nearest integer, ties to even, and leaves
/// that integer in the low bits.
pub const ROUNDING: f32 = 12_582_912.0; // 1.5 × 2^23

/// The coefficients of the normal distribution function less one half, as an odd polynomial of
/// `x / EDGE`, the lowest first. Fitted so that GELU's largest error is least: 5e-5.
const NORMAL: [f32; 9] = [
    1.754_551,
    -5.628_654_5,
    15.902_919,
    -33.683_575,
    52.103_363,
    -56.541_75,
    40.331_615,
    -16.837_99,
    3.099_520_2,
];
/// Beyond it the normal distribution function is taken to be 0 or 1.
const EDGE: f32 = 4.4;

/// GELU, `x` times the normal distribution function of `x`, to 5e-5 for `|x| < 10`.
#[inline(always)]
fn gelu(x: f32) -> f32 {
    let place = clamp(x * (1.0 / EDGE), -1.0, 1.0);
    let square = place * place;
    let mut sum = NORMAL[8];
    for at in (0..8).rev() {
        sum = sum * square + NORMAL[at];
    }
    x * (0.5 + place * sum)
}

/// The exponential of `x <= 0`, to 2e-7 of its value; below -87 that of -87.
#[inline(always)]
pub fn exp(x: f32) -> f32 {
    // Cody and Waite's reduction, and the polynomial of Cephes' expf.
    const LN_2_HIGH: f32 = 0.693_359_4;
    const LN_2_LOW: f32 = -2.121_944_4e-4;
    let x = if x > -87.0 { x } else { -87.0 };
    let shifted = x * std::f32::consts::LOG2_E + ROUNDING;
    let powers = shifted - ROUNDING;
    let rest = x - powers * LN_2_HIGH - powers * LN_2_LOW;
    let mut sum = 1.987_569_1e-4;
    for coefficient in [
        1.398_199_9e-3,
        8.333_452e-3,
        4.166_579_6e-2,
        0.166_666_65,
        0.5,
    ] {
        sum = sum * rest + coefficient;
    }
    let mantissa = sum * rest * rest + rest + 1.0;
    // The power of two goes into the exponent's bits: at least 2^-126 with this `x`.
    let exponent = shifted.to_bits().wrapping_add(127) << 23;
    mantissa * f32::from_bits(exponent)
}

#[inline(always)]
fn clamp(x: f32, low: f32, high: f32) -> f32 {
    let x = if x > low { x } else { low };
    if x < high { x } else { high }
}

/// The largest of partial results.
#[inline(always)]
pub fn largest(mut lanes: [f32; LANES]) -> f32 {
    let mut width = LANES / 2;
    while width > 0 {
        for lane in 0..width {
            if lanes[lane + width] > lanes[lane] {
                lanes[lane] = lanes[lane + width];
            }
        }
        width /= 2;
    }
    lanes[0]
}

/// The sum of partial sums.
#[inline(always)]
pub fn total(mut lanes: [f32; LANES]) -> f32 {
    let mut width = LANES / 2;
    while width > 0 {
        for lane in 0..width {
            lanes[lane] += lanes[lane + width];
        }
        width /= 2;
    }
    lanes[0]
}

/// The scalar product of rows whose width is a multiple of [`LANES`].
#[inline(always)]
pub fn dot(row: &[f32], other: &[f32]) -> f32 {
    let mut sums = [0.0; LANES];
    let others = other.as_chunks::<LANES>().0;
    for (chunk, other) in row.as_chunks::<LANES>().0.iter().zip(others) {
        for lane in 0..LANES {
            sums[lane] += chunk[lane] * other[lane];
        }
    }
    total(sums)
}

/// A learned normalisation of rows.
pub struct LayerNorm {
    pub gamma: Vec<f32>,
    pub beta: Vec<f32>,
}

impl LayerNorm {
    /// Normalises `row`, whose width is a multiple of [`LANES`]: mean 0 and variance 1, then
    /// `gamma` and `beta`.
    #[inline(always)]
    pub fn apply(&self, row: &mut [f32]) {
        const EPSILON: f32 = 1e-12;
        let width = row.len() as f32;
        let mut sums = [0.0; LANES];
        for chunk in row.as_chunks::<LANES>().0 {
            for lane in 0..LANES {
                sums[lane] += chunk[lane];
            }
        }
        let mean = total(sums) / width;
        let mut squares = [0.0; LANES];
        for chunk in row.as_chunks::<LANES>().0 {
            for lane in 0..LANES {
                let off = chunk[lane] - mean;
                squares[lane] += off * off;
            }
        }
        let scale = 1.0 / (total(squares) / width + EPSILON).sqrt();
        for ((x, gamma), beta) in row.iter_mut().zip(&self.gamma).zip(&self.beta) {
            *x = (*x - mean) * scale * gamma + beta;
        }
    }
}

/// Adds other rows to rows, and normalises them.
pub struct AddAndNorm<'a> {
    pub rows: &'a mut [f32],
    pub more: &'a [f32],
    pub norm: &'a LayerNorm,
}

impl Job for AddAndNorm<'_> {
    type Output = ();

    #[inline(always)]
    fn run<K: Kernel>(self, _: K) {
        let width = self.norm.gamma.len();
        let rows = self.rows.chunks_exact_mut(width);
        for (row, more) in rows.zip(self.more.chunks_exact(width)) {
            for (x, more) in row.iter_mut().zip(more) {
                *x += more;
            }
            self.norm.apply(row);
        }
    }
}

/// Applies GELU to each number.
pub struct Gelu<'a>(pub &'a mut [f32]);

impl Job for Gelu<'_> {
    type Output = ();

    #[inline(always)]
    fn run<K: Kernel>(self, _: K) {
        for x in self.0 {
            *x = gelu(*x);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The error function by its series, good for the small arguments that are asked here.
    fn erf(x: f64) -> f64 {
        let (mut term, mut sum) = (x, x);
        for n in 1..200 {
            let n = f64::from(n);
            term *= -x * x / n;
            sum += term / (2.0 * n + 1.0);
        }
        sum * 2.0 / std::f64::consts::PI.sqrt()
    }

    #[test]
    fn gelu_is_x_times_the_normal_distribution_function() {
        for step in -5000..=5000 {
            let x = f64::from(step) / 1000.0;
            let exact = x * 0.5 * (1.0 + erf(x / std::f64::consts::SQRT_2));
            let found = f64::from(gelu(x as f32));
            assert!((found - exact).abs() < 6e-5, "{x}: {found}, not {exact}");
        }
        assert!((gelu(10.0) - 10.0).abs() < 1e-4 && gelu(-10.0).abs() < 1e-4);
    }

    #[test]
    fn exp_is_the_exponential() {
        for step in 0..=87_000 {
            let x = -step as f32 / 1000.0;
            let exact = f64::from(x).exp();
            let error = (f64::from(exp(x)) - exact).abs() / exact;
            assert!(error < 3e-7, "{x}: {error}");
        }
        assert_eq!(exp(-1e30), exp(-87.0));
        assert_eq!(exp(0.0), 1.0);
    }
}
