//! Which of the kernels the processor can run.

use super::Job;
use super::portable::Portable;
#[cfg(target_arch = "x86_64")]
use super::{avx_vnni, avx2, avx512};

/// An instruction set that this processor has and the tagger has kernels for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Instructions(Set);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Set {
    Portable,
    #[cfg(target_arch = "x86_64")]
    Avx2,
    #[cfg(target_arch = "x86_64")]
    AvxVnni,
    #[cfg(target_arch = "x86_64")]
    Avx512Vnni,
}

impl Instructions {
    /// The fastest that this processor has.
    #[must_use]
    pub fn detect() -> Self {
        let mut best = Self(Set::Portable);
        for better in Self::available() {
            best = better;
        }
        best
    }

    /// All that this processor has, the slowest first.
    pub fn available() -> impl Iterator<Item = Self> {
        #[cfg(target_arch = "x86_64")]
        let more = [
            (is_x86_feature_detected!("avx2"), Set::Avx2),
            (
                is_x86_feature_detected!("avx2") && is_x86_feature_detected!("avxvnni"),
                Set::AvxVnni,
            ),
            (
                is_x86_feature_detected!("avx512f")
                    && is_x86_feature_detected!("avx512bw")
                    && is_x86_feature_detected!("avx512vnni"),
                Set::Avx512Vnni,
            ),
        ];
        #[cfg(not(target_arch = "x86_64"))]
        let more = [];
        std::iter::once((true, Set::Portable))
            .chain(more)
            .filter(|(has, _)| *has)
            .map(|(_, set)| Self(set))
    }

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self.0 {
            Set::Portable => "portable",
            #[cfg(target_arch = "x86_64")]
            Set::Avx2 => "AVX2",
            #[cfg(target_arch = "x86_64")]
            Set::AvxVnni => "AVX-VNNI",
            #[cfg(target_arch = "x86_64")]
            Set::Avx512Vnni => "AVX-512 VNNI",
        }
    }

    /// Does `job` with these instructions.
    #[allow(unsafe_code)]
    pub(in crate::tagger) fn run<J: Job>(self, job: J) -> J::Output {
        match self.0 {
            Set::Portable => job.run(Portable),
            // SAFETY: `available` found that the processor has AVX2.
            #[cfg(target_arch = "x86_64")]
            Set::Avx2 => unsafe { avx2::run(job) },
            // SAFETY: `available` found that the processor has AVX2 and AVX-VNNI.
            #[cfg(target_arch = "x86_64")]
            Set::AvxVnni => unsafe { avx_vnni::run(job) },
            // SAFETY: `available` found that the processor has AVX-512 F, BW and VNNI.
            #[cfg(target_arch = "x86_64")]
            Set::Avx512Vnni => unsafe { avx512::run(job) },
        }
    }
}
