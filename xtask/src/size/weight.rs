//! Bytes, by kind.

use std::ops::AddAssign;

use super::kind::Kind;

/// What a page or a file weighs, in bytes as they are sent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Weight([usize; Kind::ALL.len()]);

impl Weight {
    /// So many bytes of one kind.
    pub(super) fn of(kind: Kind, bytes: usize) -> Self {
        let mut weight = Self::default();
        weight.0[kind as usize] = bytes;
        weight
    }

    /// The bytes of one kind.
    pub(super) fn bytes(self, kind: Kind) -> usize {
        self.0[kind as usize]
    }

    /// All bytes.
    pub(super) fn sum(self) -> usize {
        self.0.iter().sum()
    }

    /// What a browser must not only fetch, but compile as well.
    pub(super) fn code(self) -> usize {
        self.bytes(Kind::JavaScript) + self.bytes(Kind::Wasm)
    }
}

impl AddAssign for Weight {
    fn add_assign(&mut self, other: Self) {
        for (mine, theirs) in self.0.iter_mut().zip(other.0) {
            *mine += theirs;
        }
    }
}

/// Bytes as people compare them: `109.7`, in thousands.
pub(super) fn kilobytes(bytes: usize) -> String {
    let tenths = (bytes + 50) / 100;
    format!("{}.{}", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_is_a_part_of_the_sum() {
        let mut weight = Weight::of(Kind::Html, 2_000);
        weight += Weight::of(Kind::JavaScript, 5_000);
        weight += Weight::of(Kind::Wasm, 90_000);
        weight += Weight::of(Kind::Wasm, 1_000);
        assert_eq!((weight.bytes(Kind::Wasm), weight.code(), weight.sum()), (91_000, 96_000, 98_000));
    }

    #[test]
    fn a_kilobyte_has_a_thousand_bytes() {
        assert_eq!(kilobytes(0), "0.0");
        assert_eq!(kilobytes(49), "0.0");
        assert_eq!(kilobytes(50), "0.1");
        assert_eq!(kilobytes(109_724), "109.7");
        assert_eq!(kilobytes(99_950), "100.0");
    }
}
