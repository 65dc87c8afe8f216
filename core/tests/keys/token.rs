//! Keys on a token: SoftHSM, where it is installed (Debian: softhsm2).

use std::path::{Path, PathBuf};
use std::process::Command;

use cryptoki::context::{CInitializeArgs, CInitializeFlags, Pkcs11};
use cryptoki::mechanism::Mechanism;
use cryptoki::object::{Attribute, AttributeType, ObjectClass};
use cryptoki::session::{Session, UserType};
use cryptoki::types::AuthPin;
use sealwright::keys::{Ask, LoadError, TokenKey, load};
use sealwright::{DigestAlgorithm, KeyKind, Password, Scheme, SignError, SigningKey, TokenError};

use super::{scratch, signs_for};

const PIN: &str = "1234";
const LABEL: &str = "Release keys";

const PLACES: [&str; 4] = [
    "/usr/lib/softhsm/libsofthsm2.so",
    "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
    "/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so",
    "/usr/local/lib/softhsm/libsofthsm2.so",
];

fn soft_hsm() -> Option<PathBuf> {
    let found = PLACES.iter().map(Path::new).find(|place| place.exists());
    if found.is_none() {
        eprintln!("skipped: no SoftHSM (Debian: apt-get install softhsm2)");
    }
    found.map(Path::to_owned)
}

/// SoftHSM reads its settings from the environment, which a process cannot change for itself without unsafe code: the
/// test is run again in a process of its own.
#[test]
fn a_token_signs_with_every_kind_of_key_that_it_has() {
    let Some(_) = soft_hsm() else { return };
    let folder = scratch("softhsm");
    std::fs::create_dir(folder.join("tokens")).unwrap();
    let conf = folder.join("softhsm2.conf");
    std::fs::write(&conf, format!("directories.tokendir = {}\n", folder.join("tokens").display())).unwrap();
    let mut again = Command::new(std::env::current_exe().unwrap());
    again.args(["--exact", "token::inside", "--ignored", "--nocapture"]).env("SOFTHSM2_CONF", &conf);
    let output = again.output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && text.contains("1 passed"), "{text}");
    eprint!("{}", text.lines().filter(|line| line.contains("skipped")).collect::<String>());
}

#[test]
#[ignore = "run by the test above, with SoftHSM's settings in its environment"]
fn inside() {
    let module = soft_hsm().unwrap();
    let client = Pkcs11::new(&module).unwrap();
    client.initialize(CInitializeArgs::new(CInitializeFlags::OS_LOCKING_OK)).unwrap();
    let slot = client.get_all_slots().unwrap()[0];
    let pin = AuthPin::from(PIN);
    client.init_token(slot, &AuthPin::from("so-pin"), LABEL).unwrap();
    let slot = client.get_slots_with_initialized_token().unwrap()[0];
    let session = client.open_rw_session(slot).unwrap();
    session.login(UserType::So, Some(&AuthPin::from("so-pin"))).unwrap();
    session.init_pin(&pin).unwrap();
    session.logout().unwrap();
    session.login(UserType::User, Some(&pin)).unwrap();
    let made = make_keys(&session);
    // Whoever opens a key logs in again.
    session.logout().unwrap();
    drop(session);

    wrong_pins_are_told_from_each_other(&module);
    for (label, kind) in &made {
        every_digest_is_signed(&open(&module, label), *kind);
    }
    keys_are_loaded_by_uri(&module);
    what_does_not_fit_exactly_one_key_is_refused(&module);
    threads_sign_at_once(&module);
    let session = client.open_rw_session(slot).unwrap();
    // Still logged in: the keys above are gone, so not any more.
    session.login(UserType::User, Some(&pin)).unwrap();
    a_signature_is_checked_with_the_public_key(&module, &session);
}

fn uri(module: &Path, attributes: &str) -> String {
    format!("pkcs11:token=Release%20keys;{attributes}?module-path={}", module.display())
}

fn open(module: &Path, label: &str) -> TokenKey {
    try_open(module, label, PIN).unwrap_or_else(|error| panic!("{label}: {error}"))
}

