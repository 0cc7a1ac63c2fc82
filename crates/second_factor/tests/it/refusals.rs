//! Every way in which one thing is wrong.

use authn::SystemRandom;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64URL;
use second_factor::passkeys::{ClaimedPasskey, Passkey, PasskeyRefusal, UserHandle};
use serde_json::{Value, json};

use crate::ceremony::{NOW, ORIGIN, begin, register, register_with, relying_party};
use crate::software_authenticator::{Algorithm, Browser, SoftwareAuthenticator, USER_PRESENT, USER_VERIFIED};

/// Registers in a browser of which one thing is wrong.
fn registering_is_refused(browser: &Browser) -> PasskeyRefusal {
    let begun = begin(&UserHandle::generate(&SystemRandom), &[]);
    let (_, answer) = SoftwareAuthenticator::create(Algorithm::Es256, browser, &begun.options);
    relying_party().finish_registration(begun.pending, &answer, NOW).unwrap_err()
}

/// Signs in with a good passkey, in a browser of which one thing is wrong.
fn signing_in_is_refused(browser: &Browser) -> PasskeyRefusal {
    let (mut device, passkey) = register();
    let begun = relying_party().begin_sign_in(NOW);
    let answer = device.get(browser, &begun.options);
    relying_party().finish_sign_in(begun.pending, &answer, &passkey, NOW).unwrap_err()
}

#[test]
fn a_page_at_another_origin_gets_nothing() {
    for origin in [
        "http://idp.localhost:5001",
        "http://idp.localhost",
        "https://idp.localhost:5000",
        "http://localhost:5000",
        "http://evil.idp.localhost:5000",
        "http://idp.localhost:5000.evil.example",
        "http://127.0.0.1:5000",
        "null",
    ] {
        let browser = Browser::at(origin);
        assert_eq!(registering_is_refused(&browser), PasskeyRefusal::WrongOrigin, "{origin}");
        assert_eq!(signing_in_is_refused(&browser), PasskeyRefusal::WrongOrigin, "{origin}");
    }
}

#[test]
fn a_page_inside_another_sites_page_gets_nothing() {
    let framed = Browser { cross_origin: true, ..Browser::at(ORIGIN) };
    assert_eq!(registering_is_refused(&framed), PasskeyRefusal::WrongOrigin);
    assert_eq!(signing_in_is_refused(&framed), PasskeyRefusal::WrongOrigin);
}

#[test]
fn a_passkey_for_another_relying_party_gets_nothing() {
    for rp_id in ["localhost", "notes.localhost", "evil.example"] {
        let browser = Browser { rp_id: Some(rp_id), ..Browser::at(ORIGIN) };
        assert_eq!(registering_is_refused(&browser), PasskeyRefusal::WrongRelyingParty, "{rp_id}");
        assert_eq!(signing_in_is_refused(&browser), PasskeyRefusal::WrongRelyingParty, "{rp_id}");
    }
}

#[test]
fn a_device_that_did_not_verify_its_user_gets_nothing() {
    let unverified = Browser { flags: USER_PRESENT, ..Browser::at(ORIGIN) };
    assert_eq!(registering_is_refused(&unverified), PasskeyRefusal::NotVerified);
    assert_eq!(signing_in_is_refused(&unverified), PasskeyRefusal::NotVerified);
    // Nobody touched it.
    let absent = Browser { flags: USER_VERIFIED, ..Browser::at(ORIGIN) };
    assert_eq!(registering_is_refused(&absent), PasskeyRefusal::NotVerified);
    assert_eq!(signing_in_is_refused(&absent), PasskeyRefusal::Malformed);
}

#[test]
fn a_second_factor_wants_a_verified_user_too() {
    let (mut device, passkey) = register();
    let begun = relying_party().begin_second_factor(std::slice::from_ref(&passkey), NOW).unwrap();
    let answer = device.get(&Browser { flags: USER_PRESENT, ..Browser::at(ORIGIN) }, &begun.options);
    let refused = relying_party().finish_sign_in(begun.pending, &answer, &passkey, NOW);
    assert_eq!(refused, Err(PasskeyRefusal::NotVerified));
}

#[test]
fn an_answer_to_one_kind_of_question_is_none_to_the_other() {
    let browser = Browser { kind: Some("webauthn.get"), ..Browser::at(ORIGIN) };
    assert_eq!(registering_is_refused(&browser), PasskeyRefusal::Malformed);
    let browser = Browser { kind: Some("webauthn.create"), ..Browser::at(ORIGIN) };
    assert_eq!(signing_in_is_refused(&browser), PasskeyRefusal::Malformed);
}

