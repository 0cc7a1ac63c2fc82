//! Whether an address has an account cannot be told from an answer, nor from the work behind it (ASVS 6.3.8).

use crate::browser::Browser;
use crate::provider::{ALICE, TestProvider};
use crate::relying_party::question;

#[tokio::test]
async fn an_unknown_address_and_a_wrong_password_are_one_answer_and_one_hash() {
    let provider = TestProvider::open().await;
    let mut answers = Vec::new();
    for email in [ALICE.0, "nobody@example.test"] {
        let mut browser = Browser::new(&provider);
        let page = browser.get(&question(&[])).await;
        let before = provider.provider.hashed();
        let answer = browser.fill_in(&page, (email, "wrong")).await;
        assert_eq!(provider.provider.hashed() - before, 1, "{email}");
        assert_eq!(answer.status, 401);
        let (_, anti_forgery) = answer.form();
        answers.push(answer.text.replace(email, "…").replace(&anti_forgery, "…"));
    }
    assert!(answers[0].contains("do not belong together"), "{}", answers[0]);
    assert_eq!(answers[0], answers[1]);
}
