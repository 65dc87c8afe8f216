// client is sigstore-go as a program, which the project itself does not publish. It speaks the protocol of
// sigstore-conformance, docs/cli_protocol.md, as far as the round trips need it:
//
//	client sign-bundle [-in-toto] -identity-token T -bundle OUT -trusted-root F -signing-config F FILE
//	client verify-bundle -bundle F -certificate-identity I -certificate-oidc-issuer U -trusted-root F FILE
package main

import (
	"errors"
	"flag"
	"log"
	"os"
	"time"

	"github.com/sigstore/sigstore-go/pkg/bundle"
	"github.com/sigstore/sigstore-go/pkg/root"
	"github.com/sigstore/sigstore-go/pkg/sign"
	"github.com/sigstore/sigstore-go/pkg/verify"
	"google.golang.org/protobuf/encoding/protojson"
)

type options struct {
	inToto                                               bool
	token, bundle, trustedRoot, config, identity, issuer string
	file                                                 string
}

func main() {
	if err := run(os.Args[1:]); err != nil {
		log.Fatal(err)
	}
}

func run(args []string) error {
	if len(args) == 0 {
		return errors.New("usage: client sign-bundle|verify-bundle OPTIONS FILE")
	}
	var given options
	flags := flag.NewFlagSet(args[0], flag.ExitOnError)
	flags.BoolVar(&given.inToto, "in-toto", false, "the file is a statement")
	flags.StringVar(&given.token, "identity-token", "", "OIDC token")
	flags.StringVar(&given.bundle, "bundle", "", "file of the bundle")
	flags.StringVar(&given.trustedRoot, "trusted-root", "", "whom to trust")
	flags.StringVar(&given.config, "signing-config", "", "which services to ask")
	flags.StringVar(&given.identity, "certificate-identity", "", "who must have signed")
	flags.StringVar(&given.issuer, "certificate-oidc-issuer", "", "who must vouch for that")
	if err := flags.Parse(args[1:]); err != nil {
		return err
	}
	given.file = flags.Arg(0)
	switch args[0] {
	case "sign-bundle":
		return signBundle(given)
	case "verify-bundle":
		return verifyBundle(given)
	}
	return errors.New("unknown command: " + args[0])
}

func signBundle(given options) error {
	config, err := root.NewSigningConfigFromPath(given.config)
	if err != nil {
		return err
	}
	trusted, err := root.NewTrustedRootFromPath(given.trustedRoot)
	if err != nil {
		return err
	}
	services, err := services(config)
	if err != nil {
		return err
	}
	services.TrustedRoot = trusted
	services.CertificateProviderOptions = &sign.CertificateProviderOptions{IDToken: given.token}
	data, err := os.ReadFile(given.file)
	if err != nil {
		return err
	}
	var content sign.Content = &sign.PlainData{Data: data}
	if given.inToto {
		content = &sign.DSSEData{Data: data, PayloadType: "application/vnd.in-toto+json"}
	}
	key, err := sign.NewEphemeralKeypair(nil)
	if err != nil {
		return err
	}
	made, err := sign.Bundle(content, key, *services)
	if err != nil {
		return err
	}
	text, err := protojson.Marshal(made)
	if err != nil {
		return err
	}
	return os.WriteFile(given.bundle, text, 0o644)
}

// services are those that the signing config selects now.
func services(config *root.SigningConfig) (*sign.BundleOptions, error) {
	now, patience := time.Now(), 30*time.Second
	authority, err := root.SelectService(config.FulcioCertificateAuthorityURLs(), sign.FulcioAPIVersions, now)
	if err != nil {
		return nil, err
	}
	stamps, err := root.SelectServices(config.TimestampAuthorityURLs(), config.TimestampAuthorityURLsConfig(),
		sign.TimestampAuthorityAPIVersions, now)
	if err != nil {
		return nil, err
	}
	logs, err := root.SelectServices(config.RekorLogURLs(), config.RekorLogURLsConfig(), sign.RekorAPIVersions, now)
	if err != nil {
		return nil, err
	}
	chosen := &sign.BundleOptions{
		CertificateProvider: sign.NewFulcio(&sign.FulcioOptions{BaseURL: authority.URL, Timeout: patience}),
	}
	for _, one := range stamps {
		authority := sign.NewTimestampAuthority(&sign.TimestampAuthorityOptions{URL: one.URL, Timeout: patience})
		chosen.TimestampAuthorities = append(chosen.TimestampAuthorities, authority)
	}
	for _, one := range logs {
		log := sign.NewRekor(&sign.RekorOptions{BaseURL: one.URL, Timeout: patience, Version: one.MajorAPIVersion})
		chosen.TransparencyLogs = append(chosen.TransparencyLogs, log)
	}
	return chosen, nil
}

func verifyBundle(given options) error {
	trusted, err := root.NewTrustedRootFromPath(given.trustedRoot)
	if err != nil {
		return err
	}
	verifier, err := verify.NewVerifier(trusted, verify.WithSignedCertificateTimestamps(1),
		verify.WithTransparencyLog(1), verify.WithObserverTimestamps(1))
	if err != nil {
		return err
	}
	identity, err := verify.NewShortCertificateIdentity(given.issuer, "", given.identity, "")
	if err != nil {
		return err
	}
	artifact, err := os.Open(given.file)
	if err != nil {
		return err
	}
	defer artifact.Close()
	evidence, err := bundle.LoadJSONFromPath(given.bundle)
	if err != nil {
		return err
	}
	_, err = verifier.Verify(evidence, verify.NewPolicy(verify.WithArtifact(artifact), verify.WithCertificateIdentity(identity)))
	return err
}
