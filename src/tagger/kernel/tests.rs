//! Every kernel gives the integers that the definition gives.

use proptest::prelude::*;

use super::{Block, CENTRE, GROUP, Instructions, Job, Kernel, LANES, Pairs, Sums, TOKENS};

/// A multiplier and the weights of its group.
type Group = (u8, [i8; GROUP]);

/// Activations, and for each column of the two panels each group's multiplier and weights.
#[derive(Clone, Debug)]
struct Product {
    rows: Vec<[[u8; GROUP]; TOKENS]>,
    columns: [Vec<[Group; LANES]>; 2],
}

impl Product {
    fn new(groups: usize, mut byte: impl FnMut() -> u8) -> Self {
        let mut columns = || {
            let mut group =
                || [(); LANES].map(|()| (byte(), [(); GROUP].map(|()| (byte() & 15) as i8 - 8)));
            (0..groups).map(|_| group()).collect()
        };
        let columns = [columns(), columns()];
        let mut group = || [(); TOKENS].map(|()| [(); GROUP].map(|()| byte()));
        Self {
            rows: (0..groups).map(|_| group()).collect(),
            columns,
        }
    }

    fn by_definition(&self) -> Sums {
        let mut sums = [[[0; LANES]; 2]; TOKENS];
        for (token, sums) in sums.iter_mut().enumerate() {
            for (columns, sums) in self.columns.iter().zip(sums) {
                for (row, group) in self.rows.iter().zip(columns) {
                    for (lane, (multiplier, weights)) in group.iter().enumerate() {
                        let products = row[token].iter().zip(weights);
                        let sum: i32 = products.map(|(a, w)| i32::from(*a) * i32::from(*w)).sum();
                        sums[lane] += i32::from(*multiplier) * sum;
                    }
                }
            }
        }
        sums
    }
}

impl Job for &Product {
    type Output = Sums;

    #[inline(always)]
    fn run<K: Kernel>(self, kernel: K) -> Sums {
        let mut weights = [[0; LANES]; 2];
        let mut panels = [vec![], vec![]];
        for (panel, columns) in self.columns.iter().enumerate() {
            for group in columns {
                let mut block = Block::EMPTY;
                for (lane, (multiplier, row)) in group.iter().enumerate() {
                    let mut nibbles = [0; GROUP / 2];
                    for (byte, pair) in nibbles.iter_mut().zip(row.as_chunks::<2>().0) {
                        let [low, high] = pair.map(|w| (w + 8) as u8);
                        *byte = low | high << 4;
                    }
                    weights[panel][lane] += block.set(lane, *multiplier, &nibbles);
                }
                panels[panel].push(block);
            }
        }
        let mut sums = kernel.quantised(&self.rows, [&panels[0], &panels[1]]);
        for sums in &mut sums {
            for (sum, weights) in sums
                .as_flattened_mut()
                .iter_mut()
                .zip(weights.as_flattened())
            {
                *sum += i32::from(K::CENTRED) * CENTRE * weights;
            }
        }
        sums
    }
}

struct Wide(Vec<[[u32; GROUP / 2]; TOKENS]>, [Vec<Pairs>; 2]);

impl Wide {
    fn by_definition(&self) -> Sums {
        let halves = |word: u32| [word as i16, (word >> 16) as i16].map(i32::from);
        let mut sums = [[[0; LANES]; 2]; TOKENS];
        for (token, sums) in sums.iter_mut().enumerate() {
            for (columns, sums) in self.1.iter().zip(sums) {
                for (row, Pairs(group)) in self.0.iter().zip(columns) {
                    for (word, lanes) in row[token].iter().zip(group) {
                        for (lane, sum) in lanes.iter().zip(&mut *sums) {
                            let ([a, b], [c, d]) = (halves(*word), halves(*lane));
                            *sum += a * c + b * d;
                        }
                    }
                }
            }
        }
        sums
    }
}

impl Job for &Wide {
    type Output = Sums;

    #[inline(always)]
    fn run<K: Kernel>(self, kernel: K) -> Sums {
        kernel.wide(&self.0, [&self.1[0], &self.1[1]])
    }
}

proptest! {
    #[test]
    fn products_of_bytes_are_the_same_everywhere(
        groups in 1usize..50,
        bytes in prop::collection::vec(prop_oneof![any::<u8>(), Just(0), Just(255), Just(7), Just(8)], 1..300),
    ) {
        let mut bytes = bytes.into_iter().cycle();
        let product = Product::new(groups, || bytes.next().unwrap());
        let expected = product.by_definition();
        for instructions in Instructions::available() {
            prop_assert_eq!(instructions.run(&product), expected, "{}", instructions.name());
        }
    }

    #[test]
    fn products_of_words_are_the_same_everywhere(
        groups in 1usize..17,
        words in prop::collection::vec(-1400i16..=1400, 1..300),
    ) {
        let mut words = words.into_iter().cycle();
        let mut word = || u32::from(words.next().unwrap() as u16) | u32::from(words.next().unwrap() as u16) << 16;
        let tile = (0..groups).map(|_| [(); TOKENS].map(|()| [(); GROUP / 2].map(|()| word()))).collect();
        let mut panel = || (0..groups).map(|_| Pairs([(); GROUP / 2].map(|()| [(); LANES].map(|()| word())))).collect();
        let wide = Wide(tile, [panel(), panel()]);
        let expected = wide.by_definition();
        for instructions in Instructions::available() {
            prop_assert_eq!(instructions.run(&wide), expected, "{}", instructions.name());
        }
    }
}

#[test]
fn the_largest_sums_do_not_overflow() {
    for (activation, weight) in [(0, -8), (0, 7), (255, -8), (255, 7)] {
        let product = Product {
            rows: vec![[[activation; GROUP]; TOKENS]; 128],
            columns: [(); 2].map(|()| vec![[(255, [weight; GROUP]); LANES]; 128]),
        };
        let expected = product.by_definition();
        for instructions in Instructions::available() {
            assert_eq!(
                instructions.run(&product),
                expected,
                "{}",
                instructions.name()
            );
        }
    }
}
