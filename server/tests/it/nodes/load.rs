//! A load: people who ask for their own profile, one request after the other, each over a connection of their own to nginx.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};

use tokio::sync::watch;
use tokio::task::JoinHandle;

use super::person::Person;
use super::{Nodes, PATIENCE};
use crate::browser::ALICE;

/// How many ask at the same time.
const PEOPLE: usize = 8;

/// It goes on until it is ended.
pub(super) struct Load {
    answered: watch::Receiver<u64>,
    is_over: Arc<AtomicBool>,
    people: Vec<JoinHandle<(Person, Vec<String>)>>,
}

impl Load {
    /// Signs everybody in over nginx, and begins.
    pub(super) async fn begin(nodes: &Nodes) -> Self {
        let (count, answered) = watch::channel(0);
        let (count, is_over) = (Arc::new(count), Arc::<AtomicBool>::default());
        let mut people = Vec::new();
        for _ in 0..PEOPLE {
            let mut person = nodes.person();
            let origin = nodes.proxy.origin.clone();
            assert_eq!(person.log_in(&origin, ALICE).await.status, 200);
            let (count, is_over) = (Arc::clone(&count), Arc::clone(&is_over));
            people.push(tokio::spawn(async move {
                let mut otherwise = Vec::new();
                while !is_over.load(SeqCst) {
                    let answer = person.profile(&origin).await;
                    if answer.status == 200 {
                        count.send_modify(|count| *count += 1);
                    } else {
                        otherwise.push(format!("{}: {}", answer.status, answer.text));
                    }
                }
                (person, otherwise)
            }));
        }
        Self { answered, is_over, people }
    }

    /// Returns when many more have been answered: whatever has just happened, the load went on under it.
    pub(super) async fn goes_on(&mut self) {
        let aim = *self.answered.borrow() + 100;
        let more = self.answered.wait_for(|answered| *answered >= aim);
        tokio::time::timeout(PATIENCE, more).await.expect("the load goes on").unwrap();
    }

    /// Ends it. Every answer was 200, and all who asked are signed in still, at every node. Returns how many were answered.
    pub(super) async fn end(self, nodes: &Nodes) -> u64 {
        self.is_over.store(true, SeqCst);
        for person in self.people {
            let (mut person, otherwise) = person.await.unwrap();
            assert_eq!(otherwise, Vec::<String>::new());
            for address in nodes.addresses.iter().chain([&nodes.proxy.origin]) {
                assert_eq!(person.profile(address).await.status, 200, "at {address}");
            }
        }
        *self.answered.borrow()
    }
}
