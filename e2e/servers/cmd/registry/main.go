// registry is an OCI registry in memory, with the referrers API: go-containerregistry's own.
package main

import (
	"flag"
	"log"
	"net/http"
	"time"

	"github.com/google/go-containerregistry/pkg/registry"
)

func main() {
	listen := flag.String("listen", "127.0.0.1:5000", "address")
	flag.Parse()
	handler := registry.New(registry.WithReferrersSupport(true))
	log.Fatal((&http.Server{Addr: *listen, Handler: handler, ReadHeaderTimeout: 5 * time.Second}).ListenAndServe())
}
