//! The pages of what is judged of provenance and verification summaries.

use sealwright::Code;

/// (What is checked and why, what to do), if the code is one of these.
#[rustfmt::skip]
pub(super) fn page(code: Code) -> Option<(&'static str, &'static str)> {
    Some(match code {
        Code::SlsaBuilder => (
            "Anybody can write provenance, so it counts only if a builder signed it that is trusted: one of the registry of\n\
             builders, at a version and on machines where it is trusted, and the very one that the provenance names.",
            "compare the expected builder with the found one; trust another by its name (--builder-id), or by an entry in a\n\
             file of builders (--builders FILE), only if you trust what its owner does."),
        Code::SlsaBuildType => (
            "The build type says what the fields of the provenance mean. A builder is known for certain build types; of an\n\
             unknown one nobody can say what was built from what.",
            "update Sealwright if the builder is new, or describe the build type in a file of builders."),
        Code::SlsaClaim => (
            "The certificate, the predicate and its materials speak of the same build: repository, reference, commit,\n\
             workflow, event, run, ids. Whatever is said twice must be the same; a forger has to get all of it right.",
            "do not use the artifact, and tell the owner of the builder: one of both places is wrong or forged."),
        Code::SlsaSource => (
            "Provenance of a stranger's repository is just as valid as that of the one you mean. The repository is compared\n\
             letter by letter; the ids of repository and owner stay when a name changes hands.",
            "check that you name the repository as its host does, and that the artifact is the one you want."),
        Code::SlsaRef => (
            "A release is built from its tag. An artifact from another branch, tag or commit may be a pull request, an old\n\
             version with known holes, or somebody's experiment.",
            "fetch the artifact of the version that you expect; expect another one only if you mean it."),
        Code::SlsaParameter => (
            "External parameters are what a stranger may control about a build: inputs, workflow, variables. SLSA has\n\
             verifiers refuse what nobody expected, since it can change what is built.",
            "find out what the parameter does, then expect it by its name or value (--build-workflow-input NAME=VALUE)."),
        Code::SlsaSubject => (
            "Package registries attest a name and a version, as a package URL. Genuine evidence about another package or\n\
             another version says nothing about the one that you install.",
            "compare name and version with what you asked the registry for; a mirror may have mixed them up."),
        Code::SlsaLevel => (
            "How much a builder can be believed is a decision of the registry of builders: level 1 says little, level 3 that\n\
             not even the build itself could have changed its provenance. Provenance cannot claim a level for itself.",
            "have the artifact built by a builder of that level, or demand less with --level."),
        Code::SlsaDependency => (
            "A dependency of the build must itself be vouched for, as far as that was demanded.",
            "find out which dependency it is, and get its verification summary from whoever verified it."),
        Code::VsaVerifier => (
            "A verification summary is worth what its verifier is worth: the one that it names must be the one you expect,\n\
             and must have signed it.",
            "name the verifier that you trust, letter by letter, and the key or identity by which it signs."),
        Code::VsaResource => (
            "A summary says for which resource (a package, an image, a file) the artifact was verified. Good for one thing\n\
             is not good for another.",
            "compare the resource's URI with that of the artifact that you have; they must be the same."),
        Code::VsaResult => (
            "The summary says that the verifier refused the artifact. Its signature being good makes that no better.",
            "do not use the artifact; ask the verifier why it was refused."),
        Code::VsaLevel => (
            "Levels of a SLSA track are a ladder: level 3 includes 2. Other levels are names, and compared as they are. Not\n\
             every level that was demanded is in the summary.",
            "ask the verifier for a summary with these levels, or demand less with --verified-level."),
        Code::VsaTime => (
            "A summary says what was known when it was made. One that is older than you accept may know nothing of what was\n\
             found since, and one from the future cannot be.",
            "get a new summary from the verifier; check the clock of this machine if it is from the future."),
        Code::VsaPolicy => (
            "A summary names the policy that was applied. Under another policy, passing may mean much less.",
            "compare both policies; accept the other one only if it is at least as strict."),
        Code::VsaInput => (
            "A summary lists the attestations on which it rests. One that you demanded is not among them, so the verifier\n\
             may never have seen it.",
            "ask the verifier for a summary that rests on it, or do not demand it."),
        _ => return None,
    })
}
