// ctlog is a real RFC 6962 log in one process and without a database: Trillian's log server and sequencer over its
// storage in memory, behind the handlers of certificate-transparency-go.
package main

import (
	"context"
	"flag"
	"log"
	"net"
	"net/http"
	"time"

	"github.com/google/certificate-transparency-go/trillian/ctfe"
	"github.com/google/certificate-transparency-go/trillian/ctfe/configpb"
	"github.com/google/trillian"
	"github.com/google/trillian/crypto/keys"
	"github.com/google/trillian/crypto/keys/pem"
	"github.com/google/trillian/crypto/keyspb"
	"github.com/google/trillian/extension"
	"github.com/google/trillian/monitoring"
	"github.com/google/trillian/quota"
	"github.com/google/trillian/server"
	"github.com/google/trillian/server/admin"
	"github.com/google/trillian/server/interceptor"
	"github.com/google/trillian/storage"
	"github.com/google/trillian/storage/memory"
	"github.com/google/trillian/testonly/integration"
	"github.com/google/trillian/util/clock"
	"google.golang.org/grpc"
	"google.golang.org/protobuf/types/known/anypb"
	"google.golang.org/protobuf/types/known/durationpb"
)

func main() {
	listen := flag.String("listen", "127.0.0.1:6962", "address of the log, below /test")
	key := flag.String("key", "", "its private key, SEC 1 PEM")
	roots := flag.String("roots", "", "PEM file of the roots whose certificates it accepts")
	trillianListen := flag.String("trillian", "", "address of Trillian's gRPC, which Rekor v1 uses")
	flag.Parse()
	log.Fatal(serve(*listen, *key, *roots, *trillianListen))
}

func serve(listen, key, roots, trillianListen string) error {
	ctx := context.Background()
	trees := memory.NewTreeStorage()
	registry := extension.Registry{
		AdminStorage:  memory.NewAdminStorage(trees),
		LogStorage:    memory.NewLogStorage(trees, monitoring.InertMetricFactory{}),
		QuotaManager:  quota.Noop(),
		MetricFactory: monitoring.InertMetricFactory{},
	}
	integration.SequencerInterval = 200 * time.Millisecond
	environment, err := integration.NewLogEnvWithRegistry(ctx, 1, registry)
	if err != nil {
		return err
	}
	tree, err := storage.CreateTree(ctx, registry.AdminStorage, &trillian.Tree{
		TreeState: trillian.TreeState_ACTIVE, TreeType: trillian.TreeType_LOG, MaxRootDuration: durationpb.New(0)})
	if err != nil {
		return err
	}
	if _, err := environment.Log.InitLog(ctx, &trillian.InitLogRequest{LogId: tree.TreeId}); err != nil {
		return err
	}
	if err := share(registry, trillianListen); err != nil {
		return err
	}
	handlers, err := handlers(ctx, environment.Log, tree.TreeId, key, roots)
	if err != nil {
		return err
	}
	return (&http.Server{Addr: listen, Handler: handlers, ReadHeaderTimeout: 5 * time.Second}).ListenAndServe()
}

// share serves Trillian to others: Rekor v1 makes a tree of its own in it.
func share(registry extension.Registry, listen string) error {
	listener, err := net.Listen("tcp", listen)
	if err != nil {
		return err
	}
	rpc := grpc.NewServer(grpc.UnaryInterceptor(interceptor.ErrorWrapper))
	trillian.RegisterTrillianAdminServer(rpc, admin.New(registry, nil))
	trillian.RegisterTrillianLogServer(rpc, server.NewTrillianLogRPCServer(registry, clock.System))
	go func() { log.Fatal(rpc.Serve(listener)) }()
	return nil
}

func handlers(ctx context.Context, client trillian.TrillianLogClient, tree int64, key, roots string) (http.Handler, error) {
	keys.RegisterHandler(&keyspb.PEMKeyFile{}, pem.FromProto)
	private, err := anypb.New(&keyspb.PEMKeyFile{Path: key})
	if err != nil {
		return nil, err
	}
	config, err := ctfe.ValidateLogConfig(&configpb.LogConfig{LogId: tree, Prefix: "test", RootsPemFile: []string{roots},
		PrivateKey: private, ExtKeyUsages: []string{"CodeSigning"}, MaxMergeDelaySec: 86400})
	if err != nil {
		return nil, err
	}
	instance, err := ctfe.SetUpInstance(ctx, ctfe.InstanceOptions{Validated: config, Client: client, Deadline: 10 * time.Second,
		MetricFactory: monitoring.InertMetricFactory{}, RequestLog: new(ctfe.DefaultRequestLog)})
	if err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	for path, handler := range instance.Handlers {
		mux.Handle(path, handler)
	}
	mux.HandleFunc("/healthz", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("ok")) })
	return mux, nil
}