fn try_open(module: &Path, label: &str, pin: &str) -> Result<TokenKey, SignError> {
    TokenKey::open(&uri(module, &format!("object={label}")).parse().unwrap(), Some(&Password::new(pin)))
}

fn reason<T>(result: Result<T, SignError>) -> TokenError {
    match result.map(|_| ()) {
        Err(SignError::Token { reason, .. }) => reason,
        other => panic!("{other:?}"),
    }
}

fn make_keys(session: &Session) -> Vec<(&'static str, KeyKind)> {
    let ec = |oid: &[u8]| Attribute::EcParams([&[6, u8::try_from(oid.len()).unwrap()], oid].concat());
    let rsa = [Attribute::ModulusBits(2048.into()), Attribute::PublicExponent(vec![1, 0, 1])];
    let wanted = [
        ("p256", KeyKind::EcdsaP256, Mechanism::EccKeyPairGen, vec![ec(&[0x2a, 0x86, 0x48, 0xce, 0x3d, 3, 1, 7])]),
        ("p384", KeyKind::EcdsaP384, Mechanism::EccKeyPairGen, vec![ec(&[0x2b, 0x81, 4, 0, 0x22])]),
        ("p521", KeyKind::EcdsaP521, Mechanism::EccKeyPairGen, vec![ec(&[0x2b, 0x81, 4, 0, 0x23])]),
        ("rsa", KeyKind::Rsa { bits: 2048 }, Mechanism::RsaPkcsKeyPairGen, rsa.to_vec()),
        ("ed25519", KeyKind::Ed25519, Mechanism::EccEdwardsKeyPairGen, vec![ec(&[0x2b, 0x65, 0x70])]),
    ];
    let mut made = Vec::new();
    for (n, (label, kind, mechanism, parameters)) in wanted.into_iter().enumerate() {
        let common = [
            Attribute::Token(true),
            Attribute::Label(label.into()),
            Attribute::Id(vec![u8::try_from(n).unwrap(), 0xff]),
        ];
        let public = [&common[..], &parameters, &[Attribute::Verify(true)]].concat();
        let private =
            [&common[..], &[Attribute::Private(true), Attribute::Sensitive(true), Attribute::Sign(true)]].concat();
        match session.generate_key_pair(&mechanism, &public, &private) {
            Ok(_) => made.push((label, kind)),
            Err(error) => eprintln!("skipped: this SoftHSM makes no {kind} keys: {error}"),
        }
    }
    assert!(made.len() >= 4, "{made:?}");
    made
}

fn every_digest_is_signed(key: &TokenKey, kind: KeyKind) {
    let public = key.public_key().clone();
    assert_eq!(public.kind(), kind);
    signs_for(key, &public);
    for algorithm in DigestAlgorithm::ALL {
        let digest = algorithm.digest(b"message");
        let signed = key.sign_digest(&digest);
        let scheme = match kind {
            KeyKind::Ed25519 => {
                assert_eq!(signed, Err(SignError::Scheme { scheme: Scheme::Ed25519ph, kind }));
                continue;
            }
            KeyKind::Rsa { .. } => Scheme::RsaPkcs1(algorithm),
            _ => Scheme::Ecdsa(algorithm),
        };
        assert_eq!(public.verify(scheme, b"message", &signed.unwrap()), Ok(()), "{kind} {algorithm}");
    }
}

fn wrong_pins_are_told_from_each_other(module: &Path) {
    assert_eq!(reason(try_open(module, "p256", "4321")), TokenError::WrongPin);
    assert_eq!(reason(try_open(module, "p256", "1")), TokenError::WrongPin);
    let none = TokenKey::open(&uri(module, "object=p256").parse().unwrap(), None);
    assert_eq!(reason(none), TokenError::PinNeeded);
    let error = load(&uri(module, "object=p256"), &mut |_| None).map(|_| ()).unwrap_err();
    assert!(error.is_authentication(), "{error}");
}

