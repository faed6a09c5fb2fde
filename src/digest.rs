//! A short fingerprint of an answer: FNV-1a, 64 bits (Fowler, Noll, Vo; RFC 9923).

/// The fingerprint of `words`, read as little-endian bytes.
pub fn digest(words: &[u32]) -> u64 {
    digest_bytes(words.iter().flat_map(|word| word.to_le_bytes()))
}

/// The fingerprint of `bytes`.
pub fn digest_bytes(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_test_vectors() {
        assert_eq!(digest(&[]), 0xcbf2_9ce4_8422_2325);
        // "foob": four bytes of the published vector list.
        assert_eq!(digest(&[u32::from_le_bytes(*b"foob")]), 0xdd12_0e79_0c25_12af);
    }
}
