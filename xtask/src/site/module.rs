//! As much of wasm's binary format as it takes to read and write its sections (WebAssembly Core §5).

/// A section of a module.
pub(super) struct Section<'a> {
    /// What it holds.
    pub(super) id: u8,
    /// What stands in it.
    pub(super) content: &'a [u8],
}

impl<'a> Section<'a> {
    /// What a module imports.
    pub(super) const IMPORTS: u8 = 2;
    /// What it exports.
    pub(super) const EXPORTS: u8 = 7;

    fn read(bytes: &mut Bytes<'a>) -> Option<Self> {
        let id = bytes.byte()?;
        let length = bytes.number()?;
        Some(Self { id, content: bytes.take(length)? })
    }
}

/// The sections after a module's header, in their order; nothing in place of one that is cut off.
pub(super) fn sections(module: &[u8]) -> impl Iterator<Item = Option<Section<'_>>> {
    let mut bytes = Bytes(module);
    std::iter::from_fn(move || (!bytes.0.is_empty()).then(|| Section::read(&mut bytes)))
}

/// Bytes that are read from the front: each method takes what it returns.
pub(super) struct Bytes<'a>(pub(super) &'a [u8]);

impl<'a> Bytes<'a> {
    /// One byte.
    pub(super) fn byte(&mut self) -> Option<u8> {
        Some(self.take(1)?[0])
    }

    /// A number: seven bits in each byte, the lowest first, and one that says whether more follow (LEB128).
    pub(super) fn number(&mut self) -> Option<usize> {
        let mut number = 0;
        for shift in [0, 7, 14, 21, 28] {
            let byte = self.byte()?;
            number |= usize::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    /// A name: its length, and its characters.
    pub(super) fn name(&mut self) -> Option<&'a str> {
        let length = self.number()?;
        str::from_utf8(self.take(length)?).ok()
    }

    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let taken;
        (taken, self.0) = self.0.split_at_checked(length)?;
        Some(taken)
    }
}

/// Writes a number as [`Bytes::number`] reads it.
#[expect(clippy::cast_possible_truncation, reason = "seven bits fit into a byte")]
pub(super) fn push_number(bytes: &mut Vec<u8>, mut number: usize) {
    while number >= 0x80 {
        bytes.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

/// Writes a name as [`Bytes::name`] reads it.
pub(super) fn push_name(bytes: &mut Vec<u8>, name: &str) {
    push_number(bytes, name.len());
    bytes.extend(name.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_as_it_was_written() {
        for number in [0, 1, 127, 128, 300, 624_485, u32::MAX as usize] {
            let mut bytes = Vec::new();
            push_number(&mut bytes, number);
            assert_eq!(Bytes(&bytes).number(), Some(number));
        }
        assert_eq!(Bytes(&[0xe5, 0x8e, 0x26]).number(), Some(624_485));
    }

    #[test]
    fn a_number_without_an_end_is_none() {
        assert_eq!(Bytes(&[0x80]).number(), None);
        assert_eq!(Bytes(&[0xff; 9]).number(), None);
    }
}
