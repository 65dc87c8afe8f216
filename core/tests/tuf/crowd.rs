//! Many at once, and kills: threads, and processes that are this program again.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use sealwright::net::{NetError, Request, Response, Transport};
use sealwright::tuf::{Repository, Role};

use super::NOW;
use super::folder::Folder;
use super::repository::Server;

/// A server's files in a folder, for other processes.
struct Files(PathBuf);

impl Transport for Files {
    fn send(&self, request: &Request) -> Result<Response, NetError> {
        let path = self.0.join(request.url().strip_prefix("http://repo/").unwrap());
        let body = fs::read(path);
        Ok(Response {
            status: if body.is_ok() { 200 } else { 404 },
            content_type: None,
            body: body.unwrap_or_default(),
        })
    }
}

/// Puts the server's files into the folder, those that name others last, each whole.
fn publish(server: &Server, folder: &Path) {
    fs::create_dir_all(folder.join("metadata")).unwrap();
    fs::create_dir_all(folder.join("targets")).unwrap();
    fs::write(folder.join("first.json"), &server.first_root).unwrap();
    let (last, others): (Vec<_>, Vec<_>) = server.files.iter().partition(|(path, _)| path.ends_with("timestamp.json"));
    for (path, bytes) in others.into_iter().chain(last) {
        let beside = folder.join("new");
        fs::write(&beside, bytes).unwrap();
        fs::rename(&beside, folder.join(path)).unwrap();
    }
}

const CHILD: &str = "SEALWRIGHT_TUF_TEST_CHILD";

/// What other processes of these tests do: update until they are killed, or as often as they are told.
#[test]
fn child() {
    let Ok(told) = std::env::var(CHILD) else { return };
    let [files, cache, times] = told.split('|').collect::<Vec<_>>()[..] else { panic!("{told}") };
    let root = fs::read(Path::new(files).join("first.json")).unwrap();
    let client = Repository::new("http://repo/metadata", &root, cache).unwrap().targets_url("http://repo/targets");
    for _ in 0..times.parse().unwrap() {
        let metadata = client.update(&Files(files.into()), NOW).unwrap();
        metadata.target("file", &Files(files.into())).unwrap();
    }
}

fn start(files: &Folder, cache: &Folder, times: usize) -> Child {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "crowd::child"]).stdout(Stdio::null()).stderr(Stdio::null());
    command.env(CHILD, format!("{}|{}|{times}", files.path().display(), cache.path().display())).spawn().unwrap()
}

fn server() -> Server {
    let mut server = Server::new();
    server.root()["consistent_snapshot"] = true.into();
    server.add_target("targets", "file", b"bytes");
    server.publish(&["targets", "snapshot", "timestamp"]);
    server
}

#[test]
fn threads_that_update_at_once_all_succeed_and_leave_the_newest() {
    let (mut server, folder) = (server(), Folder::new());
    for _ in 0..3 {
        server.publish(&["root", "targets", "snapshot", "timestamp"]);
        std::thread::scope(|scope| {
            for _ in 0..32 {
                scope.spawn(|| server.update(&folder).unwrap().target("file", &server).unwrap());
            }
        });
        let metadata = server.client(&folder).offline(NOW).unwrap();
        let version = |role: &str| server.roles[role]["version"].as_u64();
        assert_eq!(metadata.version(&Role::Root), version("root"));
        assert_eq!(metadata.version(&Role::Timestamp), version("timestamp"));
        assert_eq!(metadata.version(&Role::Targets), version("targets"));
    }
}

#[test]
fn whoever_is_slow_does_not_take_the_cache_back() {
    let (mut server, folder) = (server(), Folder::new());
    // One client has seen the timestamp and waits for the snapshot while another one sees the next state.
    struct Slow<'a>(&'a Server, &'a (dyn Fn() + Sync));
    impl Transport for Slow<'_> {
        fn send(&self, request: &Request) -> Result<Response, NetError> {
            if request.url().ends_with(".snapshot.json") {
                (self.1)();
            }
            self.0.send(request)
        }
    }
    let before = Server { asked: std::sync::Mutex::default(), ..clone(&server) };
    server.publish(&["root", "targets", "snapshot", "timestamp"]);
    let meanwhile = || drop(server.update(&folder).unwrap());
    let slow = before.client(&folder).update(&Slow(&before, &meanwhile), NOW).unwrap();
    assert_eq!(slow.version(&Role::Timestamp), Some(2));
    let kept = server.client(&folder).offline(NOW).unwrap();
    assert_eq!((kept.version(&Role::Root), kept.version(&Role::Timestamp)), (Some(2), Some(3)));
}

fn clone(server: &Server) -> Server {
    Server {
        roles: server.roles.clone(),
        signers: server.signers.clone(),
        files: server.files.clone(),
        statuses: server.statuses.clone(),
        asked: std::sync::Mutex::default(),
        first_root: server.first_root.clone(),
    }
}

#[test]
fn processes_that_update_at_once_all_succeed() {
    let (server, files, cache) = (server(), Folder::new(), Folder::new());
    publish(&server, files.path());
    let children: Vec<Child> = (0..32).map(|_| start(&files, &cache, 3)).collect();
    for mut child in children {
        assert!(child.wait().unwrap().success());
    }
    let metadata = server.client(&cache).offline(NOW).unwrap();
    assert_eq!(metadata.cached_target("file").unwrap(), b"bytes");
}

#[test]
fn a_kill_at_any_moment_leaves_a_cache_that_works_and_is_no_older() {
    let (mut server, files, cache) = (server(), Folder::new(), Folder::new());
    publish(&server, files.path());
    server.update(&cache).unwrap().target("file", &server).unwrap();
    let mut oldest = 0;
    for round in 0..100_u64 {
        server.publish(&["targets", "snapshot", "timestamp"]);
        if round % 10 == 0 {
            server.rotate("timestamp");
            server.publish(&["root", "timestamp"]);
        }
        publish(&server, files.path());
        let mut child = start(&files, &cache, usize::MAX);
        std::thread::sleep(Duration::from_micros(5_000 + round * 397 % 30_000));
        child.kill().unwrap();
        child.wait().unwrap();
        match server.client(&cache).offline(NOW) {
            Ok(metadata) => {
                let version = metadata.version(&Role::Targets).unwrap();
                assert!(version >= oldest, "round {round}: {version} after {oldest}");
                assert_eq!(metadata.cached_target("file").unwrap(), b"bytes");
            }
            // The new root takes the old timestamp away.
            Err(error) => assert!(round % 10 == 0, "round {round}: {error}"),
        }
        let metadata = server.update(&cache).unwrap();
        oldest = metadata.version(&Role::Targets).unwrap();
        assert_eq!(Some(oldest), server.roles["targets"]["version"].as_u64());
    }
}
