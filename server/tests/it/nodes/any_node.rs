//! Any node answers any request, and what has ended at one of them is refused by the other: by its very next answer.

use axum::http::Method;

use super::person::Person;
use super::{Keep, Nodes};
use crate::browser::ADMIN;

const PASSWORD: &str = "a fine password";

/// Who ends a session, and how.
#[derive(Clone, Copy, Debug)]
enum Way {
    LogOut,
    EndDevice,
    EndAllDevices,
    ChangePassword,
}

impl Way {
    const ALL: [Self; 4] = [Self::LogOut, Self::EndDevice, Self::EndAllDevices, Self::ChangePassword];

    /// The owner ends a session at this node: her own as well, or another alone.
    async fn end(self, owner: &mut Person, at: &str) {
        let answer = match self {
            Self::LogOut => owner.call(Method::POST, at, "/api/session/logout").await,
            Self::EndDevice => {
                let devices = owner.get(at, "/api/session/devices").await.json();
                let other = devices.as_array().unwrap().iter().find(|device| device["current"] == false);
                let path = format!("/api/session/devices/{}", other.unwrap()["id"].as_str().unwrap());
                owner.call(Method::DELETE, at, &path).await
            }
            Self::EndAllDevices => owner.call(Method::DELETE, at, "/api/session/devices").await,
            Self::ChangePassword => {
                let form = [("current", PASSWORD), ("new", "another fine password")];
                owner.post_form(at, "/fn/session/change_password", &form).await
            }
        };
        assert_eq!(answer.status, 200, "{self:?}: {}", answer.text);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn with_sessions_in_postgres() {
    any_node_answers_and_none_serves_what_has_ended(Keep::InPostgres).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn with_sessions_on_redis() {
    any_node_answers_and_none_serves_what_has_ended(Keep::OnRedis).await;
}

async fn any_node_answers_and_none_serves_what_has_ended(keep: Keep) {
    let nodes = Nodes::open(keep).await;
    let mut bystander = nodes.person();
    assert_eq!(bystander.log_in(&nodes.addresses[0], ADMIN).await.status, 200);
    for (here, there) in [(0, 1), (1, 0)] {
        for way in Way::ALL {
            let email = format!("{way:?}-at-{here}@example.test").to_lowercase();
            let (at, elsewhere) = (&nodes.addresses[here], &nodes.addresses[there]);
            let (mut owner, mut other) = (nodes.person(), nodes.person());
            assert_eq!(owner.sign_up(at, (&email, PASSWORD)).await.status, 202);
            assert_eq!(owner.log_in(at, (&email, PASSWORD)).await.status, 200);
            // Known to the other node at once, though it was told nothing.
            assert_eq!(owner.profile(elsewhere).await.json()["email"], email);
            if let Way::LogOut = way {
                other = owner.with_session(&owner.session.clone().unwrap());
            } else {
                assert_eq!(other.log_in(elsewhere, (&email, PASSWORD)).await.status, 200);
            }
            for node in [here, there] {
                nodes.until_remembered(node, &mut other).await;
            }
            nodes.until_remembered(there, &mut bystander).await;

            way.end(&mut owner, at).await;
            other.profile(elsewhere).await.refused(401);
            other.profile(at).await.refused(401);
            assert_eq!(bystander.profile(elsewhere).await.status, 200, "the control, after {way:?}");
            let goes_on = matches!(way, Way::EndDevice | Way::ChangePassword);
            assert_eq!(owner.profile(elsewhere).await.status == 200, goes_on, "{way:?}");
        }
    }
    nginx_asks_both_of_them(&nodes, &mut bystander).await;
}

/// Over one connection to nginx, a signed-in visitor is answered by the one node and by the other.
async fn nginx_asks_both_of_them(nodes: &Nodes, person: &mut Person) {
    let answered = async |node| {
        let profiles = [("route", "/api/session/profile/{user_id}"), ("status", "2xx")];
        nodes.numbers(node).await.sum("two_doors_http_request_duration_seconds_count", &profiles)
    };
    let before = [answered(0).await, answered(1).await];
    for _ in 0..10 {
        assert_eq!(person.profile(&nodes.proxy.origin).await.status, 200);
    }
    for (node, before) in before.into_iter().enumerate() {
        assert!(answered(node).await - before > 3.0, "node {node}: nobody sticks to the other");
    }
}
