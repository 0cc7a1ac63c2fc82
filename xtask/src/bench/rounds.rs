//! Who is measured when: in turns, and every other round backwards (ABBA), so that a machine that grows warm, or busy, does so for
//! everybody alike.

/// One arm in one round, both counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Turn {
    pub(super) round: usize,
    pub(super) arm: usize,
}

/// The turns of so many arms in so many rounds.
pub(super) fn turns(arms: usize, rounds: usize) -> Vec<Turn> {
    (0..rounds)
        .flat_map(|round| {
            let turn = move |place| {
                let arm = if round % 2 == 0 { place } else { arms - 1 - place };
                Turn { round, arm }
            };
            (0..arms).map(turn)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(arms: usize, rounds: usize) -> Vec<usize> {
        turns(arms, rounds).into_iter().map(|turn| turn.arm).collect()
    }

    #[test]
    fn every_other_round_runs_backwards() {
        assert_eq!(order(2, 2), [0, 1, 1, 0]);
        assert_eq!(order(3, 3), [0, 1, 2, 2, 1, 0, 0, 1, 2]);
    }

    #[test]
    fn in_every_round_each_has_one_turn() {
        let turns = turns(5, 4);
        for round in 0..4 {
            let mut arms: Vec<_> =
                turns.iter().filter(|turn| turn.round == round).map(|turn| turn.arm).collect();
            arms.sort_unstable();
            assert_eq!(arms, [0, 1, 2, 3, 4]);
        }
    }
}
