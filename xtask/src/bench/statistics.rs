//! The middle of what was measured, and how far the rest lies from it.

/// What several rounds say of one figure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Summary {
    /// Half of the rounds are below it, half above.
    pub(super) median: f64,
    /// The smallest.
    pub(super) least: f64,
    /// The greatest.
    pub(super) most: f64,
    /// How many rounds there are.
    pub(super) rounds: usize,
}

impl Summary {
    /// Of nothing there is none.
    pub(super) fn of(values: impl IntoIterator<Item = f64>) -> Option<Self> {
        let mut values: Vec<f64> = values.into_iter().collect();
        values.sort_by(f64::total_cmp);
        let (least, most) = (*values.first()?, *values.last()?);
        let half = values.len() / 2;
        let median = if values.len().is_multiple_of(2) {
            f64::midpoint(values[half - 1], values[half])
        } else {
            values[half]
        };
        Some(Self { median, least, most, rounds: values.len() })
    }
}

/// A figure for people, with so many decimals.
pub(super) fn figure(number: f64, decimals: usize) -> String {
    grouped(format!("{number:.decimals$}"))
}

/// A figure with its thousands set apart.
pub(super) fn grouped(mut figure: String) -> String {
    let whole = figure.find('.').unwrap_or(figure.len());
    for end in (1..whole).rev().filter(|end| (whole - end).is_multiple_of(3)) {
        figure.insert(end, ',');
    }
    figure
}

/// A ratio for people: with so many digits that one just below its goal does not read like one that meets it.
pub(super) fn ratio(ratio: f64) -> String {
    if ratio < 10.0 { format!("{ratio:.3}") } else { format!("{ratio:.2}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_thousands_of_a_figure_are_set_apart() {
        assert_eq!(
            [grouped("10000000".to_owned()), figure(999.6, 0), figure(999.0, 0)],
            ["10,000,000", "1,000", "999"]
        );
        assert_eq!([figure(2403.14, 1), figure(0.49, 2), figure(f64::NAN, 0)], ["2,403.1", "0.49", "NaN"]);
    }

    #[test]
    fn a_ratio_just_below_its_goal_does_not_read_like_the_goal() {
        assert_eq!([ratio(0.797), ratio(7.998), ratio(24.994)], ["0.797", "7.998", "24.99"]);
    }

    #[test]
    fn the_middle_of_an_odd_number_is_one_of_them() {
        let summary = Summary::of([3.0, 9.0, 1.0]).expect("there are three");
        assert_eq!(summary, Summary { median: 3.0, least: 1.0, most: 9.0, rounds: 3 });
    }

    #[test]
    fn the_middle_of_an_even_number_lies_between_two() {
        let summary = Summary::of([4.0, 1.0, 2.0, 9.0]).expect("there are four");
        assert!((summary.median - 3.0).abs() < 1e-9);
    }

    #[test]
    fn nothing_has_no_middle() {
        assert_eq!(Summary::of([]), None);
    }
}
