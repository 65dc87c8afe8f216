"""A TUF repository with the trusted root and the signing config as targets: `repository.py DESCRIPTION FOLDER`."""

import json
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path

from securesystemslib.signer import CryptoSigner
from tuf.api.metadata import Metadata, MetaFile, Root, Snapshot, TargetFile, Targets, Timestamp

EXPIRES = (datetime.now(timezone.utc) + timedelta(days=1)).replace(microsecond=0)


def main(description: Path, folder: Path) -> None:
    stack = json.loads(description.read_text())
    (folder / "targets").mkdir(parents=True)
    signers = {role: CryptoSigner.generate_ecdsa() for role in ("root", "targets", "snapshot", "timestamp")}

    root = Root(expires=EXPIRES, consistent_snapshot=True)
    for role, signer in signers.items():
        root.add_key(signer.public_key, role)
    targets = Targets(expires=EXPIRES)
    for name, source in (
        ("trusted_root.json", stack["trusted_root"]),
        ("signing_config.v0.2.json", stack["signing_config"]),
    ):
        data = Path(source).read_bytes()
        target = TargetFile.from_data(name, data, ["sha256"])
        targets.targets[name] = target
        (folder / "targets" / f"{target.hashes['sha256']}.{name}").write_bytes(data)
    snapshot = Snapshot(expires=EXPIRES, meta={"targets.json": MetaFile(version=1)})
    timestamp = Timestamp(expires=EXPIRES, snapshot_meta=MetaFile(version=1))

    publish(Metadata(root), signers["root"], folder / "1.root.json")
    publish(Metadata(targets), signers["targets"], folder / "1.targets.json")
    publish(Metadata(snapshot), signers["snapshot"], folder / "1.snapshot.json")
    publish(Metadata(timestamp), signers["timestamp"], folder / "timestamp.json")


def publish(
    metadata: Metadata[Root] | Metadata[Targets] | Metadata[Snapshot] | Metadata[Timestamp],
    signer: CryptoSigner,
    file: Path,
) -> None:
    metadata.sign(signer)
    metadata.to_file(str(file))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