#[test]
fn a_recorded_answer_opens_no_second_ceremony() {
    let (mut device, passkey) = register();
    let first = relying_party().begin_sign_in(NOW);
    let recorded = device.get(&Browser::at(ORIGIN), &first.options);
    let after = relying_party().finish_sign_in(first.pending, &recorded, &passkey, NOW).unwrap();
    for passkey in [&passkey, &after] {
        let second = relying_party().begin_sign_in(NOW);
        let refused = relying_party().finish_sign_in(second.pending, &recorded, passkey, NOW);
        assert_eq!(refused, Err(PasskeyRefusal::WrongChallenge));
    }

    let user = UserHandle::generate(&SystemRandom);
    let first = begin(&user, &[]);
    let (_, recorded) = SoftwareAuthenticator::create(Algorithm::Es256, &Browser::at(ORIGIN), &first.options);
    let refused = relying_party().finish_registration(begin(&user, &[]).pending, &recorded, NOW);
    assert_eq!(refused, Err(PasskeyRefusal::WrongChallenge));
}

#[test]
fn what_was_signed_cannot_be_changed() {
    for algorithm in [Algorithm::Es256, Algorithm::EdDsa, Algorithm::Rs256] {
        let (mut device, passkey) = register_with(algorithm);
        let begun = relying_party().begin_sign_in(NOW);
        let answer: Value = serde_json::from_str(&device.get(&Browser::at(ORIGIN), &begun.options)).unwrap();
        // A byte near the end of the signature, and one of the counter.
        for (field, from_the_end) in [("signature", 5), ("authenticatorData", 1)] {
            let mut changed = answer.clone();
            let mut bytes = BASE64URL.decode(answer["response"][field].as_str().unwrap()).unwrap();
            let place = bytes.len() - from_the_end;
            bytes[place] ^= 1;
            changed["response"][field] = json!(BASE64URL.encode(bytes));
            let refused =
                relying_party().finish_sign_in(begun.pending.clone(), &changed.to_string(), &passkey, NOW);
            assert_eq!(refused, Err(PasskeyRefusal::BadSignature), "{field}");
        }
        assert!(relying_party().finish_sign_in(begun.pending, &answer.to_string(), &passkey, NOW).is_ok());
    }
}

#[test]
fn nobody_signs_in_with_somebody_elses_passkey() {
    let (mut mallory_device, mallory) = register();
    let (alice_device, alice) = register();
    let browser = Browser::at(ORIGIN);

    // Alice's password is known to Mallory; the passkey is his own.
    let begun = relying_party().begin_second_factor(std::slice::from_ref(&alice), NOW).unwrap();
    let answer = mallory_device.get(&browser, &begun.options);
    for passkey in [&alice, &mallory] {
        let refused = relying_party().finish_sign_in(begun.pending.clone(), &answer, passkey, NOW);
        assert_eq!(refused, Err(PasskeyRefusal::Unknown));
    }

    // No password asked: his answer, held against her row.
    let begun = relying_party().begin_sign_in(NOW);
    let answer = mallory_device.get(&browser, &begun.options);
    let refused = relying_party().finish_sign_in(begun.pending, &answer, &alice, NOW);
    assert_eq!(refused, Err(PasskeyRefusal::Unknown));

    // His device says that it is hers.
    mallory_device.pass_for(&alice_device);
    let begun = relying_party().begin_sign_in(NOW);
    let answer = mallory_device.get(&browser, &begun.options);
    let refused = relying_party().finish_sign_in(begun.pending, &answer, &alice, NOW);
    assert_eq!(refused, Err(PasskeyRefusal::BadSignature));
}

#[test]
fn a_copy_of_the_private_key_is_noticed() {
    let (mut device, passkey) = register();
    let sign_in = |device: &mut SoftwareAuthenticator, passkey: &Passkey| {
        let begun = relying_party().begin_sign_in(NOW);
        let answer = device.get(&Browser::at(ORIGIN), &begun.options);
        relying_party().finish_sign_in(begun.pending, &answer, passkey, NOW)
    };
    let after = sign_in(&mut device, &passkey).unwrap();
    device.counter = 1; // the copy was made right after the registration
    assert_eq!(sign_in(&mut device, &after), Err(PasskeyRefusal::Copied));
}

#[test]
fn nonsense_is_refused_and_nothing_panics() {
    let (_, passkey) = register();
    for nonsense in ["", "{}", "null", "[]", r#"{"id":"AAAA"}"#, "\0", &"[".repeat(100_000)] {
        let begun = begin(&passkey.user_handle, &[]);
        let refused = relying_party().finish_registration(begun.pending, nonsense, NOW);
        assert_eq!(refused, Err(PasskeyRefusal::Malformed));
        let begun = relying_party().begin_sign_in(NOW);
        let refused = relying_party().finish_sign_in(begun.pending, nonsense, &passkey, NOW);
        assert_eq!(refused, Err(PasskeyRefusal::Malformed));
        assert!(ClaimedPasskey::of(nonsense) == Err(PasskeyRefusal::Malformed));
    }
    assert_eq!(relying_party().begin_second_factor(&[], NOW).err(), Some(PasskeyRefusal::Unknown));
    let damaged = Passkey { static_state: vec![9; 4], ..passkey };
    let begun = relying_party().begin_sign_in(NOW);
    let refused = relying_party().finish_sign_in(begun.pending, "{}", &damaged, NOW);
    assert_eq!(refused, Err(PasskeyRefusal::Unreadable));
}
