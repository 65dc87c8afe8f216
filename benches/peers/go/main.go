// sigstore-go, as published: `go-runner CASES.json`.
package main

import (
	"bufio"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"os"
	"runtime/debug"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/sigstore/sigstore-go/pkg/bundle"
	"github.com/sigstore/sigstore-go/pkg/root"
	"github.com/sigstore/sigstore-go/pkg/verify"
)

type description struct {
	Cases []struct {
		Root      string
		Issuer    string
		Algorithm string
		Trials    []trial
	}
}

// trial is one bundle to verify.
type trial struct {
	Bundle   string
	Digest   string
	Identity string
}

// verification parses the bundle and verifies it; all that is done once is done.
type verification func() error

func main() {
	if err := serve(); err != nil {
		log.Fatal(err)
	}
}

// serve tries every case, then answers requests. A request is a line `case times`; the answer is what that many
// verifications took, in seconds: CPU and wall clock.
func serve() error {
	if len(os.Args) != 2 {
		return errors.New("usage: go-runner CASES.json")
	}
	text, err := os.ReadFile(os.Args[1])
	if err != nil {
		return err
	}
	var given description
	if err := json.Unmarshal(text, &given); err != nil {
		return err
	}
	say(map[string]string{"client": "sigstore-go", "version": version()})
	var clients []verification
	for _, one := range given.Cases {
		var outcomes []*string
		for number, trial := range one.Trials {
			verification, err := ready(one.Root, one.Issuer, one.Algorithm, trial)
			if err == nil {
				err = verification()
			}
			outcomes = append(outcomes, message(err))
			if number == 0 {
				clients = append(clients, verification)
			}
		}
		say(map[string][]*string{"outcomes": outcomes})
	}
	requests := bufio.NewScanner(os.Stdin)
	for requests.Scan() {
		number, times, err := request(requests.Text())
		if err != nil {
			return err
		}
		cpu, wall := processTime(), time.Now()
		for range times {
			if err := clients[number](); err != nil {
				return err
			}
		}
		say([]float64{(processTime() - cpu).Seconds(), time.Since(wall).Seconds()})
	}
	return requests.Err()
}

// ready does all that is done once.
func ready(rootPath, issuer, algorithm string, trial trial) (verification, error) {
	trusted, err := root.NewTrustedRootFromPath(rootPath)
	if err != nil {
		return nil, err
	}
	verifier, err := verify.NewVerifier(trusted, verify.WithSignedCertificateTimestamps(1),
		verify.WithTransparencyLog(1), verify.WithObserverTimestamps(1))
	if err != nil {
		return nil, err
	}
	identity, err := verify.NewShortCertificateIdentity(issuer, "", trial.Identity, "")
	if err != nil {
		return nil, err
	}
	digest, err := hex.DecodeString(trial.Digest)
	if err != nil {
		return nil, err
	}
	policy := verify.NewPolicy(verify.WithArtifactDigest(algorithm, digest), verify.WithCertificateIdentity(identity))
	text, err := os.ReadFile(trial.Bundle)
	if err != nil {
		return nil, err
	}
	return func() error {
		var parsed bundle.Bundle
		if err := parsed.UnmarshalJSON(text); err != nil {
			return err
		}
		_, err := verifier.Verify(&parsed, policy)
		return err
	}, nil
}

func request(line string) (number, times int, err error) {
	first, second, _ := strings.Cut(line, " ")
	if number, err = strconv.Atoi(first); err != nil {
		return 0, 0, err
	}
	times, err = strconv.Atoi(second)
	return number, times, err
}

// processTime is the CPU time of this process, all its threads.
func processTime() time.Duration {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		log.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

// message is nil for a bundle that was accepted, else what was said when it was refused.
func message(err error) *string {
	if err == nil {
		return nil
	}
	said := err.Error()
	return &said
}

// version is that of the module in the build.
func version() string {
	info, _ := debug.ReadBuildInfo()
	for _, module := range info.Deps {
		if module.Path == "github.com/sigstore/sigstore-go" {
			return strings.TrimPrefix(module.Version, "v")
		}
	}
	return "unknown"
}

func say(line any) {
	text, err := json.Marshal(line)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(string(text))
}
