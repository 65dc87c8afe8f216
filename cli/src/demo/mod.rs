//! `sealwright demo`: a real artifact that somebody else signed, verified offline; two refusals; and a file that is signed here.

mod own;

use std::io;

use sealwright::{
    Artifact, Bundle, Content, Identity, Policy, Refusal, TrustRoot, UnixTime, Verdict, Verified, Verifier, escape,
};

use crate::args::{DemoArgs, Format};
use crate::exit::{Exit, Failure};
use crate::input;
use crate::streams::Streams;
use crate::verdicts;
use own::Own;

const ARTIFACT: &[u8] = include_bytes!("../../demo/cosign-v3-blob.txt");
const BUNDLE: &[u8] = include_bytes!("../../demo/bundle.sigstore.json");
const ARTIFACT_NAME: &str = "cosign-v3-blob.txt";
const BUNDLE_NAME: &str = "cosign-v3-blob.txt.sigstore.json";

// The certificate in the bundle is public, and so is the identity in it.
const SIGNER: &str = "w.vollprecht@gmail.com";
const ISSUER: &str = "https://github.com/login/oauth";
const SOMEBODY_ELSE: &str = "somebody.else@example.org";

type Outcome = Result<Verified<Content>, Refusal>;

pub(crate) fn demo(args: &DemoArgs, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
    let own = Own::read(args.file.as_deref())?;
    let trust = TrustRoot::sigstore().map_err(Failure::undecided)?;
    let verifier = Verifier::new(&trust).map_err(Failure::undecided)?;
    let bundle = Bundle::from_json(BUNDLE).map_err(Failure::undecided)?;
    let now = input::now();
    let [signed, changed, other] = outcomes(&verifier, &bundle, now)?;

    let format = args.format.format();
    let mut step = |heading: &str, outcome: &Outcome| act(heading, outcome, BUNDLE_NAME, format, streams);
    step("A real artifact that somebody else signed through the public Sigstore, verified offline.", &signed)?;
    step("The same bundle, but one byte of the artifact was changed.", &changed)?;
    step("The same artifact, but it should have been signed by somebody else.", &other)?;

    let mine = own.sign()?;
    act(&mine.heading, &mine.outcome, &mine.bundle, format, streams)?;
    own.close(format, streams)?;

    if signed.is_ok() && changed.is_err() && other.is_err() && mine.outcome.is_ok() {
        Ok(Exit::Done)
    } else {
        Err(Failure::refused("the demonstration did not come out as it should"))
    }
}

fn outcomes(verifier: &Verifier, bundle: &Bundle, now: UnixTime) -> Result<[Outcome; 3], Failure> {
    let artifact = Artifact::from_bytes(ARTIFACT).named(ARTIFACT_NAME);
    let mut bytes = ARTIFACT.to_vec();
    if let Some(first) = bytes.first_mut() {
        *first ^= 1;
    }
    let changed = Artifact::from_bytes(bytes).named(ARTIFACT_NAME);
    let policy = |san| Policy::signed_by(Identity::exact(san, ISSUER)).map_err(Failure::undecided);
    let (signer, other) = (policy(SIGNER)?, policy(SOMEBODY_ELSE)?);
    let cases = [(&artifact, &signer), (&changed, &signer), (&artifact, &other)];
    Ok(cases.map(|(artifact, policy)| verifier.verify(artifact, bundle, policy, now)))
}

fn act(heading: &str, outcome: &Outcome, bundle: &str, format: Format, streams: &mut Streams<'_>) -> io::Result<()> {
    let verdict = match outcome {
        Ok(verified) => Verdict::from(verified),
        Err(refusal) => Verdict::from(refusal),
    };
    if format == Format::Human {
        writeln!(streams.out, "── {}\n", escape(heading))?;
    }
    verdicts::show(&verdict, bundle, format, streams)?;
    if format == Format::Human {
        writeln!(streams.out)?;
    }
    Ok(())
}