fn keys_are_loaded_by_uri(module: &Path) {
    let wanted = open(module, "p256").public_key().clone();
    let mut asked = Vec::new();
    let key = load(&uri(module, "object=p256;type=private"), &mut |ask| {
        let Ask::Token(token) = ask else { panic!("{ask:?}") };
        asked.push(token.to_owned());
        Some(Password::new(PIN))
    });
    signs_for(key.unwrap().as_ref(), &wanted);
    assert_eq!(asked, [LABEL]);
    let file = scratch("softhsm-pin").join("pin");
    std::fs::write(&file, format!("{PIN}\n")).unwrap();
    for pin in [format!("pin-value={PIN}"), format!("pin-source={}", file.display())] {
        let key = load(&format!("{}&{pin}", uri(module, "id=%00%ff")), &mut |_| panic!("asked for a PIN"));
        signs_for(key.unwrap().as_ref(), &wanted);
    }
}

fn what_does_not_fit_exactly_one_key_is_refused(module: &Path) {
    let open = |text: &str| reason(TokenKey::open(&text.parse().unwrap(), Some(&Password::new(PIN))));
    assert_eq!(open(&uri(module, "object=none")), TokenError::NoKey);
    assert!(matches!(open(&uri(module, "")), TokenError::SeveralKeys { count: 4.. }));
    let other = format!("pkcs11:token=Other?module-path={}", module.display());
    assert_eq!(open(&other), TokenError::NoToken { found: format!("{LABEL:?}") });
    for attribute in ["serial=0", "model=None", "manufacturer=Nobody", "slot-id=12345"] {
        assert!(matches!(open(&uri(module, attribute)), TokenError::NoToken { .. }), "{attribute}");
    }
    assert!(matches!(open("pkcs11:?module-path=/no/such/module.so"), TokenError::Module { .. }));
    let error = load("pkcs11:?module-path=/no/such/module.so", &mut |_| None).map(|_| ()).unwrap_err();
    assert!(matches!(&error, LoadError::Sign(SignError::Token { .. })) && !error.is_authentication());
}

fn threads_sign_at_once(module: &Path) {
    let key = open(module, "p256");
    std::thread::scope(|scope| {
        for thread in 0..8 {
            let key = &key;
            scope.spawn(move || {
                for n in 0..25 {
                    let message = format!("{thread} {n}");
                    let signature = key.sign_message(message.as_bytes()).unwrap();
                    let scheme = Scheme::of(KeyKind::EcdsaP256);
                    assert_eq!(key.public_key().verify(scheme, message.as_bytes(), &signature), Ok(()));
                }
            });
        }
    });
}

fn a_signature_is_checked_with_the_public_key(module: &Path, session: &Session) {
    let public = |label: &str| {
        let template = [Attribute::Class(ObjectClass::PUBLIC_KEY), Attribute::Label(label.into())];
        session.find_objects(&template).unwrap()[0]
    };
    session.destroy_object(public("rsa")).unwrap();
    assert_eq!(reason(try_open(module, "rsa", PIN)), TokenError::NoPublicKey);
    // Another key of the same kind takes the place of p256's public half, and one of another kind that of p384's.
    let template = |private| {
        let parameters = vec![6, 8, 0x2a, 0x86, 0x48, 0xce, 0x3d, 3, 1, 7];
        let common = vec![Attribute::Token(true), Attribute::Label("other".into()), Attribute::Id(vec![9])];
        if private { common } else { [common, vec![Attribute::EcParams(parameters)]].concat() }
    };
    session.generate_key_pair(&Mechanism::EccKeyPairGen, &template(false), &template(true)).unwrap();
    for (label, other) in [("p256", "other"), ("p384", "p521")] {
        let id = session.get_attributes(public(label), &[AttributeType::Id]).unwrap();
        session.destroy_object(public(label)).unwrap();
        session.update_attributes(public(other), &id).unwrap();
    }
    let refused = open(module, "p256").sign_message(b"message").unwrap_err();
    assert!(matches!(refused, SignError::NotItsSignature { .. }), "{refused:?}");
    let refused = open(module, "p384").sign_message(b"message").unwrap_err();
    assert!(matches!(refused, SignError::Token { reason: TokenError::Refused(_), .. }), "{refused:?}");
}
