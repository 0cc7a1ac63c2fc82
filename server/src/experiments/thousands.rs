//! Large numbers, as people write them.

/// `18532` as `18,532`.
pub(super) fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_a_comma_before_every_third_digit_from_the_right() {
        let numbers = [0, 999, 1_000, 18_532, 1_234_567];
        assert_eq!(numbers.map(thousands), ["0", "999", "1,000", "18,532", "1,234,567"]);
    }
}
