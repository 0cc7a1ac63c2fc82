//! What goes right, and what it is made of.

use authn::SystemRandom;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64URL;
use second_factor::passkeys::{CEREMONY_LIFETIME, ClaimedPasskey, Passkey, PasskeyRefusal, UserHandle};
use second_factor::{Enrolled, Factor, Passed};
use serde_json::{Value, json};

use crate::ceremony::{NOW, ORIGIN, begin, register, register_for, register_with, relying_party};
use crate::software_authenticator::{Algorithm, Browser, SoftwareAuthenticator};

#[test]
fn a_passkey_of_each_algorithm_is_registered_and_signs_in_both_ways() {
    for algorithm in [Algorithm::Es256, Algorithm::EdDsa, Algorithm::Rs256] {
        let (mut device, passkey) = register_with(algorithm);
        let browser = Browser::at(ORIGIN);

        let begun = relying_party().begin_sign_in(NOW);
        let answer = device.get(&browser, &begun.options);
        assert!(ClaimedPasskey::of(&answer).unwrap().credential_id == passkey.credential_id);
        let passkey = relying_party().finish_sign_in(begun.pending, &answer, &passkey, NOW).unwrap();

        let begun = relying_party().begin_second_factor(std::slice::from_ref(&passkey), NOW).unwrap();
        let answer = device.get(&browser, &begun.options);
        let after = relying_party().finish_sign_in(begun.pending, &answer, &passkey, NOW).unwrap();
        assert_ne!(after.dynamic_state, passkey.dynamic_state, "the counter has moved on");
    }
}

#[test]
fn what_is_asked_of_the_browser() {
    let (_, passkey) = register();
    let listed = BASE64URL.encode(&passkey.credential_id);
    let user = UserHandle([7; 16]);
    let options: Value = serde_json::from_str(&begin(&user, std::slice::from_ref(&passkey)).options).unwrap();
    assert_eq!(options["rp"]["id"], "idp.localhost");
    assert_eq!(options["user"]["id"], BASE64URL.encode([7; 16]));
    assert_eq!(options["user"]["name"], "alice@example.test");
    assert_eq!(options["attestation"], "none");
    assert_eq!(options["authenticatorSelection"]["residentKey"], "required");
    assert_eq!(options["authenticatorSelection"]["userVerification"], "required");
    assert_eq!(options["excludeCredentials"][0]["id"], listed);
    assert_eq!(options["extensions"]["enforceCredentialProtectionPolicy"], false);
    let algorithms: Vec<i64> = options["pubKeyCredParams"]
        .as_array()
        .unwrap()
        .iter()
        .map(|each| each["alg"].as_i64().unwrap())
        .collect();
    assert_eq!(algorithms, [-8, -7, -35, -257]);

    let begun = relying_party().begin_second_factor(&[passkey], NOW).unwrap();
    let options: Value = serde_json::from_str(&begun.options).unwrap();
    assert_eq!(options["allowCredentials"][0]["id"], listed);
    assert_eq!(options["userVerification"], "required");
    assert_eq!(options["timeout"], CEREMONY_LIFETIME * 1_000);
    assert_eq!(BASE64URL.decode(options["challenge"].as_str().unwrap()).unwrap().len(), 16);

    let options: Value = serde_json::from_str(&relying_party().begin_sign_in(NOW).options).unwrap();
    assert_eq!(options["allowCredentials"], json!([]));
    assert_eq!(options["userVerification"], "required");
}

#[test]
fn a_ceremony_lasts_five_minutes() {
    let (mut device, passkey) = register();
    let begun = relying_party().begin_sign_in(NOW);
    let answer = device.get(&Browser::at(ORIGIN), &begun.options);
    let finish = |now| relying_party().finish_sign_in(begun.pending.clone(), &answer, &passkey, now);
    assert!(finish(NOW + CEREMONY_LIFETIME).is_ok());
    assert_eq!(finish(NOW + CEREMONY_LIFETIME + 1), Err(PasskeyRefusal::Expired));
    assert_eq!(begun.pending.expires_at(), NOW + CEREMONY_LIFETIME);

    let begun = begin(&UserHandle::generate(&SystemRandom), &[]);
    let (_, answer) = SoftwareAuthenticator::create(Algorithm::Es256, &Browser::at(ORIGIN), &begun.options);
    let finish = |now| relying_party().finish_registration(begun.pending.clone(), &answer, now);
    assert!(finish(NOW + CEREMONY_LIFETIME).is_ok());
    assert_eq!(finish(NOW + CEREMONY_LIFETIME + 1), Err(PasskeyRefusal::Expired));
}

#[test]
fn what_is_kept_survives_the_store_and_shows_nothing() {
    let (mut device, passkey) = register();
    let begun = relying_party().begin_second_factor(std::slice::from_ref(&passkey), NOW).unwrap();
    assert_eq!(format!("{:?}", begun.pending), "PendingSignIn([redacted])");
    assert_eq!(format!("{passkey:?}"), "Passkey([redacted])");
    let pending = serde_json::from_str(&serde_json::to_string(&begun.pending).unwrap()).unwrap();
    let passkey: Passkey = serde_json::from_str(&serde_json::to_string(&passkey).unwrap()).unwrap();
    let answer = device.get(&Browser::at(ORIGIN), &begun.options);
    assert!(relying_party().finish_sign_in(pending, &answer, &passkey, NOW).is_ok());
}

#[test]
fn among_somebodys_passkeys_the_right_one_is_found_and_its_counter_kept() {
    let (_, phone) = register();
    let (mut laptop_device, laptop) = register_for(phone.user_handle, Algorithm::EdDsa);
    let (mut stranger, _) = register();
    let mut enrolled = Enrolled { passkeys: vec![phone.clone(), laptop.clone()], ..Enrolled::default() };
    let begun = relying_party().begin_second_factor(&enrolled.passkeys, NOW).unwrap();

    let answer = stranger.get(&Browser::at(ORIGIN), &begun.options);
    let refused = enrolled.check_passkey(&relying_party(), begun.pending.clone(), &answer, NOW);
    assert_eq!(refused, Err(PasskeyRefusal::Unknown.into()));
    assert!(enrolled.passkeys == [phone.clone(), laptop.clone()]);

    let answer = laptop_device.get(&Browser::at(ORIGIN), &begun.options);
    let passed = enrolled.check_passkey(&relying_party(), begun.pending, &answer, NOW).unwrap();
    assert_eq!(passed.factor(), Factor::Passkey);
    assert_eq!(passed, Passed::Passkey(Box::new(enrolled.passkeys[1].clone())));
    assert!(enrolled.passkeys[0] == phone && enrolled.passkeys[1] != laptop);
}
