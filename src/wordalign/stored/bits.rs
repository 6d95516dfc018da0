//! Bits in bytes, from the lowest bit of each byte up. Law: what was written is read; past the end there are zeros.

/// Writes bits one after another.
#[derive(Debug, Default)]
pub(super) struct BitWriter {
    bytes: Vec<u8>,
    bits: usize,
}

impl BitWriter {
    pub fn push(&mut self, bit: bool) {
        if self.bits.is_multiple_of(8) {
            self.bytes.push(0);
        }
        if let Some(last) = self.bytes.last_mut() {
            *last |= u8::from(bit) << (self.bits % 8);
        }
        self.bits += 1;
    }

    /// The lowest `width` bits of a number.
    pub fn number(&mut self, number: u32, width: u32) {
        (0..width).for_each(|bit| self.push(number >> bit & 1 == 1));
    }

    /// A number of any size in the code of Rice (1971): so many ones, a zero, and `width` bits of the rest.
    pub fn rice(&mut self, number: u32, width: u32) {
        (0..number >> width).for_each(|_| self.push(true));
        self.push(false);
        self.number(number, width);
    }

    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
}

/// Reads what a [`BitWriter`] wrote.
#[derive(Clone, Copy, Debug)]
pub(super) struct BitReader<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl<'b> BitReader<'b> {
    pub fn new(bytes: &'b [u8]) -> Self {
        BitReader { bytes, at: 0 }
    }

    pub fn bit(&mut self) -> bool {
        let byte = self.bytes.get(self.at / 8).copied().unwrap_or(0);
        let bit = byte >> (self.at % 8) & 1 == 1;
        self.at += 1;
        bit
    }

    pub fn number(&mut self, width: u32) -> u32 {
        (0..width).fold(0, |number, bit| number | u32::from(self.bit()) << bit)
    }

    pub fn rice(&mut self, width: u32) -> u32 {
        let mut high = 0;
        while self.bit() {
            high += 1;
        }
        (high << width) + self.number(width)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_was_written_is_read(numbers in proptest::collection::vec((0u32..500, 0u32..9), 0..40)) {
            let mut writer = BitWriter::default();
            for &(number, width) in &numbers {
                writer.push(number % 2 == 1);
                writer.rice(number, width);
                writer.number(number, 9);
            }
            let bytes = writer.into_bytes();
            let mut reader = BitReader::new(&bytes);
            for (number, width) in numbers {
                prop_assert_eq!((reader.bit(), reader.rice(width), reader.number(9)), (number % 2 == 1, number, number));
            }
            prop_assert_eq!(reader.number(7), 0);
        }
    }
}
